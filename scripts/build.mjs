// Bundles the sources into dist/, so that Node 20 runs them without type stripping: the library as modules, and the command line as one script
// with the code that V8 makes of it kept beside it, so that a start does not wait for the compiler.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'

const common = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  packages: 'external',
  logLevel: 'warning',
}

rmSync('dist', { recursive: true, force: true })
await Promise.all([
  build({
    ...common,
    entryPoints: { index: 'src/index.ts', cel: 'src/cel/index.ts', schema: 'src/schema/index.ts' },
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
  }),
  build({ ...common, entryPoints: { cli: 'src/cli/main.ts' }, format: 'cjs', outExtension: { '.js': '.cjs' } }),
])

// Code that V8 kept has lost its tie to the module loader: the script is given one (bin/gatewright.mjs).
writeFileSync('dist/cli.cjs', readFileSync('dist/cli.cjs', 'utf8').replaceAll(/\bimport\("/g, 'importModule("'))

// A run that meets most of the code; what it compiled is kept. Without it the command line works all the same.
if (existsSync('examples/storefront')) {
  const { status, stderr } = spawnSync(process.execPath, ['bin/gatewright.mjs', 'lint', 'examples/storefront'], {
    env: { ...process.env, GATEWRIGHT_KEEP_CODE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  if (status !== 1) throw new Error(`the built command line does not work (exit code ${status})\n${stderr}`)
}
