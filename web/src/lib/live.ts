/** Trades as they happen, by server-sent events; the browser connects again by itself. */
import type { Trade } from './api.ts'

type Listener = (trade: Trade) => unknown
const listeners = new Set<Listener>()
let source: EventSource | undefined

/** Calls `listener` for each trade from now on; returns what ends it. The stream is open while anybody listens. */
export function onTrade(listener: Listener): () => void {
  listeners.add(listener)
  if (!source) {
    source = new EventSource('/api/v1/stream')
    source.addEventListener('trade', (event) => {
      const trade = JSON.parse(event.data as string) as Trade
      for (const each of listeners) each(trade)
    })
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    source?.close()
    source = undefined
  }
}
