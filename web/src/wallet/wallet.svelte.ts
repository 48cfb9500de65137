/** Who is connected, and on which chain. */
import { service } from '../lib/status.svelte.ts'
import { BURNER, burner } from './burner.ts'
import { discover, type WalletChoice } from './discovery.ts'

interface Session {
  wallet: WalletChoice
  /** EIP-55 or lower case, as the wallet gave it. */
  address: string
  chainId: number
}

const REMEMBERED = 'wallet'
const UNKNOWN_CHAIN = 4902

// Wallets are foreign objects: a proxy around them would break them.
let announced = $state.raw<WalletChoice[]>([])
let session = $state.raw<Session>()

export const account = (): string | undefined => session?.address
export const connected = (): Session | undefined => session
export const wrongChain = (): boolean => {
  const wanted = service()?.chain_id
  return session !== undefined && wanted !== undefined && session.chainId !== wanted
}

/** The wallets of this browser; on the local testnet the burner too. */
export function choices(burnerName: string): WalletChoice[] {
  const status = service()
  return status?.network === 'devnet' ? [...announced, burner(status.rpc_url, burnerName)] : announced
}

async function open(wallet: WalletChoice, method: 'eth_requestAccounts' | 'eth_accounts'): Promise<void> {
  const [address] = (await wallet.provider.request({ method })) as string[]
  if (!address) return
  const chainId = Number(await wallet.provider.request({ method: 'eth_chainId' }))
  session = { wallet, address, chainId }
  localStorage.setItem(REMEMBERED, wallet.rdns)
  wallet.provider.on?.('accountsChanged', ((accounts: string[]) => {
    if (session?.wallet !== wallet) return
    if (accounts[0]) session = { ...session, address: accounts[0] }
    else disconnect()
  }) as never)
  wallet.provider.on?.('chainChanged', ((id: string) => {
    if (session?.wallet === wallet) session = { ...session, chainId: Number(id) }
  }) as never)
}

export const connect = (wallet: WalletChoice): Promise<void> => open(wallet, 'eth_requestAccounts')

export function disconnect(): void {
  session = undefined
  localStorage.removeItem(REMEMBERED)
}

/** The chain that the wallet is on, asked anew: not every wallet tells when it changes. */
export async function currentChain(): Promise<number | undefined> {
  if (!session) return undefined
  const chainId = Number(await session.wallet.provider.request({ method: 'eth_chainId' }))
  session = { ...session, chainId }
  return chainId
}

/** Ask the wallet to change to the service's chain, and to learn it first when it does not know it. */
export async function switchChain(): Promise<void> {
  const status = service()
  if (!session || !status) return
  const { wallet } = session
  const chainId = `0x${status.chain_id.toString(16)}`
  const change = () => wallet.provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId }] })
  try {
    await change()
  } catch (error) {
    if ((error as { code?: number }).code !== UNKNOWN_CHAIN) throw error
    const chain = {
      chainId,
      chainName: { xlayer: 'X Layer', 'xlayer-testnet': 'X Layer Testnet' }[status.network] ?? 'Planet devnet',
      nativeCurrency: { name: status.gas_symbol, symbol: status.gas_symbol, decimals: 18 },
      rpcUrls: [status.rpc_url],
      ...(status.explorer ? { blockExplorerUrls: [status.explorer] } : {}),
    }
    await wallet.provider.request({ method: 'wallet_addEthereumChain', params: [chain] })
    await change()
  }
  await currentChain()
}

/** Find wallets, and come back to the one used last without asking for anything. */
export function startWallets(): void {
  const comeBack = (wallets: WalletChoice[]) => {
    const last = wallets.find((wallet) => wallet.rdns === localStorage.getItem(REMEMBERED))
    if (last && !session) void open(last, 'eth_accounts').catch(disconnect)
  }
  discover((wallets) => {
    announced = wallets
    comeBack(wallets)
  })
  $effect.root(() => {
    $effect(() => {
      if (localStorage.getItem(REMEMBERED) === BURNER && service()) comeBack(choices('Burner'))
    })
  })
}
