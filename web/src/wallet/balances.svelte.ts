/** What the connected account holds, read from the chain itself. */
import { service } from '../lib/status.svelte.ts'
import { resource } from '../lib/resource.svelte.ts'
import { heard } from './node.svelte.ts'
import { transactions } from './transactions.svelte.ts'
import { account } from './wallet.svelte.ts'
import type { Balances } from './chain.ts'

/** Balances of the gas coin, the quote token and `tokens()`; undefined while nobody is connected. */
export function balances(tokens: () => string[] = () => []) {
  return resource<Balances | undefined>(async () => {
    const owner = account()
    const status = service()
    const wanted = tokens()
    // A transaction that lands changes balances: reading its stage here makes us look again.
    void transactions().map(({ stage }) => stage)
    if (!owner || !status?.quote) return undefined
    const { balancesOf } = await import('./chain.ts')
    return heard(balancesOf(status.rpc_url, owner, [status.quote.address, ...wanted]))
  }, 4)
}
