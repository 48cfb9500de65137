import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTurn } from './turns.ts'

const turn = () => new Promise((resolve) => setTimeout(resolve))

test('each piece has a turn of its own, in order, and what was taken back has none', async () => {
  const done: string[] = []
  inTurn(() => done.push('a'))
  const takeBack = inTurn(() => done.push('b'))
  inTurn(() => {
    done.push('c')
    inTurn(() => done.push('d'))
  })
  takeBack()
  assert.deepEqual(done, [])
  const seen: string[] = []
  while (done.length < 3) {
    await turn()
    seen.push(done.join(''))
  }
  assert.deepEqual([...new Set(seen)].filter(Boolean), ['a', 'ac', 'acd'])
  inTurn(() => done.push('e'))
  await turn()
  await turn()
  assert.equal(done.join(''), 'acde')
})
