/** What a week's state means to a person. */
import { m } from './texts.svelte.ts'

const STATES: Record<string, () => string> = {
  open: m.week_open,
  closed: m.week_settling,
  exported: m.week_settling,
  settled: m.week_settling,
  funded: m.week_settling,
  proposed: m.week_window,
  activated: m.week_activated,
  rejected: m.week_rejected,
  empty: m.week_empty,
}

export const weekState = (state: string): string => (STATES[state] ?? m.week_settling)()
