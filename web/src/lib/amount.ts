/** Amounts of money: smallest units as bigint inside, text at the edges. Nothing here rounds up. */
import { numberFormat } from './formats.ts'

export type AmountFault = 'empty' | 'not-a-number' | 'too-precise'

export class InvalidAmount extends Error {
  readonly fault: AmountFault
  constructor(fault: AmountFault) {
    super(fault)
    this.fault = fault
  }
}

/**
 * What a person typed, in smallest units. A comma counts as the decimal point, spaces as nothing.
 * @throws InvalidAmount: empty, no number, or more decimals than the token has (never rounded away).
 */
export function unitsOf(text: string, decimals: number): bigint {
  const plain = text.replace(/\s/g, '').replace(',', '.')
  if (plain === '') throw new InvalidAmount('empty')
  const match = /^(\d*)\.?(\d*)$/.exec(plain)
  if (!match || (match[1] === '' && match[2] === '')) throw new InvalidAmount('not-a-number')
  const fraction = match[2]!.replace(/0+$/, '')
  if (fraction.length > decimals) throw new InvalidAmount('too-precise')
  return BigInt(match[1]! + fraction.padEnd(decimals, '0'))
}

/** Exact decimal text: 1500000n with 6 decimals is "1.5". */
export function decimalOf(units: bigint | string, decimals: number): string {
  const value = BigInt(units)
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return (value < 0n ? '-' : '') + whole + (fraction ? '.' + fraction : '')
}

/**
 * An amount for people, in their language, rounded towards minus infinity: two decimals from 1 on, else the first
 * four digits that count. What is above zero and too small to show reads "<0.000001". `steady` writes zeros at the end
 * too, so that a figure does not change its width with every trade.
 */
export function shown(units: bigint | string, decimals: number, locale: string, steady = false): string {
  const value = BigInt(units)
  const one = 10n ** BigInt(decimals)
  if (value >= one || value <= -one || value === 0n) return numberOf(decimalOf(value, decimals), locale, 2, steady ? 2 : 0)
  const exact = decimalOf(value, decimals)
  const firstDigit = exact.replace('-', '').slice(2).search(/[1-9]/) + 1
  if (firstDigit > 6 && value > 0n) return '<' + numberOf('0.000001', locale, 6)
  return numberOf(exact, locale, Math.max(2, Math.min(firstDigit + 3, 6)))
}

/**
 * A price for people: its first four digits that count, however small, rounded down; `steady` writes zeros at its end
 * too, so that it does not change its width with every trade.
 */
export function priceShown(units: bigint | string, decimals: number, locale: string, steady = false): string {
  const exact = decimalOf(units, decimals)
  const [whole, fraction = ''] = exact.split('.') as [string, string?]
  const digits = whole === '0' ? Math.min(fraction.search(/[1-9]/) + 4, decimals) : Math.max(2, 4 - whole.length)
  return numberOf(exact, locale, digits, steady ? digits : 0)
}

/** Decimal text in the reader's language with at most `digits` decimals (and at least `least`), rounded down. */
export function numberOf(exact: string, locale: string, digits: number, least = 0): string {
  const format = numberFormat(locale, {
    minimumFractionDigits: least,
    maximumFractionDigits: digits,
    // TypeScript's ES2023 library does not know the option yet; browsers have it since 2023.
    ...({ roundingMode: 'floor' } as object),
  })
  return format.format(exact as Intl.StringNumericLiteral)
}

/** Basis points as per cent: 250 is "2.5 %". */
export function bpsShown(bps: bigint | number, locale: string): string {
  const format = numberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  return format.format(Number(bps) / 10_000)
}

/** The smaller amount that a slippage limit of `bps` still accepts: floor(units * (10000 - bps) / 10000). */
export function atLeast(units: bigint, bps: number): bigint {
  return (units * BigInt(10_000 - bps)) / 10_000n
}
