/** Whether the chain's node answered this browser when it was asked last. */
import { Problem } from '../lib/api.ts'

let down = $state(false)

export const nodeDown = (): boolean => down

/** What `asking` the node gives. @throws Problem: `node-unreachable`, whatever went wrong. */
export async function heard<T>(asking: Promise<T>): Promise<T> {
  try {
    const told = await asking
    down = false
    return told
  } catch {
    down = true
    throw new Problem('node-unreachable')
  }
}
