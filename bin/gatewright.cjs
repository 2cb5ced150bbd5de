#!/usr/bin/env node
// Runs dist/cli.cjs with the code that V8 made of it when it was built (scripts/build.mjs). V8 refuses code of another version of itself, and compiles as usual.
// It is no module: the loader of modules would be a tenth of the start.
const { readFileSync, writeFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join } = require('node:path')
const { Script } = require('node:vm')

const filename = join(__dirname, '../dist/cli.cjs')
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
const main = { exports: {} }
script.runInThisContext()(createRequire(filename), main, main.exports, specifier => import(specifier))
if (process.env.GATEWRIGHT_KEEP_CODE) process.once('exit', () => writeFileSync(kept, script.createCachedData()))
