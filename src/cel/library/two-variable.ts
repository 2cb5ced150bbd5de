import { map, parameter } from '../types.ts'
import { CelError, CelMap, mapEntries, mapGet, type Value } from '../value.ts'
import type { Library } from './function.ts'

type PlainMap = Record<string, Value> | CelMap

function insert(target: PlainMap, key: Value, value: Value): PlainMap {
  if (mapGet(target, key) !== undefined) throw new CelError(`insert failed: key ${key} already exists`)
  if (typeof key === 'string' && !(target instanceof CelMap)) return Object.assign(Object.create(null), target, { [key]: value })
  const result = new CelMap()
  for (const [known, item] of mapEntries(target)) result.set(known, item)
  result.set(key, value)
  return result
}

const K = parameter('K')
const V = parameter('V')
const MapOfKV = map(K, V)

/**
 * Comprehensions with two variables. The macros expand to these hidden functions.
 * @see cel-go ext/comprehensions.go
 */
export const twoVariable: Library = {
  name: 'cel.lib.ext.comprev2',
  since: 32,
  macros: ['all', 'exists', 'existsOne', 'exists_one', 'transformList', 'transformMap', 'transformMapEntry'],
  functions: [
    {
      name: 'cel.@mapInsert',
      overloads: [
        { id: '@mapInsert_map_key_value', parameters: [MapOfKV, K, V], result: MapOfKV, call: insert },
        {
          id: '@mapInsert_map_map',
          parameters: [MapOfKV, MapOfKV],
          result: MapOfKV,
          call(target: PlainMap, update: PlainMap) {
            let result = target
            for (const [key, value] of mapEntries(update)) result = insert(result, key, value)
            return result
          },
        },
      ],
    },
  ],
}
