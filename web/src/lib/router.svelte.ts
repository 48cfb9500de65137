/** Routes without a hash: the server answers every unknown path with this page. */
import type { Component } from 'svelte'
import { tick } from 'svelte'
import { routes } from '../routes.json' with { type: 'json' }
import { localized, preferredLocale, setLocale, splitLocale, type Locale } from './locale.svelte.ts'

type Params = Record<string, string>
type Page = Component<{ params: Params }>

const PAGES = import.meta.glob<{ default: Page }>('../pages/*.svelte')

interface Place {
  path: string
  params: Params
  /** What stands behind the question mark. */
  search: URLSearchParams
  page: Page | null
  failed: boolean
}

let place = $state.raw<Place>({ path: '', params: {}, search: new URLSearchParams(), page: null, failed: false })
let latest = 0

export const here = (): Place => place

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null // a lone % is no address of ours
  }
}

/** Values of `pattern`'s `:names` in `path`, or null when it does not fit. */
export function match(pattern: string, path: string): Params | null {
  const wanted = pattern.split('/')
  const given = path.replace(/(.)\/$/, '$1').split('/')
  if (wanted.length !== given.length) return null
  const params: Params = {}
  for (const [i, part] of wanted.entries()) {
    if (part.startsWith(':') && given[i]) {
      const value = decoded(given[i])
      if (value === null) return null
      params[part.slice(1)] = value
    } else if (part !== given[i]) return null
  }
  return params
}

async function show(focus: boolean): Promise<void> {
  const mine = ++latest
  const [named, path] = splitLocale(location.pathname)
  const language = named ?? preferredLocale()
  const speaking = setLocale(language)
  if (!named && language !== 'en') history.replaceState(null, '', localized(path, language) + location.search)

  const search = new URLSearchParams(location.search)
  let name = 'Missing'
  let params: Params = {}
  for (const route of routes) {
    const found = match(route.path, path)
    if (!found) continue
    name = route.page
    params = found
    break
  }
  try {
    const [loaded] = await Promise.all([PAGES[`../pages/${name}.svelte`]!(), speaking])
    if (mine === latest) place = { path, params, search, page: loaded.default, failed: false }
  } catch {
    // A new release removed the file: the page offers to load again.
    if (mine === latest) place = { path, params, search, page: null, failed: true }
  }
  if (!focus || mine !== latest) return
  await tick()
  window.scrollTo(0, 0)
  document.querySelector<HTMLElement>('h1')?.focus()
}

/** Go to `path` (without a language prefix) as a link would. */
export function go(path: string): void {
  history.pushState(null, '', localized(path))
  void show(true)
}

/** The same place in another language; the choice is remembered. */
export async function speak(language: Locale): Promise<void> {
  await setLocale(language)
  localStorage.setItem('locale', language)
  // the address, not what is shown: a page may still be on its way
  const [, path] = splitLocale(location.pathname)
  history.replaceState(null, '', localized(path, language) + location.search)
}

function follow(event: MouseEvent): void {
  const link = (event.target as Element).closest?.('a')
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) return
  if (link.origin !== location.origin || link.pathname.startsWith('/api/') || link.hash) return
  event.preventDefault()
  if (link.href !== location.href) history.pushState(null, '', link.href)
  void show(true)
}

/** Resolves once the page of the address is here, and the texts of its language. */
export async function startRouter(): Promise<void> {
  addEventListener('popstate', () => void show(true))
  document.addEventListener('click', follow)
  await show(false)
}
