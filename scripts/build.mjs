// Bundles the sources into dist/, so that Node 20 runs them without type stripping and the CLI starts fast.
// Code splitting keeps what one command needs out of the start of the others.
import { existsSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

const entries = {
  main: 'src/cli/main.ts',
  index: 'src/index.ts',
  cel: 'src/cel/index.ts',
  schema: 'src/schema/index.ts',
}

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  packages: 'external',
  logLevel: 'warning',
})
