/** Signed in: the service knows whose things to show. The proof is a cookie that no script can read, so we ask. */
import { answer, api, type Session } from '../lib/api.ts'
import { account, connected } from './wallet.svelte.ts'

let session = $state.raw<Session>()

/** The connected account, when it is the one that signed in; a session of another account does not count. */
export function signedIn(): string | undefined {
  const address = account()
  return address && session?.account?.toLowerCase() === address.toLowerCase() ? address : undefined
}

/** Ask who is signed in; the answer is known from then on, unless the service is not there. */
export async function startSession(): Promise<void> {
  session = await answer(api.GET('/api/v1/session')).catch(() => undefined)
}

/**
 * Have the connected wallet sign the service's message. It moves nothing and costs nothing.
 * @throws Problem, or what the wallet says: code 4001 when its owner rejected.
 */
export async function signIn(): Promise<void> {
  const wallet = connected()
  if (!wallet) return
  await startSession()
  if (signedIn()) return
  const query = { address: wallet.address }
  const { message } = await answer(api.GET('/api/v1/nonce', { params: { query } }))
  const hex = [...new TextEncoder().encode(message!)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const params = [`0x${hex}`, wallet.address]
  const signature = (await wallet.wallet.provider.request({ method: 'personal_sign', params })) as string
  session = await answer(api.POST('/api/v1/session', { body: { message: message!, signature } }))
}

/** End this session, or every session of the account in every browser. */
export async function signOut(everywhere = false): Promise<void> {
  await api.DELETE('/api/v1/session', { params: { query: { everywhere } } })
  session = undefined
}
