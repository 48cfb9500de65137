/** The picture of an address: colours, bands, a ring or a moon, all decided by its text. */

// [body, bands, ring and spots]: chosen to stay apart from each other by day and by night
const COLOURS: [string, string, string][] = [
  ['#5b5bf0', '#3a36c4', '#ff9a6c'],
  ['#e8590c', '#b93a0b', '#ffc078'],
  ['#0ca678', '#087f5b', '#c0eb75'],
  ['#d6336c', '#a61e4d', '#faa2c1'],
  ['#1c7ed6', '#1864ab', '#99e9f2'],
  ['#f08c00', '#c76a00', '#ffe066'],
  ['#7048e8', '#5028b8', '#e599f7'],
  ['#0b8793', '#075f68', '#63e6be'],
  ['#c2255c', '#7b1b5a', '#ffa8a8'],
  ['#5c7cfa', '#364fc7', '#bac8ff'],
  ['#74922c', '#566e1d', '#d8f5a2'],
  ['#a0694b', '#7a4c33', '#eebf9c'],
]

export interface Planet {
  colours: [string, string, string]
  radius: number
  tilt: number
  ring: boolean
  bands: { y: number; height: number; opacity: number }[]
  spots: { x: number; y: number; r: number }[]
}

/** FNV-1a, then xorshift32: the same planet for the same text, whatever its case. */
function* numbers(seed: string): Generator<number, never> {
  let state = 0x811c9dc5
  for (const letter of seed.toLowerCase()) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193)
  for (;;) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    yield (state >>> 0) / 2 ** 32
  }
}

export function planetOf(seed: string): Planet {
  const source = numbers(seed)
  const next = () => source.next().value
  const ring = next() < 0.55
  const radius = ring ? 12 : 14
  const bands = Array.from({ length: 2 + Math.floor(next() * 2) }, (_, i) => ({
    y: 20 - radius + 3 + i * (radius * 0.66) + next() * 4,
    height: 1.5 + next() * 3.5,
    opacity: 0.55 + next() * 0.45,
  }))
  const spots = Array.from({ length: ring ? 1 : 2 }, (_, i) => ({
    x: 13 + i * 9 + next() * 6,
    y: 13 + next() * 13,
    r: 1.2 + next() * 1.6,
  }))
  return {
    colours: COLOURS[Math.floor(next() * COLOURS.length)]!,
    radius,
    tilt: -35 + next() * 50,
    ring,
    bands,
    spots,
  }
}
