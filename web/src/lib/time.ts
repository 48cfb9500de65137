/** Times for people: unix seconds in, words in their language out. */
import { dateFormat, numberFormat, relativeFormat } from './formats.ts'

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

/** "3 minutes ago", "in 2 days": whole units, rounded towards now. */
export function relative(at: number, now: number, locale: string): string {
  const format = relativeFormat(locale, { numeric: 'auto' })
  const seconds = at - now
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size || unit === 'second') return format.format(Math.trunc(seconds / size), unit)
  }
  return ''
}

/** A date with its time, in the reader's zone. */
export function moment(at: number, locale: string): string {
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at * 1000)
}

/** A day for an axis: "11/22". */
export const dayOf = (at: number, locale: string): string =>
  dateFormat(locale, { month: 'numeric', day: 'numeric' }).format(at * 1000)

/** A time of day for an axis: "14:05". */
export const clockOf = (at: number, locale: string): string =>
  dateFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }).format(at * 1000)

const PARTS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** A span in its largest units, two unless said otherwise, rounded down: "3 days 4 hours". */
export function span(seconds: number, locale: string, units = 2): string {
  const left = Math.max(0, Math.floor(seconds))
  const first = Math.max(0, PARTS.findIndex(([, size]) => left >= size))
  const start = left === 0 ? PARTS.length - 1 : first
  return PARTS.slice(start, start + units)
    .map(([unit, size], i) => {
      const count = Math.floor((i === 0 ? left : left % PARTS[start]![1]) / size)
      return numberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
    })
    .join(' ')
}
