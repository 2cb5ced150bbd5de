import { pathToFileURL } from 'node:url'
import { createEnvironment, DynType, type Outcome } from '../src/cel/index.ts'
import { shapeOf } from '../src/schema/rules/typing.ts'
import { anyValue, Expressions, mutate, random, schema, selfValue } from '../test/cel/generator.ts'

/**
 * Compiles and evaluates generated and mutated expressions: nothing may throw, nothing may take long, generated code and interpreter must agree, and no
 * prototype may change. Every other one sees `self` as policies see an object: as JSON of which nothing is declared.
 */
export function fuzz(count: number, seed: number): { problems: string[]; compiled: number } {
  const shape = shapeOf(schema as never, false, 'self')
  const engines = [shape, DynType].map(self => {
    const variables = { self, any: DynType, __proto__x: DynType }
    return (['code', 'closures'] as const).map(engine => createEnvironment({ kubernetes: '1.36', variables, engine }))
  })
  const problems: string[] = []
  const before = prototypes()
  let compiled = 0
  for (let i = 0; i < count; i++) {
    const r = random(seed + i)
    const [code, closures] = engines[i % 2]!
    const made = new Expressions(r).make('bool', 2 + r(4))
    const text = r(3) === 0 ? made : mutate(r, made)
    const bindings = { self: selfValue(r), any: anyValue(r) }
    const started = Date.now()
    try {
      const a = code!.compile(text)
      const b = closures!.compile(text)
      if (a.failure || b.failure) {
        if (a.failure?.message !== b.failure?.message) problems.push(`${text}: engines refuse differently`)
        if (a.failure?.message === '') problems.push(`${text}: refused without a word`)
      } else {
        compiled++
        const x = a.program.evaluate(bindings)
        const y = b.program.evaluate(bindings)
        if (print(x) !== print(y)) problems.push(`${text}: ${print(x)} or ${print(y)}`)
        a.program.estimate()
      }
    } catch (thrown) {
      problems.push(`${text}: threw ${thrown instanceof Error ? thrown.stack : String(thrown)}`)
    }
    if (Date.now() - started > 10_000) problems.push(`${text}: took ${Date.now() - started} ms`)
    if (prototypes() !== before) {
      problems.push(`${text}: changed a prototype`)
      break
    }
  }
  return { problems, compiled }
}

const print = (outcome: Outcome): string => JSON.stringify(outcome, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))

/** What hangs on the prototypes that every value has. */
const prototypes = (): string => [Object, Array, String, Function, Number].map(type => Reflect.ownKeys(type.prototype).length).join()

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const count = Number(process.argv[2] ?? 1_000_000)
  const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31))
  const started = Date.now()
  let compiled = 0
  for (let done = 0; done < count; done += 50_000) {
    const result = fuzz(Math.min(50_000, count - done), seed + done)
    compiled += result.compiled
    for (const problem of result.problems.slice(0, 20)) console.error(problem)
    if (result.problems.length > 0) process.exitCode = 1
  }
  console.log(
    `${count} expressions, ${compiled} of them compile, ${((Date.now() - started) / 1000).toFixed(0)} s, seed ${seed}: ${process.exitCode ? 'problems above' : 'no problem'}`,
  )
}
