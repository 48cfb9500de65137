/** A toy wallet for the local testnet: its key lies readable in this browser, and no other chain accepts it. */
import type { Provider, WalletChoice } from './discovery.ts'

export const BURNER = 'chain.planet.burner'
const DEVNET_ID = 31337
const KEY = 'burner-key'

interface Call {
  to: `0x${string}`
  data?: `0x${string}`
  value?: string
  gas?: string
}

class WalletError extends Error {
  readonly code: number
  constructor(code: number, text: string) {
    super(text)
    this.code = code
  }
}

async function signer(rpcUrl: string) {
  const [{ createWalletClient, defineChain, http }, { generatePrivateKey, privateKeyToAccount }] = await Promise.all([
    import('viem'),
    import('viem/accounts'),
  ])
  let key = localStorage.getItem(KEY) as `0x${string}` | null
  if (!key) localStorage.setItem(KEY, (key = generatePrivateKey()))
  const chain = defineChain({
    id: DEVNET_ID,
    name: 'Planet devnet',
    nativeCurrency: { name: 'OKB', symbol: 'OKB', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  return createWalletClient({ account: privateKeyToAccount(key), chain, transport: http(rpcUrl) })
}

/** The burner as a wallet like any other; signs without asking. */
export function burner(rpcUrl: string, name: string): WalletChoice {
  let made: ReturnType<typeof signer> | undefined
  const wallet = () => (made ??= signer(rpcUrl))

  const provider: Provider = {
    async request({ method, params }) {
      const client = await wallet()
      switch (method) {
        case 'eth_requestAccounts':
        case 'eth_accounts':
          return [client.account.address]
        case 'eth_chainId':
          return `0x${DEVNET_ID.toString(16)}`
        case 'eth_sendTransaction': {
          const [call] = params as [Call]
          const { to, data, value, gas } = call
          return client.sendTransaction({ to, data, value: BigInt(value ?? 0), gas: gas ? BigInt(gas) : undefined })
        }
        case 'personal_sign':
          return client.signMessage({ message: { raw: (params as [`0x${string}`])[0] } })
        case 'eth_signTypedData_v4':
          return client.signTypedData(JSON.parse((params as [string, string])[1]))
        default:
          throw new WalletError(4200, `The burner wallet does not know ${method}.`)
      }
    },
  }
  return { rdns: BURNER, name, icon: '', provider }
}
