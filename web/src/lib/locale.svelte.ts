/** Which language the page speaks: the URL's prefix says it; without one, what was chosen, else the browser's. */
import { loadTexts, showTexts } from './texts.svelte.ts'

export const LOCALES = { en: 'English', 'zh-CN': '简体中文', ja: '日本語' } as const
export type Locale = keyof typeof LOCALES

let current = $state<Locale>('en')
let wanted: Locale

export const locale = (): Locale => current

/**
 * Speak `next` as soon as its texts are here.
 * @throws TypeError: they do not come.
 */
export async function setLocale(next: Locale): Promise<void> {
  wanted = next
  const texts = await loadTexts(next)
  if (wanted !== next) return // another one was chosen meanwhile
  showTexts(texts)
  current = next
  document.documentElement.lang = next
}

/** A path split into its language (null when it names none) and the rest, which starts with a slash. */
export function splitLocale(path: string): [Locale | null, string] {
  const [, first = '', ...rest] = path.split('/')
  return first !== 'en' && first in LOCALES ? [first as Locale, '/' + rest.join('/')] : [null, path]
}

/** The language for somebody whose URL names none. */
export function preferredLocale(): Locale {
  const chosen = localStorage.getItem('locale')
  if (chosen && chosen in LOCALES) return chosen as Locale
  for (const language of navigator.languages) {
    if (language.startsWith('zh')) return 'zh-CN'
    if (language.startsWith('ja')) return 'ja'
    if (language.startsWith('en')) return 'en'
  }
  return 'en'
}

/** `path` under the language `of`: English has no prefix. */
export const localized = (path: string, of: Locale = current): string => (of === 'en' ? path : `/${of}${path}`)
