import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

// Bytes of packed script that any page may load before it stands.
const FIRST_LOAD = 120 * 1024
const TEXTS = /\/paraglide\/messages\/([^_/]+)\.js$/

/** A chunk's file, the chunks and the styles that it imports, and theirs. */
function filesOf(bundle, chunk) {
  const own = [chunk.fileName, ...(chunk.viteMetadata?.importedCss ?? [])]
  return [...new Set([...own, ...chunk.imports.flatMap((name) => filesOf(bundle, bundle[name]))])]
}

/** Writes preloads.json: what every route, each route and each language needs, for the server to name before any script runs. Fails when one is too much. */
export function preloads() {
  return {
    name: 'planet:preloads',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk')
      const always = filesOf(bundle, chunks.find(({ isEntry }) => isEntry))
      const beyond = (chunk) => filesOf(bundle, chunk).filter((name) => !always.includes(name))
      const made = (ending) => chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(ending))

      const { reads, ...listed } = JSON.parse(readFileSync('src/routes.json', 'utf8'))
      const routes = listed.routes.map(({ path, page, reads = [] }) => ({
        path,
        reads,
        files: beyond(made(`/pages/${page}.svelte`)),
      }))
      const texts = {}
      for (const chunk of chunks) {
        const [, language] = TEXTS.exec(chunk.facadeModuleId ?? '') ?? []
        if (language) texts[language] = beyond(chunk)
      }
      const size = (names) => names.reduce((sum, name) => sum + gzipSync(bundle[name].code ?? '').length, 0)
      for (const [language, words] of Object.entries(texts))
        for (const { path, files } of routes) {
          const bytes = size([...always, ...words, ...files])
          if (bytes > FIRST_LOAD) this.error(`${path} in ${language} loads ${bytes} bytes of script, more than ${FIRST_LOAD}`)
        }
      this.emitFile({ type: 'asset', fileName: 'preloads.json', source: JSON.stringify({ reads, routes, texts }) })
    },
  }
}

/** Writes each text file of the build compressed beside it, as best as it can be: once here, not at every request. */
export function compressed() {
  return {
    name: 'planet:compressed',
    writeBundle({ dir }) {
      for (const name of readdirSync(dir, { recursive: true })) {
        if (!/\.(js|css|svg)$/.test(name)) continue
        const body = readFileSync(join(dir, name))
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(body))
        writeFileSync(join(dir, `${name}.gz`), gzipSync(body, { level: 9 }))
      }
    },
  }
}
