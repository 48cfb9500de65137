/** Routes without a hash: the server answers every unknown path with this page. */
import type { Component } from 'svelte'
import { tick } from 'svelte'
import { localized, preferredLocale, setLocale, splitLocale, type Locale } from './locale.svelte.ts'

type Params = Record<string, string>
type Page = Component<{ params: Params }>
type Load = () => Promise<{ default: unknown }>

const ROUTES: [string, Load][] = [
  ['/', () => import('../pages/Home.svelte')],
  ['/trends', () => import('../pages/Trends.svelte')],
  ['/c/:token', () => import('../pages/Community.svelte')],
  ['/create', () => import('../pages/Create.svelte')],
  ['/claims', () => import('../pages/Claims.svelte')],
  ['/claims/:address', () => import('../pages/Claims.svelte')],
  ['/creators/:address', () => import('../pages/Creator.svelte')],
  ['/questions', () => import('../pages/Questions.svelte')],
  ['/questions/:number', () => import('../pages/Question.svelte')],
  ['/search', () => import('../pages/Search.svelte')],
  ['/ask', () => import('../pages/Ask.svelte')],
  ['/rewards', () => import('../pages/Rewards.svelte')],
  ['/rewards/:week', () => import('../pages/Week.svelte')],
  ['/drafts', () => import('../pages/Drafts.svelte')],
  ['/airdrop', () => import('../pages/Airdrop.svelte')],
  ['/debug', () => import('../pages/Debug.svelte')],
  ['/posts/:id', () => import('../pages/Post.svelte')],
  ['/status', () => import('../pages/Status.svelte')],
]
const MISSING: Load = () => import('../pages/Missing.svelte')

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
  setLocale(language)
  if (!named && language !== 'en') history.replaceState(null, '', localized(path) + location.search)

  const search = new URLSearchParams(location.search)
  let load = MISSING
  let params: Params = {}
  for (const [pattern, candidate] of ROUTES) {
    const found = match(pattern, path)
    if (!found) continue
    load = candidate
    params = found
    break
  }
  try {
    const page = (await load()).default as Page
    if (mine === latest) place = { path, params, search, page, failed: false }
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
export function speak(language: Locale): void {
  localStorage.setItem('locale', language)
  // the address, not what is shown: a page may still be on its way
  const [, path] = splitLocale(location.pathname)
  history.replaceState(null, '', localized(path, language) + location.search)
  setLocale(language)
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

export function startRouter(): void {
  addEventListener('popstate', () => void show(true))
  document.addEventListener('click', follow)
  void show(false)
}
