import { mount } from 'svelte'
import './app.css'
import App from './App.svelte'
import { warmFormats } from './lib/formats.ts'
import { startRouter } from './lib/router.svelte.ts'
import { startStatus } from './lib/status.svelte.ts'
import { startTheme } from './lib/theme.svelte.ts'
import { startSession } from './wallet/session.svelte.ts'
import { watch } from './wallet/transactions.svelte.ts'
import { startWallets } from './wallet/wallet.svelte.ts'

startTheme()
startStatus()
startWallets()
void startSession()
watch()
// in a turn of its own, while the page's files are still on their way
setTimeout(warmFormats)
// before there is a language there is nothing to say
await startRouter()
mount(App, { target: document.getElementById('page')! })
