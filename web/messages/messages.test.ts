import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'

const source = new URL('../src/', import.meta.url)
const read = (language: string) =>
  JSON.parse(readFileSync(new URL(`./${language}.json`, import.meta.url), 'utf8')) as Record<string, string>
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

const english = read('en')

for (const language of ['zh-CN', 'ja']) {
  test(`${language} says everything that English says, with the same values in it`, () => {
    const other = read(language)
    assert.deepEqual(Object.keys(other).sort(), Object.keys(english).sort())
    for (const [key, text] of Object.entries(english)) {
      assert.notEqual(other[key]!.trim(), '', key)
      assert.deepEqual(names(other[key]!), names(text), key)
    }
  })
}

test('every text is used', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(svelte|ts)$/.test(name))
  const code = files.map((name) => readFileSync(new URL(name, source), 'utf8')).join('\n')
  const unused = Object.keys(english).filter((key) => key !== '$schema' && !new RegExp(`\\bm\\.${key}\\b`).test(code))
  assert.deepEqual(unused, [])
})
