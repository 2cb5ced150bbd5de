// `npm test [FILE...]`: builds, runs the tests, shows what failed or was skipped, and ends with a line `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'

const node = (...args) => [process.execPath, args]
const run = (...args) => {
  const { status } = spawnSync(...node(...args), { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) process.exit(status ?? 1)
}

const tapProgram = 'node_modules/tap/dist/esm/run.mjs'
run('scripts/build.mjs')
run(tapProgram, 'build')

const tap = spawn(...node(tapProgram, '--reporter=tap', ...process.argv.slice(2)), { stdio: ['ignore', 'pipe', 'inherit'] })
const exited = new Promise(resolve => tap.on('exit', resolve))

let inFailure = false
let totals = {}
for await (const line of createInterface({ input: tap.stdout })) {
  const result = /^ *(not )?ok \d+/.exec(line)
  if (result) inFailure = result[1] !== undefined && !/# (TODO|SKIP)/.test(line)
  if (inFailure || /# SKIP|^ *# (?!Subtest|time=|\{|No coverage)/.test(line)) console.log(line)
  const summary = /^# \{ (total: .*) \}$/.exec(line)
  if (summary) totals = Object.fromEntries(summary[1].split(', ').map(part => part.split(': ')))
}

const status = await exited
const count = name => Number(totals[name] ?? 0)
const failed = Math.max(count('fail'), status === 0 ? 0 : 1)
console.log(`${count('pass')} passed, ${failed} failed${count('skip') > 0 ? `, ${count('skip')} skipped` : ''}`)
process.exit(failed === 0 ? 0 : 1)
