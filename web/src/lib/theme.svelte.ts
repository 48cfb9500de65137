/** Day or night: the system's choice until the reader makes one. */
export type Theme = 'system' | 'light' | 'dark'

let chosen = $state<Theme>('system')

export const theme = (): Theme => chosen

export function setTheme(next: Theme): void {
  chosen = next
  if (next === 'system') {
    delete document.documentElement.dataset.theme
    localStorage.removeItem('theme')
  } else {
    document.documentElement.dataset.theme = next
    localStorage.setItem('theme', next)
  }
}

export function startTheme(): void {
  const stored = localStorage.getItem('theme')
  if (stored === 'light' || stored === 'dark') setTheme(stored)
}
