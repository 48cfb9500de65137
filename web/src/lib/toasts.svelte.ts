/** Short notices in a corner; a screen reader hears them. */
export interface Toast {
  id: number
  tone: 'good' | 'bad' | 'plain'
  text: string
}

let toasts = $state<Toast[]>([])
let latest = 0

export const shownToasts = (): Toast[] => toasts

export function say(tone: Toast['tone'], text: string): void {
  const id = ++latest
  toasts.push({ id, tone, text })
  setTimeout(() => dismiss(id), tone === 'bad' ? 12_000 : 5_000)
}

export function dismiss(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id)
}
