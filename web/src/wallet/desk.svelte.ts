/** Which of the page's dialogs about wallets is open, so that any button may open it. */
export type Desk = 'connect' | 'account' | null

let open = $state<Desk>(null)

export const desk = (): Desk => open
export const openDesk = (which: Desk): void => void (open = which)
