#!/usr/bin/env node
// Runs dist/cli.cjs with the code that V8 made of it when it was built (scripts/build.mjs). V8 refuses code of another version of itself, and compiles as usual.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'

const filename = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url))
const kept = filename.replace(/cjs$/, 'code')

function keptCode() {
  try {
    return readFileSync(kept)
  } catch {
    return undefined
  }
}

const script = new Script(`(function (require, module, exports, importModule) {${readFileSync(filename, 'latin1')}\n})`, {
  filename,
  cachedData: keptCode(),
})
const module = { exports: {} }
script.runInThisContext()(createRequire(filename), module, module.exports, specifier => import(specifier))
if (process.env.GATEWRIGHT_KEEP_CODE) process.once('exit', () => writeFileSync(kept, script.createCachedData()))
