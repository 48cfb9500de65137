/** What went wrong, or may go wrong, in the reader's language: by stable codes, never by matching sentences. */
import { m } from './texts.svelte.ts'
import { AccountChanged } from '../wallet/transactions.svelte.ts'
import { bpsShown } from './amount.ts'
import { Problem, type Risk } from './api.ts'
import { locale } from './locale.svelte.ts'

const PROBLEMS: Record<string, () => string> = {
  unreachable: m.problem_unreachable,
  'not-found': m.problem_not_found,
  'unknown-community': m.problem_unknown_community,
  'unknown-creator': m.problem_unknown_creator,
  'post-unknown': m.problem_unknown_post,
  'unknown-question': m.problem_unknown_question,
  'nothing-to-search': m.search_words,
  'text-refused': m.problem_text_refused,
  'invalid-address': m.problem_invalid_address,
  'nothing-to-claim': m.problem_nothing_to_claim,
  'no-member': m.problem_no_member,
  'unknown-draft': m.problem_unknown_draft,
  'airdrop-differs': m.problem_airdrop_differs,
  'no-token': m.problem_no_token,
  'too-many-requests': m.problem_too_many_requests,
  'database-unreachable': m.problem_service_down,
  'node-unreachable': m.problem_node_unreachable,
  'no-deployment': m.problem_service_down,
  'not-deployed': m.problem_service_down,
  'index-halted': m.problem_service_down,
  'index-not-started': m.problem_service_down,
  'index-of-other-chain': m.problem_service_down,
  'rewards-not-started': m.problem_service_down,
  'reserve-overflow': m.problem_too_large,
  'zero-result': m.revert_zero,
  'wrong-chain': m.problem_service_down,
  'index-behind': m.problem_index_behind,
  'sign-in-needed': m.problem_sign_in_needed,
  'sign-in-refused': m.problem_sign_in_refused,
  'sign-in-unavailable': m.problem_sign_in_unavailable,
  'other-origin': m.problem_sign_in_needed,
  'relay-limit': m.problem_relay_limit,
  'relays-unavailable': m.problem_relays_unavailable,
  'only-itself-claims': m.revert_self_only,
  unexpected: m.problem_unexpected,
}

// By the name of the contract's error.
const REVERTS: Record<string, () => string> = {
  SlippageExceeded: m.revert_slippage,
  DeadlineExpired: m.revert_deadline,
  NotCreator: m.revert_not_creator,
  CommunityExists: m.revert_community_exists,
  InvalidLabel: m.revert_invalid_label,
  FirstBuyTooLarge: m.revert_first_buy,
  ZeroAmount: m.revert_zero,
  NothingToClaim: m.problem_nothing_to_claim,
  ClaimBySelfOnly: m.revert_self_only,
  ERC20InsufficientBalance: m.revert_balance,
  PriceTooHigh: m.revert_price,
  TierFull: m.revert_full,
  AlreadyMember: m.revert_member,
  NoRoom: m.revert_no_room,
  NotHolder: m.revert_not_holder,
  ERC721NonexistentToken: m.revert_not_holder,
  GiftExpired: m.revert_gift_over,
  UnknownGift: m.revert_gift_over,
  AlreadyFollowing: m.revert_followed,
  NotFollowing: m.revert_not_followed,
  AlreadyAnswered: m.revert_answered,
  AnswersClosed: m.revert_answers_closed,
  NoPlaceLeft: m.revert_no_place,
  RegisteredTooLate: m.revert_too_new,
  AnswererIsAsker: m.ask_not_yourself,
  JudgingNotOpen: m.revert_judging_early,
  JudgingOver: m.revert_judging_over,
  QuestionClosed: m.revert_question_closed,
  NothingOwed: m.revert_nothing_owed,
}

// EIP-1193 and EIP-1474 codes of wallets.
const WALLET: Record<number, () => string> = {
  4001: m.wallet_rejected,
  4100: m.wallet_unauthorized,
  4900: m.wallet_disconnected,
  4901: m.wallet_disconnected,
  [-32002]: m.wallet_busy,
}

/** The sentence for `fault`, whatever it is. */
export function words(fault: unknown): string {
  if (fault instanceof Problem) {
    if (fault.code === 'list-refused') return `${m.problem_list_row({ row: String(fault.values.row ?? 1) })} ${fault.message}`
    const known = fault.code === 'contract-reverted' ? REVERTS[fault.name] : PROBLEMS[fault.code]
    return known ? known() : fault.message
  }
  if (fault instanceof AccountChanged) return m.wallet_changed()
  const { code, shortMessage, details } = (fault ?? {}) as { code?: number; shortMessage?: string; details?: string }
  const known = WALLET[code ?? 0]
  if (known) return known()
  if (/insufficient funds/i.test(`${shortMessage} ${details}`)) return m.wallet_no_gas()
  return m.wallet_failed({ reason: shortMessage ?? (fault instanceof Error ? fault.message : String(fault)) })
}

/** A risk note; one whose code is new here comes in the service's own words. */
export function riskWords(risk: Risk): string {
  const number = (name: string) => Number(risk.values[name] ?? 0)
  const share = () => ({ share: bpsShown(number('share_bp'), locale()) })
  switch (risk.code) {
    case 'creator-holds-much':
      return m.risk_creator(share())
    case 'concentrated':
      return m.risk_concentrated(share())
    case 'few-holders':
      return m.risk_few_holders({ holders: number('holders') })
    case 'new':
      return m.risk_new({ hours: Math.floor(number('age') / 3600) + 1 })
    case 'price-impact':
      return m.risk_impact({ share: bpsShown(number('impact_bp'), locale()) })
    case 'earlier-calls':
      return m.risk_earlier_calls({
        calls: number('calls'),
        winners: number('winners'),
        median: bpsShown(number('median_bp'), locale()),
      })
    case 'larger-than-reserve':
      return m.risk_reserve()
    default:
      return risk.text
  }
}
