/** Something read from the service and kept fresh while somebody looks at it. */
import { onBlock } from './live.ts'

export interface Resource<T> {
  readonly data: T | undefined
  readonly fault: unknown
  readonly loading: boolean
  reload(): void
}

/**
 * Read now, again when what `load` reads changes, and every `seconds` while the page is visible.
 * With `live` also when the index moved, so that what was just signed appears by itself.
 * Must be called while a component is being made. Old data stays until new data is there.
 */
export function resource<T>(load: (signal: AbortSignal) => Promise<T>, seconds = 5, live = false): Resource<T> {
  let data = $state.raw<T>()
  let fault = $state.raw<unknown>()
  let loading = $state(true)
  let round = $state(0)

  $effect(() => {
    void round
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const turn = async (reading: Promise<T>) => {
      try {
        const next = await reading
        if (stop.signal.aborted) return
        data = next
        fault = undefined
      } catch (error) {
        if (stop.signal.aborted) return
        fault = error
      }
      loading = false
      timer = setTimeout(again, seconds * 1000)
    }
    const again = () => {
      if (document.hidden) timer = setTimeout(again, 1000)
      else void turn(load(stop.signal))
    }
    void turn(load(stop.signal))
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  })

  $effect(() => (live ? onBlock(() => void round++) : undefined))

  return {
    get data() {
      return data
    },
    get fault() {
      return fault
    },
    get loading() {
      return loading
    },
    reload: () => void round++,
  }
}
