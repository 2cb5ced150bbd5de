import { Malformed } from '../../values/malformed.ts'
import { compileRE2 } from '../../values/re2.ts'

/** Whether a regular expression of a match takes a value: the whole of it, or any part where the controller searches. Undefined: not RE2. */
export function regexMatches(pattern: string, value: string, mode: 'full' | 'search' = 'full'): boolean | undefined {
  const compiled = compileRE2(mode === 'full' ? `^(?:${pattern})$` : pattern)
  return compiled instanceof Malformed ? undefined : compiled.test(value)
}

/** Whether the expression takes every path. */
export function takesAllPaths(pattern: string): boolean {
  return pattern === '.*' || pattern === '/.*' || pattern === '^/.*$' || pattern === '^.*$' || pattern === '^/.*' || pattern === '^.*'
}
