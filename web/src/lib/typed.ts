/** An amount field: what was typed as units, or what is wrong with it in words. */
import { m } from '../paraglide/messages.js'
import { InvalidAmount, unitsOf } from './amount.ts'

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
