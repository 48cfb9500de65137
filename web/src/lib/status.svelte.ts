/** What the service says about itself, asked again every few seconds; everything else starts from it. */
import { answer, api, type Status } from './api.ts'

let status = $state.raw<Status>()
let fault = $state.raw<unknown>()
let readAt = $state(0)

export const service = (): Status | undefined => status
export const serviceFault = (): unknown => fault
/** The token that communities are priced in; nameless until the service says which. */
export const quoteToken = () => status?.quote ?? { address: '', symbol: '', decimals: 6 }
export const isDevnet = (): boolean => status?.network === 'devnet'

const LATE_SECONDS = 20

/** Seconds that the index is behind the chain, 0 while it is close enough. */
export function behind(): number {
  const index = status?.index
  if (!index) return 0
  const late = Math.max(index.lag_blocks > 0 ? index.lag_seconds : 0, index.seen_seconds_ago)
  return late > LATE_SECONDS ? late : 0
}

/** The chain's time now, unix seconds: a development chain may be ahead of this machine's clock. */
export function chainNow(): number {
  const newest = status?.index?.indexed.at
  const elapsed = Math.floor((Date.now() - readAt) / 1000)
  return newest === undefined ? Math.floor(Date.now() / 1000) : newest + elapsed
}

export async function refreshStatus(): Promise<void> {
  try {
    status = await answer(api.GET('/api/v1/status'))
    readAt = Date.now()
    fault = undefined
  } catch (error) {
    fault = error
  }
}

export function startStatus(): void {
  const turn = async () => {
    if (!document.hidden) await refreshStatus()
    setTimeout(turn, 5000)
  }
  void turn()
}
