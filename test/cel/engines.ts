import { celEnv, parse as parseBufbuild, plan } from '@bufbuild/cel'
import { Environment } from '@marcbachmann/cel-js'
import { evaluate as evaluateCelJs, parse as parseCelJs } from 'cel-js'
import { createEnvironment, DynType, type Value } from '../../src/cel/index.ts'
import { Float } from '../../src/values/number.ts'
import { anyValue, Expressions, HOSTILE, random, selfValue } from './generator.ts'

/** An engine of npm: makes a function of an expression, or throws when it does not take it. */
export interface Engine {
  readonly name: string
  readonly compile: (text: string) => (bindings: Record<string, unknown>) => unknown
  /** JSON as the engine wants it. */
  readonly convert: (value: unknown) => unknown
}

/** Ints as bigint, the rest as it is. */
function withBigInts(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if (value instanceof Float) return value.value
  if (Array.isArray(value)) return value.map(withBigInts)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withBigInts(item)]))
  return value
}

function plainNumbers(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Float) return value.value
  if (Array.isArray(value)) return value.map(plainNumbers)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainNumbers(item)]))
  return value
}

const bufbuild = celEnv()
const marc = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true })

export const ENGINES: readonly Engine[] = [
  {
    name: '@bufbuild/cel',
    compile: text => {
      const run = plan(bufbuild, parseBufbuild(text))
      return bindings => {
        const result = run(bindings as never)
        if (typeof result === 'object' && result !== null && 'message' in result) throw new Error(String(result.message))
        return result
      }
    },
    convert: withBigInts,
  },
  {
    name: '@marcbachmann/cel-js',
    compile: text => {
      const run = marc.parse(text)
      return bindings => run(bindings)
    },
    convert: withBigInts,
  },
  {
    name: 'cel-js',
    compile: text => {
      const parsed = parseCelJs(text)
      if (!parsed.isSuccess) throw new Error(parsed.errors.join('\n'))
      return bindings => evaluateCelJs(parsed.cst, bindings)
    },
    convert: plainNumbers,
  },
]

/**
 * Differences that are known, with what the specification (or cel-go, which Kubernetes runs) says. The first entry that fits a difference explains it.
 */
export const DIFFERENCES: readonly { readonly engine: string; readonly when: RegExp; readonly why: string }[] = [
  { engine: '@bufbuild/cel', when: /\.(join|lowerAscii|substring|indexOf)\(/, why: 'string extensions are not in its default environment' },
  { engine: '@marcbachmann/cel-js', when: /\.optMap\(/, why: 'it has no optMap' },
  { engine: '@marcbachmann/cel-js', when: /integer overflow/, why: 'it does not check negation for overflow; cel-go does' },
  { engine: '@marcbachmann/cel-js', when: /\[\]\.filter\(/, why: 'it gives the elements of an empty list a type that no comparison takes' },
  { engine: 'cel-js', when: /\b(string|double|int|timestamp|duration|dyn)\(/, why: 'it has no conversions' },
  {
    engine: 'cel-js',
    when: /\.(startsWith|endsWith|contains|matches|join|lowerAscii|substring|indexOf)\(/,
    why: 'it has no methods of strings',
  },
  { engine: 'cel-js', when: /has\(|&&|\|\||\?.*:/, why: 'its logic does not short-circuit and does not absorb errors' },
  {
    engine: 'cel-js',
    when: /integer overflow|\d{17}| \/ /,
    why: 'its numbers are all JavaScript numbers: no int64, no overflow, 7 / 2 is 3.5',
  },
  { engine: 'cel-js', when: /no such overload/, why: 'it does not tell doubles from ints' },
  { engine: 'cel-js', when: /constructor/, why: 'it finds what JavaScript objects inherit' },
  { engine: 'cel-js', when: /index out of bounds|no such key/, why: 'what is not there is no error' },
  { engine: '@marcbachmann/cel-js', when: /substring|charAt/, why: 'its indexes count UTF-16 units' },
  { engine: '@bufbuild/cel', when: /has\(any\.a\)/, why: 'it calls a field of a list absent; cel-go calls it an error' },
  { engine: '@marcbachmann/cel-js', when: /has\(any\.a\)/, why: 'it calls a field of a list absent; cel-go calls it an error' },
]

const show = (value: unknown): string => (typeof value === 'boolean' ? String(value) : `${typeof value} ${String(value)}`)

/** Evaluates generated expressions over dyn variables with all engines. */
export function compareWithEngines(count: number, seed: number): { compared: number; explained: number; wrong: string[] } {
  const environment = createEnvironment({ kubernetes: '1.36', variables: { self: DynType, any: DynType } })
  const wrong: string[] = []
  let compared = 0
  let explained = 0
  for (let i = 0; i < count; i++) {
    const r = random(seed + i)
    const text = new Expressions(r).make('bool', 3)
    const { program } = environment.compile(text)
    if (!program) continue
    const bindings = { self: selfValue(r), any: anyValue(r) }
    // Two of the engines refuse any data with a key of this name.
    Reflect.deleteProperty(bindings.self, 'constructor')
    if (
      HOSTILE.some(
        name =>
          JSON.stringify(bindings, (_, v) => (typeof v === 'bigint' ? `${v}` : v)).includes(`${JSON.stringify(name)}:`) &&
          name !== 'length',
      )
    )
      continue
    const outcome = program.evaluate(bindings)
    const ours = outcome.error ? 'error' : show(outcome.value as Value)
    for (const { name, compile, convert } of ENGINES) {
      let theirs: string
      try {
        const run = compile(text)
        theirs = attempt(() => run(convert(bindings) as Record<string, unknown>))
      } catch {
        continue
      }
      compared++
      if (theirs === ours) continue
      const known = DIFFERENCES.find(
        ({ engine, when }) => engine === name && when.test(`${text}\n${theirs} ${outcome.error?.message ?? ours}`),
      )
      if (known) explained++
      else
        wrong.push(
          `${name}: ${text}\n  ${theirs}, ours ${ours} ${outcome.error?.message ?? ''} on ${JSON.stringify(bindings, (_, v) => (typeof v === 'bigint' ? `${v}` : v))}`,
        )
    }
  }
  return { compared, explained, wrong }
}

function attempt(run: () => unknown): string {
  try {
    return show(run())
  } catch {
    return 'error'
  }
}
