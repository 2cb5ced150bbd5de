import { CelMap, isMap, mapSize, Optional, TypeValue, typeName, Uint, type Value } from '../../src/cel/index.ts'
import { Float } from '../../src/values/number.ts'

/** JSON with int64 kept exact and `1.0` kept apart from `1`; `{"$int": "…"}` and `{"$f": "…"}` as recorded vectors write them. */
export function readJson(text: string): unknown {
  const marked = text.replace(
    /("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g,
    (_, string: string | undefined, number: string) => {
      if (string !== undefined) return string
      return /[.eE]/.test(number) ? `{"$f":"${number}"}` : Number.isSafeInteger(Number(number)) ? number : `{"$int":"${number}"}`
    },
  )
  return revive(JSON.parse(marked))
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive)
  if (typeof value !== 'object' || value === null) return value
  if ('$int' in value) {
    const integer = BigInt(value.$int as string)
    return Number.isSafeInteger(Number(integer)) ? Number(integer) : integer
  }
  if ('$f' in value) {
    const inner = revive(value.$f)
    const number = Number(inner instanceof Float ? inner.value : inner)
    return Number.isSafeInteger(number) ? new Float(number) : number
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item)]))
}

/** A value as the recorder of answers prints it; `undefined` for values that Go prints in a way of its own. */
export function show(value: Value): string | undefined {
  if (value === null) return 'null'
  // Go escapes these three characters in JSON.
  if (typeof value === 'string')
    return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (value instanceof Float) return `double(${value.value})`
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : `double(${value})`
  if (value instanceof Uint) return `${value.value}u`
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString('hex')}`
  if (value instanceof Optional) {
    const inner = value.hasValue ? show(value.value) : ''
    return value.hasValue ? inner && `optional(${inner})` : 'none'
  }
  if (value instanceof TypeValue) return typeName(value.type)
  if (Array.isArray(value)) {
    const items = value.map(show)
    return items.includes(undefined) ? undefined : `[${items.join(',')}]`
  }
  return value instanceof CelMap || isMap(value) ? `map${mapSize(value)}` : undefined
}

/** Doubles in one spelling: Go writes `1e+12` where JavaScript writes all digits. */
export const normal = (text: string): string =>
  text.replace(/double\(([^)]*)\)/g, (_, n: string) => `double(${Number(n.replace(/Inf(?!i)/, 'Infinity'))})`)
