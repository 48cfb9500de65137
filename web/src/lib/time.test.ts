import assert from 'node:assert/strict'
import { test } from 'node:test'
import { span } from './time.ts'

test('a span shows its two largest units, rounded down', () => {
  assert.equal(span(3 * 86_400 + 4 * 3_600 + 3_599, 'en'), '3 days 4 hours')
  assert.equal(span(86_400, 'en'), '1 day 0 hours')
  assert.equal(span(61, 'en'), '1 minute 1 second')
  assert.equal(span(59.9, 'en'), '59 seconds')
  assert.equal(span(-5, 'en'), '0 seconds')
  assert.equal(span(90_000, 'ja'), '1 日 1 時間')
  assert.equal(span(604_800, 'en', 1), '7 days')
})
