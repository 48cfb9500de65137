/**
 * Words whose hash goes on chain: what a question asks, what an answer says. They are kept in this browser before
 * anything is signed and told to the service once it has read the block, so that no reload loses them. An answer's
 * words stay here for good: without words and salt it cannot win.
 */
import { Problem, answer, api } from './api.ts'
import { service } from './status.svelte.ts'

export interface Letter {
  /** Lower-case address of who asked or answered. */
  account: string
  genesis: string | null
  /** As on chain. */
  hash: string
  text: string
  told: boolean
  /** Of an answer only. */
  question?: number
  salt?: string
}

const STORE = 'letters'
const KEPT = 60
const TRIES = 30

const read = (): Letter[] => {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? '[]') as Letter[]
  } catch {
    return []
  }
}

let letters = $state<Letter[]>(read())
let delivering = false

const save = () => localStorage.setItem(STORE, JSON.stringify(letters))

/** The answer that `account` wrote in this browser to question `number`, if it is the one with `hash`. */
export const ownAnswer = (number: number, hash: string): Letter | undefined =>
  letters.find((letter) => letter.question === number && letter.hash === hash)

/** Keep the words of a question. Returns the hash to ask with. */
export async function writeQuestion(account: string, text: string): Promise<string> {
  const { keccak256, stringToBytes } = await import('viem')
  return keep({ account, hash: keccak256(stringToBytes(text)), text })
}

/** Keep the words of an answer with a fresh salt. Returns the hash to answer with: it opens as nobody else's. */
export async function writeAnswer(account: string, question: number, text: string): Promise<string> {
  const status = service()
  const place = status?.contracts.PrizeQuestions?.address
  if (!status || !place) throw new Problem('not-deployed')
  const { encodeAbiParameters, keccak256, parseAbiParameters, stringToBytes, toHex } = await import('viem')
  const salt = toHex(crypto.getRandomValues(new Uint8Array(32)))
  const kinds = parseAbiParameters('uint256, address, uint256, address, bytes32, bytes32')
  const words = keccak256(stringToBytes(text))
  const named = [BigInt(status.chain_id), place as `0x${string}`, BigInt(question), account as `0x${string}`] as const
  const hash = keccak256(encodeAbiParameters(kinds, [...named, words, salt]))
  return keep({ account, hash, text, question, salt })
}

function keep(letter: Omit<Letter, 'told' | 'genesis'>): string {
  const genesis = service()?.genesis ?? null
  const kept = { ...letter, account: letter.account.toLowerCase(), genesis, told: false }
  letters = [kept, ...letters.filter(({ hash }) => hash !== letter.hash)].slice(0, KEPT)
  save()
  return letter.hash
}

async function tell(letter: Letter): Promise<boolean> {
  const { text, salt, account } = letter
  if (letter.question !== undefined && salt) {
    const path = { number: letter.question, address: account }
    await answer(api.PUT('/api/v1/questions/{number}/answers/{address}', { params: { path }, body: { text, salt } }))
    return true
  }
  const asked = await answer(api.GET('/api/v1/questions', { params: { query: { asker: account, limit: 50 } } }))
  const mine = asked.items.filter((question) => question.question_hash === letter.hash)
  for (const { question, text: known } of mine) {
    if (known) continue
    await answer(api.PUT('/api/v1/questions/{number}/text', { params: { path: { number: question } }, body: { text } }))
  }
  return mine.length > 0
}

/** Tell the service what it does not have yet; with `insist`, until it has read the block that the words belong to. */
export async function deliver(insist = false): Promise<void> {
  if (delivering) return
  delivering = true
  for (let round = 0; round < (insist ? TRIES : 1); round++) {
    const waiting = letters.filter(({ told, genesis }) => !told && genesis === (service()?.genesis ?? null))
    if (round > 0) await new Promise((resolve) => setTimeout(resolve, 1000))
    for (const letter of waiting) letter.told = await tell(letter).catch(() => false)
    save()
    if (waiting.every(({ told }) => told)) break
  }
  delivering = false
}
