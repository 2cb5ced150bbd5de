import { Float } from '../values/number.ts'

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

type Container = { readonly list: unknown[] } | { readonly map: Record<string, unknown> }

/**
 * RFC 6902 as evanphx/json-patch v4 reads it: `replace` of a member that the object lacks adds it, index -1 is the last item, and a path without
 * its leading slash loses its first segment. `document` is left untouched.
 * @throws PatchError
 */
export function applyPatch(document: unknown, operations: readonly PatchOperation[]): unknown {
  const root = { '': clone(document) }
  for (const operation of operations) apply(root[''], operation)
  return root['']
}

function apply(document: unknown, { op, path, from = '', value = null }: PatchOperation): void {
  const controls = (text: string) => /[\u0000-\u001f\u007f]/.test(text)
  if (controls(op) || controls(path)) throw new PatchError(`${op} operation failed to decode path: ${MISSING}`)
  switch (op) {
    case 'add': {
      const [target, key] = find(document, path) ?? lacks(`add operation does not apply: doc is missing path: "${path}"`)
      wrap(`error in add for path: '${path}'`, () => add(target, key, clone(value)))
      return
    }
    case 'remove': {
      const [target, key] = find(document, path) ?? lacks(`remove operation does not apply: doc is missing path: "${path}"`)
      wrap(`error in remove for path: '${path}'`, () => remove(target, key))
      return
    }
    case 'replace': {
      const [target, key] = find(document, path) ?? lacks(`replace operation does not apply: doc is missing path: ${path}`)
      if ('list' in target && !inRange(target.list, key)) lacks(`replace operation does not apply: doc is missing key: ${path}`)
      wrap(`error in remove for path: '${path}'`, () => set(target, key, clone(value)))
      return
    }
    case 'move': {
      const [source, sourceKey] = find(document, from) ?? lacks(`move operation does not apply: doc is missing from path: ${from}`)
      const moved = wrap(`error in move for path: '${sourceKey}'`, () => get(source, sourceKey))
      wrap(`error in move for path: '${sourceKey}'`, () => remove(source, sourceKey))
      const [target, key] = find(document, path) ?? lacks(`move operation does not apply: doc is missing destination path: ${path}`)
      wrap(`error in move for path: '${path}'`, () => add(target, key, moved))
      return
    }
    case 'copy': {
      const [source, sourceKey] = find(document, from) ?? lacks(`copy operation does not apply: doc is missing from path: ${from}`)
      const copied = wrap(`error in copy for from: '${from}'`, () => get(source, sourceKey))
      const [target, key] = find(document, path) ?? lacks(`copy operation does not apply: doc is missing destination path: ${path}`)
      wrap('error while adding value during copy', () => add(target, key, clone(copied ?? null)))
      return
    }
    case 'test': {
      const [target, key] = find(document, path) ?? lacks(`test operation does not apply: is missing path: ${path}`)
      const held = 'list' in target && !inRange(target.list, key) ? undefined : get(target, key)
      if (!equal(held ?? null, value)) throw new PatchTestFailed(`testing value ${path} failed: test failed`)
      return
    }
    default:
      throw new PatchError(`Unexpected kind: ${op}`)
  }
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

const decode = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~')

function containerOf(value: unknown): Container | undefined {
  if (Array.isArray(value)) return { list: value }
  return typeof value === 'object' && value !== null && !(value instanceof Float) ? { map: value as Record<string, unknown> } : undefined
}

/** A list index; -1 is the last item, `limit` the first index beyond the allowed ones. */
function index(list: readonly unknown[], key: string, limit: number): number {
  if (!/^[+-]?\d+$/.test(key)) throw new PatchError(`value was not a proper array index: '${key}': invalid index referenced`)
  const number = Number(key)
  if (number >= limit || number < -list.length) throw new PatchError(`Unable to access invalid index: ${number}: invalid index referenced`)
  return number < 0 ? number + list.length : number
}

function inRange(list: readonly unknown[], key: string): boolean {
  if (!/^[+-]?\d+$/.test(key)) return false
  return Number(key) < list.length && Number(key) >= -list.length
}

function get(container: Container, key: string): unknown {
  if ('list' in container) return container.list[index(container.list, key, container.list.length)]
  return Object.hasOwn(container.map, key) ? container.map[key] : undefined
}

function set(container: Container, key: string, value: unknown): void {
  if ('list' in container) container.list[index(container.list, key, container.list.length)] = value
  else define(container.map, key, value)
}

function add(container: Container, key: string, value: unknown): void {
  if ('map' in container) define(container.map, key, value)
  else if (key === '-') container.list.push(value)
  else container.list.splice(index(container.list, key, container.list.length + 1), 0, value)
}

function remove(container: Container, key: string): void {
  if ('list' in container) container.list.splice(index(container.list, key, container.list.length), 1)
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
