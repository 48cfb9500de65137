import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { compressed, preloads } from './plugins.js'

// While developing, `npm run dev` serves the page and forwards the API to a running `planet api`.
const api = process.env.PLANET_API ?? 'http://127.0.0.1:8000'

const SHARED = {
  name: 'shared',
  test: /\/src\/(components|lib|wallet)\/|\/src\/routes\.json|preload-helper|\/node_modules\/(svelte|esm-env|clsx|openapi-fetch)\//,
  minShareCount: 2,
  includeDependenciesRecursively: false,
}

export default defineConfig({
  plugins: [svelte(), preloads(), compressed()],
  build: {
    target: 'es2022',
    // A data: URL would need an exception in the page's content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What pages share is one script, not thirty: each small file costs a phone a turn on its way.
    rolldownOptions: { output: { codeSplitting: { groups: [SHARED] } } },
    cssCodeSplit: false,
  },
  server: { host: '127.0.0.1', proxy: { '/api': api } },
})
