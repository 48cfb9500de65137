import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidAmount, atLeast, bpsShown, decimalOf, priceShown, shown, unitsOf } from './amount.ts'

test('what a person types becomes exact units', () => {
  assert.equal(unitsOf('1.5', 6), 1_500_000n)
  assert.equal(unitsOf('1,5', 6), 1_500_000n)
  assert.equal(unitsOf(' 12 000 ', 6), 12_000_000_000n)
  assert.equal(unitsOf('.000001', 6), 1n)
  assert.equal(unitsOf('3.', 18), 3n * 10n ** 18n)
  assert.equal(unitsOf('1.5000000000', 6), 1_500_000n)
})

test('what cannot be exact is refused, not rounded', () => {
  const refused = (text: string, fault: string) =>
    assert.throws(() => unitsOf(text, 6), (error: InvalidAmount) => error.fault === fault)
  refused('0.0000001', 'too-precise')
  refused('', 'empty')
  refused('.', 'not-a-number')
  refused('-1', 'not-a-number')
  refused('1e9', 'not-a-number')
  refused('1,000,000', 'not-a-number')
})

test('units and decimal text are inverse', () => {
  for (const units of [0n, 1n, 999_999n, 10n ** 30n + 7n]) assert.equal(unitsOf(decimalOf(units, 18), 18), units)
  assert.equal(decimalOf(-1_500_000n, 6), '-1.5')
})

test('an amount shown is never more than the amount', () => {
  assert.equal(shown(1_999_999n, 6, 'en'), '1.99')
  assert.equal(shown(1_234_567_899_999n, 6, 'en'), '1,234,567.89')
  assert.equal(shown(999_999n, 6, 'en'), '0.9999')
  assert.equal(shown(123n, 6, 'en'), '0.000123')
  assert.equal(shown(1n, 18, 'en'), '<0.000001')
  assert.equal(shown(0n, 18, 'en'), '0')
  assert.equal(shown(1_900_000n, 6, 'en', true), '1.90')
  assert.equal(shown(-1_239_999n, 6, 'en'), '-1.24')
})

test('a price shows four digits that count, rounded down', () => {
  assert.equal(priceShown(6_909_803_122_537n, 18, 'en'), '0.000006909')
  assert.equal(priceShown(5n * 10n ** 11n, 18, 'en'), '0.0000005')
  assert.equal(priceShown(1_239_999n, 6, 'en'), '1.239')
  assert.equal(priceShown(12_345_678_999n, 6, 'en'), '12,345.67')
  assert.equal(priceShown(0n, 18, 'en'), '0')
  assert.equal(priceShown(5n * 10n ** 11n, 18, 'en', true), '0.0000005000')
  assert.equal(priceShown(12_345_000_000n, 6, 'en', true), '12,345.00')
})

test('shares and limits round down', () => {
  assert.equal(bpsShown(250, 'en'), '2.5%')
  assert.equal(atLeast(999n, 100), 989n)
})
