import { m } from './texts.svelte.ts'
import { say } from './toasts.svelte.ts'

/** Put `text` on the clipboard, and say whether it is there: a page without https has none. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    say('good', m.copied())
  } catch {
    say('bad', m.copy_failed())
  }
}
