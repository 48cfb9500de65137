import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Question } from './api.ts'
import { phaseOf, shares } from './questions.ts'

const question = (more: object) =>
  ({ state: 'open', creator: null, answer_by: 100, judge_by: 200, answers: [], ...more }) as unknown as Question
const answers = (count: number) => Array.from({ length: count }, () => ({}))

test('a question goes from answers to judging to its end', () => {
  assert.equal(phaseOf(question({}), 100), 'answering')
  assert.equal(phaseOf(question({}), 101), 'unanswered')
  assert.equal(phaseOf(question({ answers: answers(1) }), 100), 'answering')
  assert.equal(phaseOf(question({ answers: answers(1) }), 101), 'judging')
  assert.equal(phaseOf(question({ answers: answers(1) }), 200), 'judging')
  assert.equal(phaseOf(question({ answers: answers(1) }), 201), 'silent')
  assert.equal(phaseOf(question({ state: 'awarded' }), 0), 'awarded')
})

test('nobody waits when no answer can come any more', () => {
  assert.equal(phaseOf(question({ creator: '0x1', answers: answers(1) }), 50), 'judging')
  assert.equal(phaseOf(question({ answers: answers(9) }), 50), 'answering')
  assert.equal(phaseOf(question({ answers: answers(10) }), 50), 'judging')
})

test('shares sum to the prize, to the unit', () => {
  assert.deepEqual(shares(10n, [1n, 1n, 1n]), [4n, 3n, 3n])
  assert.deepEqual(shares(10n, [1n, 2n]), [3n, 7n])
  assert.deepEqual(shares(2n, [1n, 1n, 1n]), [1n, 1n, 0n])
  for (const prize of [0n, 1n, 999_999_999_999n])
    for (const weights of [[1n], [3n, 1n, 7n], [1n, 1n, 1n, 1n, 1n]])
      assert.equal(shares(prize, weights).reduce((a, b) => a + b), prize)
})
