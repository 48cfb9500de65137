/** Wallets announce themselves (EIP-6963); whatever speaks EIP-1193 is a wallet to this page. */

export interface Provider {
  request(call: { method: string; params?: unknown }): Promise<unknown>
  on?(event: string, listener: (value: never) => void): void
  removeListener?(event: string, listener: (value: never) => void): void
}

export interface WalletChoice {
  /** Reverse domain name: remembers the choice and orders the list; anybody may claim any, so it decides nothing. */
  rdns: string
  name: string
  /** data: URL, shown through <img> only. */
  icon: string
  provider: Provider
}

const FIRST = 'com.okex.wallet'

interface Announcement extends Event {
  detail?: { info?: { uuid?: string; rdns?: string; name?: string; icon?: string }; provider?: Provider }
}

/** Calls `found` with every wallet known so far, OKX Wallet first, each time one more announces itself. */
export function discover(found: (wallets: WalletChoice[]) => void): () => void {
  const byId = new Map<string, WalletChoice>()
  const listen = (event: Event) => {
    const { info, provider } = (event as Announcement).detail ?? {}
    if (!info?.uuid || !info.name || !provider) return
    const icon = info.icon?.startsWith('data:image/') ? info.icon : ''
    byId.set(info.uuid, { rdns: info.rdns ?? info.uuid, name: info.name, icon, provider })
    const rank = (wallet: WalletChoice) => (wallet.rdns === FIRST ? 0 : 1)
    found([...byId.values()].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)))
  }
  addEventListener('eip6963:announceProvider', listen)
  dispatchEvent(new Event('eip6963:requestProvider'))
  return () => removeEventListener('eip6963:announceProvider', listen)
}
