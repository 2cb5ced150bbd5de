import { encodeJson } from '../schema/index.ts'
import { byteLength } from '../values/names.ts'
import { Float } from '../values/number.ts'
import { quote } from '../values/quote.ts'

/** One operation, as a policy's JSONPatch expression gave it. `value` is plain JSON. */
export interface PatchOperation {
  readonly op: string
  readonly path: string
  readonly from?: string
  readonly value?: unknown
}

/** A patch that cannot be applied, in the words of evanphx/json-patch v4, which the API server uses. */
export class PatchError extends Error {}

/** A `test` operation that did not hold: the API server then skips the whole patch in silence. */
export class PatchTestFailed extends PatchError {}

const MISSING = 'missing value'

/** Bytes by which the copies of one patch may let an object grow: each could double it. */
const MAX_COPIED = 3 * 1024 * 1024

interface Copies {
  bytes: number
}

type Container = { readonly list: unknown[] } | { readonly map: Record<string, unknown> }

/**
 * RFC 6902 as evanphx/json-patch v4 reads it: `replace` of a member that the object lacks adds it, index -1 is the last item (to `add`, the place behind
 * it), and a path without its leading slash loses its first segment. `document` is left untouched.
 * @throws PatchError
 * @see gopkg.in/evanphx/json-patch.v4 patch.go
 */
export function applyPatch(document: unknown, operations: readonly PatchOperation[]): unknown {
  let patched = clone(document)
  const copies: Copies = { bytes: 0 }
  for (const operation of operations) patched = apply(patched, operation, copies)
  return patched
}

function apply(document: unknown, { op, path, from = '', value }: PatchOperation, copies: Copies): unknown {
  const wrong = undecodable(path)
  const added = value === undefined ? null : clone(value)
  switch (undecodable(op) === undefined ? op : 'unknown') {
    case 'add': {
      if (wrong !== undefined) lacks('add operation failed to decode path')
      const [target, key] = find(document, path) ?? lacks(`add operation does not apply: doc is missing path: "${path}"`)
      wrap(`error in add for path: '${path}'`, () => add(target, key, added))
      return document
    }
    case 'remove': {
      if (wrong !== undefined) lacks('remove operation failed to decode path')
      const [target, key] = find(document, path) ?? lacks(`remove operation does not apply: doc is missing path: "${path}"`)
      wrap(`error in remove for path: '${path}'`, () => remove(target, key))
      return document
    }
    case 'replace': {
      if (wrong !== undefined) throw new PatchError(`replace operation failed to decode path: ${wrong}`)
      if (path === '') return whole(added)
      const [target, key] = find(document, path) ?? lacks(`replace operation does not apply: doc is missing path: ${path}`)
      if ('list' in target && !inRange(target.list, key)) lacks(`replace operation does not apply: doc is missing key: ${path}`)
      set(target, key, added)
      return document
    }
    case 'move': {
      const [source, sourceKey] = findFrom(document, 'move', from)
      const moved = wrap(`error in move for path: '${sourceKey}'`, () => get(source, sourceKey))
      wrap(`error in move for path: '${sourceKey}'`, () => remove(source, sourceKey))
      if (wrong !== undefined) throw new PatchError(`move operation failed to decode path: ${wrong}`)
      const [target, key] = find(document, path) ?? lacks(`move operation does not apply: doc is missing destination path: ${path}`)
      wrap(`error in move for path: '${path}'`, () => add(target, key, moved))
      return document
    }
    case 'copy': {
      const [source, sourceKey] = findFrom(document, 'copy', from)
      const copied = wrap(`error in copy for from: '${from}'`, () => get(source, sourceKey))
      if (wrong !== undefined) lacks('copy operation failed to decode path')
      const [target, key] = find(document, path) ?? lacks(`copy operation does not apply: doc is missing destination path: ${path}`)
      count(copies, copied)
      wrap('error while adding value during copy', () => add(target, key, clone(copied ?? null)))
      return document
    }
    case 'test':
      if (wrong !== undefined) throw new PatchError(`test operation failed to decode path: ${wrong}`)
      if (!holds(document, path, value)) throw new PatchTestFailed(`testing value ${path} failed: test failed`)
      return document
    default:
      throw new PatchError(`Unexpected kind: ${undecodable(op) === undefined ? op : 'unknown'}`)
  }
}

function count(copies: Copies, copied: unknown): void {
  if (copied !== undefined && copied !== null) copies.bytes += byteLength(encodeJson(copied, { html: true }))
  if (copies.bytes <= MAX_COPIED) return
  throw new PatchError(
    `Unable to complete the copy, the accumulated size increase of copy is ${copies.bytes}, exceeding the limit ${MAX_COPIED}`,
  )
}

function findFrom(document: unknown, op: string, from: string): [Container, string] {
  if (from === '') lacks(`${op} operation failed to decode from: operation, missing from field`)
  const wrong = undecodable(from)
  if (wrong !== undefined) throw new PatchError(`${op} operation failed to decode from: ${wrong}`)
  return find(document, from) ?? lacks(`${op} operation does not apply: doc is missing from path: ${from}`)
}

/** A whole document in the place of another. */
function whole(document: unknown): unknown {
  if (document !== null && !containerOf(document)) throw new PatchError('replace operation value must be object or array: %!w(<nil>)')
  return document
}

/** What is absent, or null, equals no value that an operation gives, `null` among them; an empty object or list equals `null`. */
function holds(document: unknown, path: string, value: unknown): boolean {
  if (path === '') return same(document, value)
  const [target, key] = find(document, path) ?? lacks(`test operation does not apply: is missing path: ${path}`)
  const held = wrap(`error in test for path: '${path}'`, () => get(target, key)) ?? null
  return held === null ? value === undefined : same(held, value)
}

function same(held: unknown, value: unknown): boolean {
  if (value === null) return typeof held === 'object' && held !== null && !(held instanceof Float) && Object.keys(held).length === 0
  return value !== undefined && equal(held, value)
}

/**
 * The API server writes op, path and from as Go quotes strings and reads them as JSON: what is wrong with a text for which the two differ.
 * @see strconv.Quote
 */
function undecodable(text: string): string | undefined {
  const [character] = /[\u0000-\u0007\u000b\u000e-\u001f\u007f]|(?![\p{L}\p{M}\p{N}\p{P}\p{S}])[\u{10000}-\u{10ffff}]/u.exec(text) ?? []
  if (character === undefined) return undefined
  const letter = character === '\u0007' ? 'a' : character === '\u000b' ? 'v' : character > '\u007f' ? 'U' : 'x'
  return `invalid character '${letter}' in string escape code`
}

function lacks(message: string): never {
  throw new PatchError(`${message}: ${MISSING}`)
}

function wrap<T>(context: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw error instanceof PatchError ? new PatchError(`${context}: ${error.message}`) : error
  }
}

/** The container that holds the last segment of a path, and that segment decoded. */
function find(document: unknown, path: string): [Container, string] | undefined {
  const segments = path.split('/')
  if (segments.length < 2) return undefined
  let container = containerOf(document)
  for (const segment of segments.slice(1, -1)) {
    if (!container) return undefined
    const key = decode(segment)
    if ('list' in container && !inRange(container.list, key)) return undefined
    container = containerOf(get(container, key))
  }
  return container && [container, decode(segments.at(-1)!)]
}

const decode = (segment: string): string => segment.replace(/~[01]/g, pair => (pair === '~1' ? '/' : '~'))

function containerOf(value: unknown): Container | undefined {
  if (Array.isArray(value)) return { list: value }
  return typeof value === 'object' && value !== null && !(value instanceof Float) ? { map: value as Record<string, unknown> } : undefined
}

/** A list index among `length` places; -1 is the last of them. */
function index(key: string, length: number): number {
  const number = integer(key)
  if (number >= length || number < -length) throw new PatchError(`Unable to access invalid index: ${number}: invalid index referenced`)
  return number < 0 ? number + length : number
}

/** @see strconv.Atoi */
function integer(key: string): number {
  const failed = (why: string) => new PatchError(`strconv.Atoi: parsing ${quote(key)}: ${why}`)
  if (!/^[+-]?\d+$/.test(key)) throw failed('invalid syntax')
  const exact = BigInt(key.replace('+', ''))
  if (BigInt.asIntN(64, exact) !== exact) throw failed('value out of range')
  return Number(exact)
}

function inRange(list: readonly unknown[], key: string): boolean {
  if (!/^[+-]?\d+$/.test(key)) return false
  return Number(key) < list.length && Number(key) >= -list.length
}

function get(container: Container, key: string): unknown {
  if ('list' in container) return container.list[index(key, container.list.length)]
  return Object.hasOwn(container.map, key) ? container.map[key] : undefined
}

function set(container: Container, key: string, value: unknown): void {
  if ('list' in container) container.list[index(key, container.list.length)] = value
  else define(container.map, key, value)
}

function add(container: Container, key: string, value: unknown): void {
  if ('map' in container) define(container.map, key, value)
  else if (key === '-') container.list.push(value)
  else {
    wrap(`value was not a proper array index: '${key}'`, () => integer(key))
    container.list.splice(index(key, container.list.length + 1), 0, value)
  }
}

function remove(container: Container, key: string): void {
  if ('list' in container) container.list.splice(index(key, container.list.length), 1)
  else if (!Object.hasOwn(container.map, key)) throw new PatchError(`Unable to remove nonexistent key: ${key}: ${MISSING}`)
  else delete container.map[key]
}

/** An own property whatever its name, `__proto__` among them. */
function define(map: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true })
}

/** A deep copy of JSON with our numbers. */
export function clone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clone)
  if (typeof value !== 'object' || value === null || value instanceof Float) return value
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) define(copy, key, clone((value as Record<string, unknown>)[key]))
  return copy
}

/** Equality of JSON, where the order of members does not count. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (a instanceof Float || b instanceof Float) return numeric(a) !== undefined && numeric(a) === numeric(b)
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]))
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(b)) return false
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every(key => Object.hasOwn(right, key) && equal(left[key], right[key]))
}

function numeric(value: unknown): number | undefined {
  if (value instanceof Float) return value.value
  return typeof value === 'number' ? value : undefined
}
