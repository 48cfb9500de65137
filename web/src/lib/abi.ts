/** The contracts' ABIs, each loaded when somebody chooses its contract: only the debug page does. */
export interface Argument {
  name: string
  type: string
  components?: Argument[]
}

export interface AbiFunction {
  type: 'function'
  name: string
  stateMutability: 'pure' | 'view' | 'nonpayable' | 'payable'
  inputs: Argument[]
  outputs: Argument[]
}

const files = import.meta.glob<unknown>('../../../planet_chain/chain/abi/*.json', { import: 'default' })
const loads = new Map(Object.entries(files).map(([path, load]) => [path.replace(/^.*\/|\.json$/g, ''), load]))

/** A name in the deployment whose ABI has another one. */
const ABI_OF: Record<string, string> = { USDT0: 'MockUSDT0', WOKB: 'MockWOKB' }

/** Contracts that have no place of their own, but whose ABI another address may have. */
export const abiNames = (): string[] => [...loads.keys()].sort()

/** The functions of contract `name`; none when its ABI is unknown. */
export async function functionsOf(name: string): Promise<AbiFunction[]> {
  const load = loads.get(name) ?? loads.get(ABI_OF[name] ?? '')
  const abi = ((await load?.()) ?? []) as { type: string }[]
  return abi.filter((entry): entry is AbiFunction => entry.type === 'function')
}

/** What was typed for `argument`: JSON for arrays and tuples, text for the rest; viem checks the range. */
export function valueOf(argument: Argument, text: string): unknown {
  const plain = text.trim()
  if (/\]$/.test(argument.type) || argument.type === 'tuple') return JSON.parse(plain)
  if (argument.type === 'bool') return plain === 'true'
  if (/^u?int/.test(argument.type)) return BigInt(plain)
  return plain
}

/** An answer as text: integers in full. */
export const answerText = (answer: unknown): string =>
  JSON.stringify(answer, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2) ?? ''
