// Compiles messages/*.json to one module a language, so that a reader loads theirs alone.
import { compile } from '@inlang/paraglide-js'

await compile({ project: './project.inlang', outdir: './src/paraglide', outputStructure: 'locale-modules' })
