#!/usr/bin/env node
// Runs dist/cli.cjs with the code that V8 made of it when it was built (scripts/build.mjs). V8 refuses code of another version of itself, and compiles as usual.
// It is no module: the loader of modules would be a tenth of the start.
const { readFileSync, writeFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join } = require('node:path')
const { setFlagsFromString } = require('node:v8')
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

/**
 * V8 optimises a function later than it would, by its major version: a run of seconds is over before most of that work pays, and on few
 * cores it takes a third of the time. `serve` runs long enough.
 */
const OPTIMISE_LATER = { 11: '--interrupt-budget=600000', 13: '--invocation-count-for-turbofan=30000' }

const script = new Script(`(function (require, module, exports, importModule) {${readFileSync(filename, 'latin1')}\n})`, {
  filename,
  cachedData: keptCode(),
})
// Kept code is good for the flags that it was made with: they change behind it.
const later = OPTIMISE_LATER[Number.parseInt(process.versions.v8, 10)]
if (process.env.GATEWRIGHT_KEEP_CODE) process.once('exit', () => writeFileSync(kept, script.createCachedData()))
else if (later !== undefined && process.argv[2] !== 'serve') setFlagsFromString(later)
const main = { exports: {} }
script.runInThisContext()(createRequire(filename), main, main.exports, specifier => import(specifier))
