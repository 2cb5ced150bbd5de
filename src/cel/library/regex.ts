import { Malformed } from '../../values/malformed.ts'
import { compileRE2, type RE2 } from '../../values/re2.ts'
import { add, multiply, ONE, scale } from '../cost-range.ts'
import { IntType, list, StringType } from '../types.ts'
import { CelError, textList } from '../value.ts'
import type { Int } from './arithmetic.ts'
import { PATTERN, pattern, TRAVERSAL } from './costs.ts'
import type { CallEstimate, Library, Overload } from './function.ts'

function compile(regex: string): RE2 {
  const compiled = compileRE2(regex)
  if (compiled instanceof Malformed) throw new CelError(`Illegal regex: ${compiled.message}`)
  return compiled
}

const find = (text: string, regex: string) => compile(regex).find(text) ?? ''

const findAll = (text: string, regex: string, limit: Int = -1) => textList(compile(regex).findAll(text, Number(limit)))

const costs: Pick<Overload, 'cost' | 'estimate'> = {
  cost: pattern,
  estimate({ target, args, size }: CallEstimate) {
    const text = size(target!)
    const cost = multiply(scale(add(text, ONE), TRAVERSAL), scale(size(args[0]!), PATTERN))
    // At worst every character is a match of its own.
    return { cost, size: { min: 0n, max: text.max } }
  },
}

const S = StringType

/** @see k8s.io/apiserver pkg/cel/library/regex.go */
export const regexes: Library = {
  name: 'kubernetes.regex',
  functions: [
    { name: 'find', overloads: [{ id: 'string_find_string', member: true, parameters: [S, S], result: S, call: find, ...costs }] },
    {
      name: 'findAll',
      overloads: [
        { id: 'string_find_all_string', member: true, parameters: [S, S], result: list(S), call: findAll, ...costs },
        { id: 'string_find_all_string_int', member: true, parameters: [S, S, IntType], result: list(S), call: findAll, ...costs },
      ],
    },
  ],
}
