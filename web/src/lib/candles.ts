/** Candles: one an interval, also where nothing was traded, and how uPlot draws them. */
import type uPlot from 'uplot'

export interface Candle {
  /** Unix seconds at which the interval begins. */
  at: number
  open: number
  high: number
  low: number
  close: number
  /** Nobody traded: the price stood where it was. */
  still: boolean
}

/**
 * The candles with those between them that had no trade, up to `now`; at most `most` of the newest. A price on a curve
 * holds until the next trade, so each candle begins where the one before it ended.
 * `found` is ascending, one a multiple of `step` seconds.
 */
export function withoutGaps(found: Omit<Candle, 'still'>[], step: number, now: number, most: number): Candle[] {
  const first = found[0]
  if (!first) return []
  const byTime = new Map(found.map((candle) => [candle.at, candle]))
  const last = Math.max(Math.floor(now / step) * step, found.at(-1)!.at)
  const line: Candle[] = []
  let price = first.open
  for (let at = first.at; at <= last; at += step) {
    const { high, low, close } = byTime.get(at) ?? { high: price, low: price, close: price }
    const still = !byTime.has(at)
    line.push({ at, open: price, high: Math.max(high, price), low: Math.min(low, price), close, still })
    price = close
  }
  return line.slice(-most)
}

/** A uPlot hook that draws series 1 to 4 (open, high, low, close) as candles of `step` seconds. */
export function drawCandles(step: () => number, up: string, down: string, flat: string) {
  return (plot: uPlot): void => {
    const [x, open, high, low, close] = plot.data as number[][]
    const { ctx, bbox } = plot
    const place = (price: number) => plot.valToPos(price, 'y', true)
    const slot = plot.valToPos(step(), 'x', true) - plot.valToPos(0, 'x', true)
    const width = Math.max(1, Math.min(slot * 0.7, 16 * devicePixelRatio))
    ctx.save()
    ctx.beginPath()
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
    ctx.clip()
    for (const [i, at] of (x ?? []).entries()) {
      const middle = plot.valToPos(at + step() / 2, 'x', true)
      const [from, to] = [place(open![i]!), place(close![i]!)]
      ctx.fillStyle = open![i] === close![i] ? flat : close![i]! > open![i]! ? up : down
      const thin = Math.max(1, devicePixelRatio)
      ctx.fillRect(middle - thin / 2, place(high![i]!), thin, Math.max(thin, place(low![i]!) - place(high![i]!)))
      ctx.fillRect(middle - width / 2, Math.min(from, to), width, Math.max(thin, Math.abs(to - from)))
    }
    ctx.restore()
  }
}
