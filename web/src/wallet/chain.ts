/** Reading the chain itself: receipts, finality, balances. Loaded only once somebody has a wallet. */
import { createPublicClient, erc20Abi, http, type Hex, type PublicClient } from 'viem'

const clients = new Map<string, PublicClient>()

export function chainAt(url: string): PublicClient {
  let client = clients.get(url)
  if (!client) {
    client = createPublicClient({ transport: http(url, { batch: true, timeout: 6_000, retryCount: 1 }) })
    clients.set(url, client)
  }
  return client
}

export interface Balances {
  gas: bigint
  tokens: Map<string, bigint>
}

/** What `account` holds of the gas coin and of each of `tokens`, smallest units, at the newest block. */
export async function balancesOf(url: string, account: string, tokens: string[]): Promise<Balances> {
  const client = chainAt(url)
  const address = account as Hex
  const [gas, ...held] = await Promise.all([
    client.getBalance({ address }),
    ...tokens.map((token) =>
      client.readContract({ address: token as Hex, abi: erc20Abi, functionName: 'balanceOf', args: [address] }),
    ),
  ])
  return { gas, tokens: new Map(tokens.map((token, i) => [token.toLowerCase(), held[i]!])) }
}

const CREDIT_OF = [
  {
    type: 'function',
    name: 'creditOf',
    stateMutability: 'view',
    inputs: [{ name: 'giver', type: 'address' }],
    outputs: [{ name: '', type: 'uint256' }],
  },
] as const

/** Units of the quote token that the membership contract keeps for `giver`, whose gifts came back. */
export const creditOf = (url: string, membership: string, giver: string): Promise<bigint> =>
  chainAt(url).readContract({ address: membership as Hex, abi: CREDIT_OF, functionName: 'creditOf', args: [giver as Hex] })

/** The price of one unit of gas now, wei. */
export const gasPrice = (url: string): Promise<bigint> => chainAt(url).getGasPrice()

export type Landing = { block: bigint; succeeded: boolean; final: boolean } | 'waiting' | 'unknown'

/** Where a sent transaction is: in a block, still waiting, or unknown to the node. */
export async function landingOf(url: string, hash: string): Promise<Landing> {
  const client = chainAt(url)
  const receipt = await client.request({ method: 'eth_getTransactionReceipt', params: [hash as Hex] })
  if (receipt) {
    const finalized = await client.getBlock({ blockTag: 'finalized' })
    const block = BigInt(receipt.blockNumber)
    return { block, succeeded: receipt.status === '0x1', final: (finalized.number ?? 0n) >= block }
  }
  const known = await client.request({ method: 'eth_getTransactionByHash', params: [hash as Hex] })
  return known ? 'waiting' : 'unknown'
}
