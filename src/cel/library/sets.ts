import { add, multiply, ONE, scale } from '../cost-range.ts'
import { BoolType, list, parameter } from '../types.ts'
import { costSize, equals, type Value } from '../value.ts'
import type { FunctionDeclaration, Library } from './function.ts'

type List = readonly Value[]

const has = (items: List, item: Value) => items.some(other => equals(item, other))
const contains = (items: List, part: List) => part.every(item => has(items, item))

const ListOfT = list(parameter('T'))

/** Each item of one list may be compared with each of the other, `rounds` times. */
function declare(name: string, id: string, rounds: number, call: (a: List, b: List) => boolean): FunctionDeclaration {
  return {
    name,
    overloads: [
      {
        id,
        parameters: [ListOfT, ListOfT],
        result: BoolType,
        call,
        cost: (_result, a, b) => 1 + Math.floor(costSize(a) * costSize(b) * rounds),
        estimate: ({ args, size }) => ({ cost: add(scale(multiply(size(args[0]!), size(args[1]!)), rounds), ONE) }),
      },
    ],
  }
}

/** @see cel-go ext/sets.go */
export const sets: Library = {
  name: 'cel.lib.ext.sets',
  since: 29,
  functions: [
    declare('sets.contains', 'list_sets_contains_list', 1, contains),
    declare('sets.equivalent', 'list_sets_equivalent_list', 2, (a, b) => contains(a, b) && contains(b, a)),
    declare('sets.intersects', 'list_sets_intersects_list', 1, (a, b) => a.some(item => has(b, item))),
  ],
}
