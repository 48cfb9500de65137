/** What happens on the chain, as it happens: server-sent events, one stream for whoever listens. */
import type { Trade } from './api.ts'

interface News {
  trade: Trade
  /** Somebody was paid a reward or an airdrop. */
  claim: { account: string }
  /** The trends were refreshed. */
  trends: { refreshed_at: number }
  /** The index moved. */
  block: { number: number }
  /** More happened than is told one by one. */
  gap: { after: number; until: number }
}
type Kind = keyof News
type Listener<K extends Kind> = (news: News[K]) => unknown

const KINDS: Kind[] = ['trade', 'claim', 'trends', 'block', 'gap']
const AGAIN_AFTER = 3_000
const listeners: { [K in Kind]: Set<Listener<K>> } = {
  trade: new Set(),
  claim: new Set(),
  trends: new Set(),
  block: new Set(),
  gap: new Set(),
}
let source: EventSource | undefined

function tell<K extends Kind>(kind: K, news: News[K]): void {
  for (const each of listeners[kind]) each(news)
}

const wanted = (): boolean => KINDS.some((kind) => listeners[kind].size > 0)

function open(): void {
  const mine = (source = new EventSource('/api/v1/stream'))
  for (const kind of KINDS) {
    mine.addEventListener(kind, (event) => tell(kind, JSON.parse((event as MessageEvent<string>).data) as never))
  }
  mine.addEventListener('error', () => {
    // A lost connection the browser opens again by itself; a refused one it gives up for good.
    if (mine.readyState !== EventSource.CLOSED) return
    setTimeout(() => source === mine && wanted() && open(), AGAIN_AFTER)
  })
}

/** Calls `listener` for each event of `kind` from now on; returns what ends it. The stream is open while anybody listens. */
export function hear<K extends Kind>(kind: K, listener: Listener<K>): () => void {
  listeners[kind].add(listener)
  if (!source) open()
  return () => {
    listeners[kind].delete(listener)
    if (wanted()) return
    source?.close()
    source = undefined
  }
}

/** Calls `look` when the index moved, at most once in `milliseconds`, and after a lost connection came back. */
export function onBlock(look: () => void, milliseconds = 3_000): () => void {
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = hear('block', () => {
    if (timer) return
    const wait = Math.max(0, last + milliseconds - Date.now())
    timer = setTimeout(() => {
      timer = undefined
      last = Date.now()
      if (!document.hidden) look()
    }, wait)
  })
  return () => {
    end()
    clearTimeout(timer)
  }
}
