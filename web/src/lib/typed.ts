/** What was typed into a field: an amount as units, or what is wrong with it in words; an address. */
import { m } from './texts.svelte.ts'
import { InvalidAmount, unitsOf } from './amount.ts'

export const ADDRESS = /^0x[0-9a-fA-F]{40}$/

export interface Typed {
  units: bigint
  /** Empty while nothing is wrong; an empty field is 0 and no fault. */
  fault: string
}

export function typed(text: string, decimals: number): Typed {
  try {
    return { units: unitsOf(text, decimals), fault: '' }
  } catch (error) {
    if (!(error instanceof InvalidAmount)) throw error
    const faults = { empty: '', 'not-a-number': m.not_a_number(), 'too-precise': m.too_precise({ decimals }) }
    return { units: 0n, fault: faults[error.fault] }
  }
}
