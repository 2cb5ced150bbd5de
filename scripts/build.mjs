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

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
/** Packages that every run loads are part of the script, so that their code is kept as well. */
const inEveryRun = ['commander', 'picocolors', 're2js']

/** commander could start other programs as its commands. None of ours does, and to load what that needs takes as long as to load commander. */
function leaveOut({ onResolve, onLoad }) {
  const nothing = 'nothing'
  onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
    importer.includes('/commander/') ? { path: nothing, namespace: nothing } : undefined,
  )
  onLoad({ filter: /.*/, namespace: nothing }, () => ({ contents: '' }))
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
  build({
    ...common,
    entryPoints: { cli: 'src/cli/main.ts' },
    packages: 'bundle',
    external: Object.keys(dependencies).filter(name => !inEveryRun.includes(name)),
    plugins: [{ name: 'unused', setup: leaveOut }],
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  }),
])

// Code that V8 kept has lost its tie to the module loader: the script is given one (bin/gatewright.cjs). One letter beyond ASCII, which esbuild
// leaves in regular expressions, would make V8 hold the whole script in twice the room.
const script = readFileSync('dist/cli.cjs', 'utf8')
  .replaceAll(/\bimport\("/g, 'importModule("')
  .replaceAll(/[^\0-\x7f]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
writeFileSync('dist/cli.cjs', script)
const licenses = inEveryRun.map(name => `${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, 'utf8')}`)
writeFileSync('dist/LICENSES.txt', licenses.join('\n\n'))

// A run that meets most of the code; what it compiled is kept. Without it the command line works all the same.
if (existsSync('examples/storefront')) {
  const { status, stderr } = spawnSync(process.execPath, ['bin/gatewright.cjs', 'lint', 'examples/storefront'], {
    env: { ...process.env, GATEWRIGHT_KEEP_CODE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  if (status !== 1) throw new Error(`the built command line does not work (exit code ${status})\n${stderr}`)
}
