/** The local testnet's faucet: coins for the asking, and a verification that no other network would give. */
import { Problem } from '../lib/api.ts'
import { service } from '../lib/status.svelte.ts'

async function ask(what: 'faucet' | 'verify', address: string): Promise<void> {
  const url = service()?.faucet_url
  if (!url) throw new Problem('not-found')
  let response
  try {
    response = await fetch(`${url}/${what}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ address }),
      signal: AbortSignal.timeout(20_000),
    })
  } catch {
    throw new Problem('unreachable')
  }
  if (response.ok) return
  const told = (await response.json().catch(() => ({}))) as { code?: string; detail?: string }
  throw new Problem(told.code ?? 'unexpected', response.status, told.detail)
}

export const drip = (address: string): Promise<void> => ask('faucet', address)
export const verify = (address: string): Promise<void> => ask('verify', address)
