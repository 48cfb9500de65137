/** Every text of the page, a function each; only the reader's language is loaded. */
import type { Locale } from './locale.svelte.ts'

export type Texts = Record<string, (values?: object) => string>

const LOAD: Record<Locale, () => Promise<unknown>> = {
  en: () => import('../paraglide/messages/en.js'),
  'zh-CN': () => import('../paraglide/messages/zh-CN.js'),
  ja: () => import('../paraglide/messages/ja.js'),
}
let texts = $state.raw<Texts>({})
const known: Texts = {}

export const loadTexts = async (language: Locale): Promise<Texts> => (await LOAD[language]()) as Texts

export function showTexts(loaded: Texts): void {
  texts = loaded
}

// One function a text for as long as the page is open; what it says follows the language.
export const m = new Proxy(known, {
  get: (_, name: string) => (known[name] ??= (values) => texts[name]!(values)),
}) as unknown as typeof import('../paraglide/messages.js')
