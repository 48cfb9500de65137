/** The service's own client: types come from its schema, refusals arrive as `Problem`. */
import createClient from 'openapi-fetch'
import type { components, paths } from '../generated/api.ts'

export type { components }

type Schemas = components['schemas']
export type Status = Schemas['StatusOut']
export type Community = Schemas['CommunityOut']
export type CommunityDetail = Schemas['CommunityDetail']
export type Trade = Schemas['TradeOut']
export type Holder = Schemas['HolderOut']
export type Risk = Schemas['RiskOut']
export type Post = Schemas['PostOut']
export type Creator = Schemas['CreatorOut']
export type Trend = Schemas['TrendOut']
export type Epoch = Schemas['EpochOut']
export type Claims = Schemas['ClaimsOut']
export type Tier = Schemas['TierOut']
export type Pass = Schemas['PassOut']
export type Gift = Schemas['MembershipGiftOut']
export type Question = Schemas['QuestionOut']
export type AnswerText = Schemas['AnswerTextOut']
export type PaidCreator = Schemas['PaidCreator']
export type Competition = Schemas['CompetitionOut']
export type Standing = Schemas['StandingOut']
export type Earner = Schemas['EarnerOut']
export type Draft = Schemas['DraftOut']
export type AirdropPlan = Schemas['AirdropPlan']
export type AirdropPreview = Schemas['AirdropPreview']
export type Step = Schemas['StepOut']
export type Transaction = Schemas['TransactionOut']
export type TokenMoney = Schemas['TokenMoney']
export type Session = Schemas['SessionOut']
export type Relay = Schemas['RelayOut']
export type Authorization = Schemas['AuthorizationOut']
export type Airdrop = Schemas['AirdropOut']

/** A refusal with its stable code; `unreachable` when the service did not answer at all. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly name: string
  readonly values: Record<string, unknown>

  constructor(code: string, status = 0, detail = '', name = '', values: Record<string, unknown> = {}) {
    super(detail || code)
    this.code = code
    this.status = status
    this.name = name
    this.values = values
  }
}

const SECONDS = 15

export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: (request: Request) =>
    fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(SECONDS * 1000)]) }),
})

/**
 * The body of an answer.
 * @throws Problem: the service refused, or is not there.
 */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let outcome
  try {
    outcome = await call
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Problem('unreachable')
  }
  const { data, error, response } = outcome
  if (response.ok && data !== undefined) return data
  const told = (error ?? {}) as { code?: string; detail?: string; name?: string; values?: Record<string, unknown>; row?: number }
  // A gateway in front of the service answers for it when it is down, without a code.
  const code = told.code ?? (response.status >= 502 ? 'unreachable' : 'unexpected')
  throw new Problem(code, response.status, told.detail, told.name, { ...told.values, row: told.row })
}
