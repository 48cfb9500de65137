/** Transactions on their way: sign, sent, in a block, final. Kept in the browser, so that a reload forgets none. */
import { answer, api, Problem, type Status, type Step } from '../lib/api.ts'
import { service } from '../lib/status.svelte.ts'
import type { Provider } from './discovery.ts'
import { heard } from './node.svelte.ts'
import { connected, currentChain, switchChain } from './wallet.svelte.ts'

export type Stage = 'sent' | 'block' | 'final' | 'failed' | 'lost'

/** A step of the service, or a call that the debug page made up. */
export type Kind = Step['kind'] | 'call'
export type Sendable = Omit<Step, 'kind'> & { kind: Kind }

export interface Sent {
  /** Empty until the relayer has sent it. */
  hash: string
  /** The service's number of what was only signed here: its relayer sends it. */
  relay?: string
  /** Whom the relayer claims for, who need not be connected. */
  receiver?: string
  /** Why the relayer waits, or refused, in the service's words. */
  note?: string
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
 * The connected wallet, on this chain and with this account or not at all.
 * @throws AccountChanged; or what the wallet says when it stays on another chain.
 */
export async function signer(chainId: number, address: string): Promise<Provider> {
  if ((await currentChain()) !== chainId) await switchChain()
  const session = connected()
  if (session?.chainId !== chainId) throw Object.assign(new Error('another chain'), { code: WRONG_CHAIN })
  if (session.address.toLowerCase() !== address.toLowerCase()) throw new AccountChanged()
  return session.wallet.provider
}

/**
 * Have the wallet sign and send one step, on the step's chain and with its account or not at all.
 * @throws AccountChanged, or what the wallet says: code 4001 when its owner rejected.
 */
export async function send(step: Sendable): Promise<Sent> {
  const provider = await signer(step.chainId, step.from)
  const hex = (amount: bigint | number | string) => `0x${BigInt(amount).toString(16)}`
  const call = { from: step.from, to: step.to, data: step.data, value: hex(step.value), gas: hex(step.gas) }
  const hash = (await provider.request({ method: 'eth_sendTransaction', params: [call] })) as string
  return keep({ hash, chainId: step.chainId, summary: step.summary, kind: step.kind })
}

/** Remember what was sent, here or by the relayer, and follow it. */
export function keep(what: Pick<Sent, 'hash' | 'relay' | 'receiver' | 'chainId' | 'summary' | 'kind'>): Sent {
  const now = Math.floor(Date.now() / 1000)
  sent = [{ ...what, genesis: service()?.genesis ?? null, sentAt: now, stage: 'sent' as const }, ...sent].slice(0, KEPT)
  save()
  watch()
  return sent[0]!
}

/** What is known of the transaction with this hash, or of what the relayer sends by this number. */
export const sentBy = (id: string): Sent | undefined => sent.find(({ relay, hash }) => (relay ?? hash) === id)

/** Resolves to whether it succeeded, as soon as it is in a block, or lost. `id` as for `sentBy`. */
export async function landed(id: string): Promise<boolean> {
  for (;;) {
    const entry = sentBy(id)
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
  return entry.relay ? await lookAtRelay(status, entry, entry.relay) : await lookAtChain(status, entry)
}

async function lookAtChain(status: Status, entry: Sent): Promise<Stage> {
  const { landingOf } = await import('./chain.ts')
  const landing = await heard(landingOf(status.rpc_url, entry.hash))
  if (landing === 'waiting') return 'sent'
  // The relayer sends again what a node forgot.
  if (landing === 'unknown') return !entry.relay && Date.now() / 1000 - entry.sentAt > LOST_AFTER_SECONDS ? 'lost' : 'sent'
  if (!landing.succeeded) return 'failed'
  return landing.final ? 'final' : 'block'
}

async function lookAtRelay(status: Status, entry: Sent, relay: string): Promise<Stage> {
  let told
  try {
    told = await answer(api.GET('/api/v1/relays/{relay}', { params: { path: { relay } } }))
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return 'lost'
    throw error
  }
  entry.note = told.reason ?? undefined
  if (told.state === 'refused') return 'failed'
  entry.hash = told.transactions.findLast(({ state }) => state !== 'replaced')?.hash ?? ''
  if (told.state === 'done') return 'final'
  return entry.hash ? await lookAtChain(status, entry) : 'sent'
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
