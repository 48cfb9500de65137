/** Transactions on their way: sign, sent, in a block, final. Kept in the browser, so that a reload forgets none. */
import type { Step } from '../lib/api.ts'
import { service } from '../lib/status.svelte.ts'
import { heard } from './node.svelte.ts'
import { connected, currentChain, switchChain } from './wallet.svelte.ts'

export type Stage = 'sent' | 'block' | 'final' | 'failed' | 'lost'

/** A step of the service, or a call that the debug page made up. */
export type Kind = Step['kind'] | 'call'
export type Sendable = Omit<Step, 'kind'> & { kind: Kind }

export interface Sent {
  hash: string
  chainId: number
  genesis: string | null
  summary: string
  kind: Kind
  sentAt: number
  stage: Stage
}

const STORE = 'transactions'
const KEPT = 20
const LOST_AFTER_SECONDS = 120
// EIP-1193: not connected to the requested chain.
const WRONG_CHAIN = 4901

const read = (): Sent[] => {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? '[]') as Sent[]
  } catch {
    return []
  }
}

let sent = $state<Sent[]>(read())
let watching = false

export const transactions = (): Sent[] => sent
export const pending = (): Sent[] => sent.filter(({ stage }) => stage === 'sent' || stage === 'block')

const save = () => localStorage.setItem(STORE, JSON.stringify(sent))

/** The wallet's account is another one than the step was made for. */
export class AccountChanged extends Error {}

/**
 * Have the wallet sign and send one step, on the step's chain and with its account or not at all.
 * @throws AccountChanged, or what the wallet says: code 4001 when its owner rejected.
 */
export async function send(step: Sendable): Promise<Sent> {
  if ((await currentChain()) !== step.chainId) await switchChain()
  const session = connected()
  if (session?.chainId !== step.chainId) throw Object.assign(new Error('another chain'), { code: WRONG_CHAIN })
  if (session.address.toLowerCase() !== step.from.toLowerCase()) throw new AccountChanged()
  const hex = (amount: bigint | number | string) => `0x${BigInt(amount).toString(16)}`
  const call = { from: step.from, to: step.to, data: step.data, value: hex(step.value), gas: hex(step.gas) }
  const hash = (await session.wallet.provider.request({ method: 'eth_sendTransaction', params: [call] })) as string
  const entry: Sent = {
    hash,
    chainId: step.chainId,
    genesis: service()?.genesis ?? null,
    summary: step.summary,
    kind: step.kind,
    sentAt: Math.floor(Date.now() / 1000),
    stage: 'sent',
  }
  sent = [entry, ...sent].slice(0, KEPT)
  save()
  watch()
  return sent[0]!
}

/** Resolves to whether the transaction succeeded, as soon as it is in a block, or lost. */
export async function landed(hash: string): Promise<boolean> {
  for (;;) {
    const entry = sent.find((one) => one.hash === hash)
    if (!entry || entry.stage === 'failed' || entry.stage === 'lost') return false
    if (entry.stage !== 'sent') return true
    await pause(300)
  }
}

export function forgetDone(): void {
  sent = pending()
  save()
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function look(entry: Sent): Promise<Stage> {
  const status = service()
  if (!status || status.chain_id !== entry.chainId) return entry.stage
  // Another genesis block is another chain: the development chain was started over.
  if (status.genesis !== entry.genesis) return 'lost'
  const { landingOf } = await import('./chain.ts')
  const landing = await heard(landingOf(status.rpc_url, entry.hash))
  if (landing === 'waiting') return 'sent'
  if (landing === 'unknown') return Date.now() / 1000 - entry.sentAt > LOST_AFTER_SECONDS ? 'lost' : 'sent'
  if (!landing.succeeded) return 'failed'
  return landing.final ? 'final' : 'block'
}

/** Follow what is pending until nothing is. */
export function watch(): void {
  if (watching) return
  watching = true
  void (async () => {
    while (pending().length > 0) {
      for (const entry of pending()) {
        try {
          entry.stage = await look(entry)
        } catch {
          // The node did not answer; the next turn asks again.
        }
      }
      save()
      await pause(1000)
    }
    watching = false
  })()
}
