/** Payments that the wallet only signs: the service's relayer sends them and pays the gas. */
import type { Authorization, Relay } from '../lib/api.ts'
import { keep, signer, type Kind, type Sent } from './transactions.svelte.ts'

interface Typed {
  domain: { chainId: number }
  message: { from: string }
}

/**
 * Have the wallet sign what was offered, with the account that it is for, and hand the signature to the service.
 * @throws AccountChanged, Problem, or what the wallet says: code 4001 when its owner rejected.
 */
export async function relay(
  kind: Kind,
  { typed_data, summary }: Authorization,
  hand: (signature: string) => Promise<Relay>,
): Promise<Sent> {
  const { domain, message } = typed_data as unknown as Typed
  const provider = await signer(domain.chainId, message.from)
  const params = [message.from, JSON.stringify(typed_data)]
  const { id } = await hand((await provider.request({ method: 'eth_signTypedData_v4', params })) as string)
  return keep({ hash: '', relay: id, chainId: domain.chainId, summary, kind })
}
