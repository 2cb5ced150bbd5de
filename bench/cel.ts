import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { buildSync } from 'esbuild'
import { createEnvironment, IntType, list, type Program } from '../src/cel/index.ts'
import type { StructuralSchema } from '../src/schema/structural.ts'
import { ENGINES } from '../test/cel/engines.ts'
import { type PublishedRule, publishedRules } from '../test/cel/published.ts'
import { COLD, type Cold, compileAll } from './cel-cold.ts'
import { evaluationsOf, httpRoute, routeSchema, sample } from './cel-samples.ts'

/** `npm run bench:cel`: our engine, with cost counted, against three of npm and cel-go without cost, on every published rule. Ratios come from one run. */

interface Row {
  readonly text: string
  /** Nanoseconds of one evaluation. */
  readonly ours: number
  readonly others: Record<string, number>
}

const COLD_FILE = fileURLToPath(new URL('cel-cold.ts', import.meta.url))
const rules = publishedRules()
if (rules.length === 0) {
  console.log('../shared/crds is absent: nothing to measure')
  process.exit(0)
}
console.log(`Node ${process.version}, ${rules.length} distinct rules of ../shared/crds\n`)
compileTimes(rules)
memory(rules)
const rows = evaluationTimes(rules)
summary(rows)
route()
growth()

/**
 * The shortest of many short rounds, in nanoseconds for one call, after a warm-up that lets V8 finish optimising. On a busy machine some rounds
 * are undisturbed. Reading the clock takes as long as several evaluations: it is read once for a batch of calls of at least 20 microseconds, here
 * as in bench/cel-go.
 */
function time(run: () => unknown, budget = 3): number {
  const warm = process.hrtime.bigint() + BigInt(budget * 8e6)
  while (process.hrtime.bigint() < warm) for (let i = 0; i < 32; i++) run()
  const batch = (size: number): number => {
    const start = process.hrtime.bigint()
    for (let i = 0; i < size; i++) run()
    return Number(process.hrtime.bigint() - start)
  }
  let size = 32
  while (batch(size) < 20_000) size *= 2
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 24; round++) {
    let count = 0
    let spent = 0
    while (spent < (budget / 6) * 1e6) {
      spent += batch(size)
      count += size
    }
    best = Math.min(best, spent / count)
  }
  return best
}

/** Runs of bench/cel-cold.ts in fresh processes, where V8 has compiled nothing of the compiler. */
function coldRuns(count: number, ...command: readonly string[]): Cold[] {
  const once = () => JSON.parse(execFileSync(process.execPath, [...command, COLD], { encoding: 'utf8' })) as Cold
  return Array.from({ length: count }, once)
}

/** The same as the command line is shipped: one script, with code that an earlier run left. */
function shippedRuns(count: number): Cold[] {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-cel-cold-'))
  const outfile = join(folder, 'cold.cjs')
  const entry = new URL('../test/cel/published.ts', import.meta.url)
  try {
    buildSync({
      entryPoints: [COLD_FILE],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      define: { 'import.meta.url': JSON.stringify(entry.href) },
      logLevel: 'error',
    })
    return coldRuns(count + 1, fileURLToPath(new URL('kept-code.mjs', import.meta.url)), outfile).slice(1)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function tell(how: string, runs: readonly Cold[]): void {
  const cpu = runs.map(run => run.cpu).sort((a, b) => a - b)
  const least = rules.map((_, i) => Math.min(...runs.map(run => run.each[i]!)))
  const slowest = Math.max(...least.slice(1))
  const sum = least.reduce((total, us) => total + us, 0) / 1000
  console.log(
    `parse + check + plan, fresh process, ${how}: ${cpu[0]!.toFixed(0)} to ${cpu.at(-1)!.toFixed(0)} ms of CPU for all (V8's own threads included), ${sum.toFixed(0)} ms of time when each rule is undisturbed`,
  )
  console.log(
    `  the first rule, for which the compiler itself is loaded: ${(least[0]! / 1000).toFixed(1)} ms; the slowest of the others: ${(slowest / 1000).toFixed(2)} ms (${rules[least.indexOf(slowest)]!.text.replace(/\s+/g, ' ').slice(0, 60)})`,
  )
}

/** Compile times in fresh processes and in this one when it is warm. The least of several, rule by rule. */
function compileTimes(rules: readonly PublishedRule[]): void {
  tell('as modules', coldRuns(5, ...process.execArgv, COLD_FILE))
  tell('as shipped', shippedRuns(5))
  compileAll(rules)
  compileAll(rules)
  const warm = compileAll(rules).reduce((total, us) => total + us, 0) / 1000
  console.log(`parse + check + plan, warm:          ${warm.toFixed(0)} ms`)
  const programs = rules.map(({ text, self, oldSelf, schema }) => {
    const { program } = createEnvironment({ kubernetes: '1.36', variables: { self, oldSelf }, engine: 'code' }).compile(text)
    return { program: program!, value: sample(schema) }
  })
  const start = process.hrtime.bigint()
  for (const { program, value } of programs) program.evaluate({ self: value, oldSelf: value })
  console.log(`code generation and first run:       ${(Number(process.hrtime.bigint() - start) / 1e6).toFixed(0)} ms\n`)
}

function memory(rules: readonly PublishedRule[]): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const measure = (engine: 'code' | 'closures') => {
    collect()
    const before = process.memoryUsage().heapUsed
    const kept: Program[] = []
    for (const { text, self, oldSelf, schema } of rules) {
      const { program } = createEnvironment({ kubernetes: '1.36', variables: { self, oldSelf }, engine }).compile(text)
      const value = sample(schema)
      program!.evaluate({ self: value, oldSelf: value })
      kept.push(program!)
    }
    collect()
    return ((process.memoryUsage().heapUsed - before) / kept.length / 1024).toFixed(1)
  }
  measure('closures')
  console.log(`heap for each rule, evaluated once: ${measure('closures')} KB interpreted, ${measure('code')} KB with generated code\n`)
}

function evaluationTimes(rules: readonly PublishedRule[]): Row[] {
  const texts = new Set<string>()
  const cases = rules.flatMap(({ text, self, oldSelf, schema }) => {
    // One measurement for each text, however many schemas it stands in.
    if (oldSelf !== self || texts.has(text)) return []
    texts.add(text)
    // Values come from JSON for all engines, as they do in an API server.
    const value = JSON.parse(JSON.stringify(sample(schema) ?? null))
    const { program } = createEnvironment({ kubernetes: '1.36', variables: { self, oldSelf }, engine: 'code' }).compile(text)
    const outcome = program!.evaluate({ self: value, oldSelf: value })
    return outcome.error ? [] : [{ text, value, program: program! }]
  })
  const go = goTimes(cases)
  return cases.map(({ text, value, program }, i) => {
    const bindings = { self: value, oldSelf: value }
    const others: Record<string, number> = {}
    const runs: Record<string, () => unknown> = {}
    for (const { name, compile, convert } of ENGINES) {
      try {
        const run = compile(text)
        const converted = convert(bindings) as Record<string, unknown>
        if (typeof run(converted) !== 'boolean') continue
        runs[name] = () => run(converted)
        others[name] = time(runs[name], 2)
      } catch {
        // The engine does not take this rule.
      }
    }
    const ns = go?.[i]
    if (ns) others['cel-go, no cost'] = ns
    let ours = time(() => program.evaluate(bindings))
    // Where another engine seems faster, all are measured again in turn: a busy machine disturbs one measurement, not four.
    for (let again = 0; again < 4 && Object.values(others).some(other => other < ours); again++) {
      for (const [name, run] of Object.entries(runs)) others[name] = Math.min(others[name]!, time(run, 2))
      ours = Math.min(
        ours,
        time(() => program.evaluate(bindings)),
      )
    }
    return { text, ours, others }
  })
}

/** Nanoseconds for each case with cel-go; `undefined` where there is no Go. */
function goTimes(cases: readonly { text: string; value: unknown }[]): number[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'cel-go-'))
  try {
    execFileSync('go', ['build', '-o', join(folder, 'bench'), '.'], {
      cwd: new URL('./cel-go', import.meta.url),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const input = cases.map(({ text, value }) => JSON.stringify({ expr: text, values: { self: value, oldSelf: value } })).join('\n')
    const output = execFileSync(join(folder, 'bench'), { input: `${input}\n`, maxBuffer: 1 << 28, encoding: 'utf8' })
    return output
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as { ns: number }).ns)
  } catch (error) {
    console.log(`cel-go is left out: ${(error as Error).message.split('\n')[0]}\n`)
    return undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!
}

function summary(rows: readonly Row[]): void {
  const names = [...new Set(rows.flatMap(row => Object.keys(row.others)))]
  const report = (label: string, ratios: number[]) => {
    const sorted = ratios.sort((a, b) => a - b)
    const at = (q: number) => quantile(sorted, q).toFixed(1).padStart(7)
    console.log(
      `${label.padEnd(26)} ${String(sorted.length).padStart(4)} rules   least ${at(0)}   quarter ${at(0.25)}   median ${at(0.5)}   most ${at(1)}`,
    )
  }
  console.log('times faster than, on distinct texts')
  for (const name of names) {
    report(
      name,
      rows.flatMap(row => (row.others[name] ? [row.others[name] / row.ours] : [])),
    )
  }
  const npm = (row: Row) => Math.min(...Object.entries(row.others).flatMap(([name, ns]) => (name.startsWith('cel-go') ? [] : [ns])))
  report(
    'the fastest of npm',
    rows.flatMap(row => (Number.isFinite(npm(row)) ? [npm(row) / row.ours] : [])),
  )
  const times = rows.map(row => row.ours).sort((a, b) => a - b)
  console.log(`\nour median evaluation: ${quantile(times, 0.5).toFixed(0)} ns; slowest rule: ${quantile(times, 1).toFixed(0)} ns`)
  const slower = rows.filter(row => Object.values(row.others).some(ns => ns < row.ours))
  console.log(`rules on which another engine is faster: ${slower.length}`)
  for (const row of slower) {
    const shown = Object.entries(row.others).map(([name, ns]) => `${name} ${ns.toFixed(0)}`)
    console.log(`  ours ${row.ours.toFixed(0)} ns, ${shown.join(', ')}: ${row.text.replace(/\s+/g, ' ').slice(0, 120)}`)
  }
}

/** All rule evaluations that one large HTTPRoute causes. */
function route(): void {
  const schema = routeSchema() as StructuralSchema | undefined
  if (!schema) return
  const evaluations = evaluationsOf(schema, JSON.parse(JSON.stringify(httpRoute())))
  const all = () => {
    for (const { program, bindings } of evaluations) if (program.evaluate(bindings).value !== true) throw new Error(program.text)
  }
  const us = time(all, 100) / 1000
  const kubernetes = (4425 / 381) * evaluations.length
  console.log(
    `\none HTTPRoute, ${evaluations.length} rule evaluations: ${us.toFixed(1)} us; Kubernetes' validator at 4425 us for 381 takes ${(kubernetes / us).toFixed(0)} times as long`,
  )
}

/** Time against list length, and where the cost limit ends it. */
function growth(): void {
  const environment = createEnvironment({ kubernetes: '1.36', variables: { l: list(IntType) }, engine: 'code' })
  const { program } = environment.compile('l.all(a, l.all(b, a + b >= 0))')
  console.log('\nl.all(a, l.all(b, a + b >= 0))')
  for (const length of [10, 50, 100, 200, 300, 350, 400, 500, 1000, 5000]) {
    const l = Array.from({ length }, (_, i) => i)
    const outcome = program!.evaluate({ l })
    const ns = time(() => program!.evaluate({ l }), 20)
    console.log(
      `  ${String(length).padStart(5)} items: ${(ns / 1000).toFixed(1).padStart(10)} us, cost ${String(outcome.cost).padStart(8)}${outcome.error ? `, ${outcome.error.message}` : ''}`,
    )
  }
}
