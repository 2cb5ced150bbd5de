import type { Path } from '../diagnostics/path.ts'
import { Float } from '../values/number.ts'
import type { AdmissionPolicy, PolicyBinding, PolicySet } from './objects.ts'
import { isBinding, isPolicyObject } from './objects.ts'
import { type GoShape, SPECS } from './read-shapes.ts'

/** A field that cannot be read as what it should be. */
export interface ReadProblem {
  readonly at: Path
  /** In the words of Go's JSON decoder, with which the API server refuses the object. */
  readonly message: string
}

/** A policy or binding of which every field is of its type: what could not be read is left out, and named. */
export interface ReadObject {
  readonly object: AdmissionPolicy | PolicyBinding
  readonly problems: readonly ReadProblem[]
}

const known = new WeakMap<object, ReadObject>()

/**
 * Reads a policy or binding that somebody wrote: nothing after this meets a value of the wrong type. Nulls count as absent, as in Go.
 * @see encoding/json UnmarshalTypeError
 */
export function readPolicy(written: object): ReadObject {
  const before = known.get(written)
  if (before) return before
  const { kind, apiVersion, metadata, spec } = written as Record<string, unknown> & { kind: string }
  const version = String(apiVersion).split('/')[1] ?? 'v1'
  const problems: ReadProblem[] = []
  const shape = SPECS[kind]!
  const name = isMap(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : ''
  const annotations = isMap(metadata) && isMap(metadata['annotations']) ? metadata['annotations'] : {}
  const texts = Object.fromEntries(Object.entries(annotations).filter(([, value]) => typeof value === 'string'))
  const read = value(spec ?? {}, shape, ['spec'], kind, (at, message) =>
    problems.push({ at, message: message.replaceAll(/\bv1\./g, `${version}.`) }),
  )
  const clean = problems.length === 0 && isMap(metadata) && typeof metadata['name'] === 'string' && same(read, spec)
  const object = clean
    ? written
    : { ...written, metadata: { ...(isMap(metadata) ? metadata : {}), name, annotations: texts }, spec: read ?? {} }
  const result = { object: object as unknown as ReadObject['object'], problems }
  known.set(written, result)
  return result
}

/** The policies and bindings among objects. */
export function readPolicySet(objects: readonly object[]): PolicySet {
  const found = objects.filter(object => isPolicyObject(object)).map(object => readPolicy(object).object)
  return {
    policies: found.filter((object): object is AdmissionPolicy => !isBinding(object)),
    bindings: found.filter(isBinding),
  }
}

type Report = (at: Path, message: string) => void

/** A value as its shape says; `undefined` where it is absent or of another type. `owner` is the struct whose field it is, as Go names it. */
function value(given: unknown, shape: GoShape, at: Path, owner: string, report: Report): unknown {
  if (given === null || given === undefined) return undefined
  const wrong = () => {
    const got = jsonType(given)
    const field = at.filter(step => typeof step === 'string').join('.')
    report(at, `json: cannot unmarshal ${got} into Go struct field ${owner}.${field} of type ${shape.go}`)
    return undefined
  }
  if ('fields' in shape) return isMap(given) ? struct(given, shape, at, report) : wrong()
  if ('items' in shape) {
    if (!Array.isArray(given)) return wrong()
    return given.map((item, index) => value(item, shape.items, [...at, index], owner, report) ?? zero(shape.items))
  }
  if ('values' in shape) {
    if (!isMap(given)) return wrong()
    return Object.fromEntries(
      Object.entries(given).map(([key, member]) => [key, value(member, shape.values, [...at, key], owner, report) ?? zero(shape.values)]),
    )
  }
  return typeof given === 'string' ? given : wrong()
}

function struct(given: Readonly<Record<string, unknown>>, shape: Extract<GoShape, { fields: unknown }>, at: Path, report: Report): unknown {
  const owner = shape.go.replace(/^v1\./, '')
  const read: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(given)) {
    const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined
    const found = field === undefined ? member : value(member, field, [...at, name], owner, report)
    if (found !== undefined) Object.defineProperty(read, name, { value: found, writable: true, enumerable: true, configurable: true })
  }
  for (const name of shape.texts ?? []) read[name] ??= ''
  return read
}

/** What Go leaves in a list where the item could not be read. */
function zero(shape: GoShape): unknown {
  if ('fields' in shape) return Object.fromEntries((shape.texts ?? []).map(name => [name, '']))
  return 'items' in shape ? [] : 'values' in shape ? {} : ''
}

/** Whether reading changed nothing. */
function same(read: unknown, given: unknown): boolean {
  if (read === given) return true
  if (Array.isArray(read)) return Array.isArray(given) && read.length === given.length && read.every((item, i) => same(item, given[i]))
  if (!isMap(read) || !isMap(given)) return false
  const names = Object.keys(read)
  return names.length === Object.keys(given).length && names.every(name => same(read[name], given[name]))
}

const isMap = (given: unknown): given is Record<string, unknown> =>
  typeof given === 'object' && given !== null && !Array.isArray(given) && !(given instanceof Float)

function jsonType(given: unknown): string {
  if (Array.isArray(given)) return 'array'
  if (typeof given === 'boolean') return 'bool'
  if (typeof given === 'string') return 'string'
  return isMap(given) ? 'object' : 'number'
}
