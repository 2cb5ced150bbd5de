// Runs a script as bin/gatewright.cjs runs the command line: with the code that V8 made of it in an earlier run, kept beside it as `.code`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Script } from 'node:vm'

const [, , filename] = process.argv
const kept = `${filename}.code`
const cachedData = existsSync(kept) ? readFileSync(kept) : undefined
const script = new Script(`(function (require, module) {${readFileSync(filename, 'utf8')}\n})`, { filename, cachedData })
process.argv.splice(1, 1)
script.runInThisContext()(createRequire(filename), { exports: {} })
if (cachedData === undefined) writeFileSync(kept, script.createCachedData())
