/** Work in small pieces, one a turn of the browser: between two of them it paints and hears the reader. */

const waiting = new Set<() => void>()
let running = false

function next(): void {
  const [piece] = waiting
  running = piece !== undefined
  if (!piece) return
  waiting.delete(piece)
  piece()
  setTimeout(next)
}

/** Calls `piece` in a turn of its own, after those that asked before; returns what takes it back. */
export function inTurn(piece: () => void): () => void {
  waiting.add(piece)
  if (!running) {
    running = true
    setTimeout(next)
  }
  return () => void waiting.delete(piece)
}
