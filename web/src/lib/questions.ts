/** Where a paid question stands, by the rules of its contract and the chain's clock. */
import type { Question } from './api.ts'

export type Phase = 'answering' | 'judging' | 'unanswered' | 'silent' | 'awarded' | 'split' | 'refunded'

/** Answers that fit: one when one creator was asked, else ten. */
export const places = (question: Question): number => (question.creator ? 1 : 10)

/**
 * `answering` and `judging` go on; `unanswered` and `silent` wait for anybody to close them (the asker is paid back,
 * or all answers share); the other three are for ever.
 */
export function phaseOf(question: Question, now: number): Phase {
  if (question.state !== 'open') return question.state
  const full = question.answers.length >= places(question)
  if (now <= question.answer_by && !full) return 'answering'
  if (question.answers.length === 0) return 'unanswered'
  return now <= question.judge_by ? 'judging' : 'silent'
}

/**
 * `prize` shared by `weights`, in their order: floors, then one unit more for the greatest remainders, ties to the
 * earlier one. They sum to the prize. Same as the contract when the weights stand by ascending address.
 */
export function shares(prize: bigint, weights: bigint[]): bigint[] {
  const sum = weights.reduce((total, weight) => total + weight, 0n)
  if (sum === 0n) return weights.map(() => 0n)
  const parts = weights.map((weight) => (prize * weight) / sum)
  const rest = weights.map((weight) => (prize * weight) % sum)
  let left = prize - parts.reduce((total, part) => total + part, 0n)
  const order = weights.map((_, i) => i).sort((a, b) => (rest[a] === rest[b] ? a - b : rest[a]! > rest[b]! ? -1 : 1))
  for (const i of order) {
    if (left === 0n) break
    parts[i]! += 1n
    left -= 1n
  }
  return parts
}
