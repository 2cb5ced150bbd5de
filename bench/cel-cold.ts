// Compiles every published rule once, in a process where nothing of the compiler has run yet, and prints what each took: the part of
// `npm run bench:cel` that needs processes of its own.
import { createEnvironment } from '../src/cel/index.ts'
import { type PublishedRule, publishedRules } from '../test/cel/published.ts'

/** CPU time of all in milliseconds, V8's own threads included, and microseconds of each by the clock. */
export interface Cold {
  readonly cpu: number
  readonly each: readonly number[]
}

/** Microseconds that each rule takes. */
export function compileAll(rules: readonly PublishedRule[]): number[] {
  return rules.map(({ text, self, oldSelf }) => {
    const start = process.hrtime.bigint()
    createEnvironment({ kubernetes: '1.36', variables: { self, oldSelf } }).compile(text)
    return Number(process.hrtime.bigint() - start) / 1000
  })
}

/** The argument with which this file does so and prints a {@link Cold}. */
export const COLD = '--cold'

if (process.argv[2] === COLD) {
  const rules = publishedRules()
  const before = process.cpuUsage()
  const each = compileAll(rules)
  const { user, system } = process.cpuUsage(before)
  console.log(JSON.stringify({ cpu: (user + system) / 1000, each } satisfies Cold))
}
