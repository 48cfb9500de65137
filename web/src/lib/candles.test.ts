import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutGaps } from './candles.ts'

const candle = (at: number, open: number, close: number) => ({ at, open, high: Math.max(open, close), low: Math.min(open, close), close })

test('where nobody traded the price stands still', () => {
  // the second one's first trade left the price at 3: before it, it was 2
  const line = withoutGaps([candle(60, 1, 2), candle(240, 3, 1)], 60, 310, 10)
  assert.deepEqual(line.map(({ at, open, close, still }) => [at, open, close, still]), [
    [60, 1, 2, false],
    [120, 2, 2, true],
    [180, 2, 2, true],
    [240, 2, 1, false],
    [300, 1, 1, true],
  ])
  assert.deepEqual([line[3]!.high, line[3]!.low], [3, 1])
})

test('the newest are kept, and none without a trade', () => {
  assert.equal(withoutGaps([candle(0, 1, 2)], 60, 6000, 3).length, 3)
  assert.deepEqual(withoutGaps([], 60, 6000, 3), [])
  assert.equal(withoutGaps([candle(120, 1, 2)], 60, 0, 3).length, 1)
})
