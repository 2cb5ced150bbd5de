import { formatG } from '../values/go-number.ts'
import { Float } from '../values/number.ts'
import type { CallPlan } from './plan.ts'
import { type CelType, typeName } from './types.ts'
import {
  box,
  CelError,
  CelMap,
  costSize,
  isDouble,
  isInt,
  isMap,
  isOpaque,
  MapView,
  mapEntries,
  mapGet,
  noSuchOverload,
  Optional,
  TypeValue,
  typeOf,
  Uint,
  unbox,
  type Value,
} from './value.ts'

/** What evaluation does with values, shared by the interpreter and by generated code. */

/** Is the value, in dynamic form, one that a parameter of this type takes. Of a list or map only the first entry is looked at, as in cel-go. */
export function isOfType(value: Value, type: CelType): boolean {
  switch (type.kind) {
    case 'dyn':
    case 'parameter':
    case 'error':
      return true
    case 'null':
      return value === null
    case 'bool':
      return typeof value === 'boolean'
    case 'int':
      return isInt(value)
    case 'uint':
      return value instanceof Uint
    case 'double':
      return isDouble(value)
    case 'string':
      return typeof value === 'string'
    case 'bytes':
      return value instanceof Uint8Array
    case 'list':
      return Array.isArray(value) && (value.length === 0 || isOfType(value[0], type.element))
    case 'map':
      return isMap(value) && firstEntryIs(value, type.key, type.value)
    case 'object':
      return isMap(value)
    case 'optional':
      return value instanceof Optional
    case 'type':
      return value instanceof TypeValue
    case 'timestamp':
    case 'duration':
    case 'opaque':
      return isOpaque(value) && value.celType === typeName(type)
  }
}

function firstEntryIs(value: Record<string, Value> | MapView, key: CelType, item: CelType): boolean {
  if (isAny(key) && isAny(item)) return true
  for (const [name, content] of mapEntries(value)) return isOfType(name, key) && isOfType(content, item)
  return true
}

const isAny = (type: CelType): boolean => type.kind === 'dyn' || type.kind === 'parameter'

function takes(parameters: readonly CelType[], args: readonly Value[]): boolean {
  for (let i = 0; i < parameters.length; i++) if (!isOfType(args[i], parameters[i]!)) return false
  return true
}

/** Calls the overload that the types of the values choose. Arguments and result in dynamic form. */
export function callOverload(call: CallPlan, args: readonly Value[]): Value {
  const choices = call.overloads.length === 1 ? call.overloads : call.candidates
  for (const overload of choices) {
    const { parameters, accepts = parameters } = overload
    if (parameters.length !== args.length || !takes(accepts, args)) continue
    const given = parameters.some(isDoubleType) ? args.map((arg, i) => toParameter(arg, parameters[i]!)) : args
    return fromResult((overload.call as (...args: readonly Value[]) => Value)(...given), overload.result)
  }
  const operands = Object.hasOwn(OPERANDS, call.name) ? OPERANDS[call.name] : undefined
  if (operands) {
    const { kind } = typeOf(args[0])
    throw operands.includes(kind) || RECEIVERS.includes(kind) ? noSuchOverload() : new CelError(`no such overload: ${call.name}`)
  }
  if (call.name === 'flatten') throw new CelError(`no such overload: ${typeName(typeOf(args[0]))}.flatten()`)
  if (ON_STRINGS.includes(call.name)) throw noSuchOverload()
  if (/[^\w.]/.test(call.name)) throw noSuchOverload()
  throw new CelError(`no such overload: ${call.name}(${args.map(arg => typeName(typeOf(arg))).join(', ')})`)
}

/** Types that answer any function that they do not know themselves, without naming it. */
const RECEIVERS: readonly string[] = ['string', 'timestamp', 'duration']

/** Functions of the standard library that look at their operand themselves. */
const ON_STRINGS: readonly string[] = ['startsWith', 'endsWith', 'contains', 'matches']

/** Types that take part in an operator at all; for others cel-go names the operator in its error. */
const OPERANDS: Readonly<Record<string, readonly string[]>> = {
  '_+_': ['int', 'uint', 'double', 'string', 'bytes', 'list', 'timestamp', 'duration'],
  '_-_': ['int', 'uint', 'double', 'timestamp', 'duration'],
  '_*_': ['int', 'uint', 'double'],
  '_/_': ['int', 'uint', 'double'],
  '_%_': ['int', 'uint'],
  size: ['string', 'bytes', 'list', 'map'],
  sort: [],
  '-_': ['int', 'double', 'duration', 'bool'],
  '!_': ['bool', 'int', 'double', 'duration', 'list', 'map', 'null'],
}
for (const name of ['_<_', '_<=_', '_>_', '_>=_'])
  Object.assign(OPERANDS, { [name]: ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration'] })

const isDoubleType = ({ kind }: CelType): boolean => kind === 'double'

/** An argument in the form that a declared parameter wants. */
export function toParameter(value: Value, parameter: CelType): Value {
  return parameter.kind === 'double' ? unbox(value as number) : value
}

/** The result of an overload in dynamic form. */
export function fromResult(value: Value, result: CelType): Value {
  return result.kind === 'double' ? box(value as number) : value
}

/** Functions that Kubernetes prices by name, whatever overload is chosen. @see apiserver pkg/cel/library/cost.go CallCost */
const PRICED_BY_NAME: ReadonlySet<string> = new Set(
  (
    'check serviceAccount path group resource subresource namespace name allowed reason error errored fieldSelector labelSelector isSorted sum max min ' +
    'indexOf lastIndexOf includes url lowerAscii upperAscii substring trim jsonpatch.escapeKey replace split join find findAll cidr isIP isCIDR ip ' +
    'ip.isCanonical masked prefixLength family isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast containsIP containsCIDR ' +
    'quantity isQuantity semver isSemver validate format.named sign asInteger isInteger asApproximateFloat isGreaterThan isLessThan compareTo add sub ' +
    'major minor patch getScheme getHostname getHost getPort getEscapedPath getQuery'
  ).split(' '),
)

/** The run-time cost of a call whose arguments are evaluated. Arguments and result in dynamic form; errors stand for themselves. */
export function callCost(call: CallPlan, args: readonly Value[], result: Value): number {
  const [first] = call.overloads
  if (call.overloads.length === 1) return first!.cost ? first!.cost(result, ...args) : 1
  if (!PRICED_BY_NAME.has(call.name)) return 1
  const fits = call.candidates.find(o => o.parameters.length === args.length && o.parameters.every((type, i) => isOfType(args[i], type)))
  const priced = fits ?? call.candidates.find(o => o.parameters.length === args.length)
  const cost = priced?.dynamicCost ?? priced?.cost
  return cost ? cost(result, ...args) : 1
}

/** Values of Kubernetes that are compared at the price of one. */
const CHEAP_TO_COMPARE = /^(net\.(IP|CIDR)|kubernetes\.(Quantity|NamedFormat|URL|Semver|authorization\..*))$/

/** The run-time cost of `a == b` (or `!=`). */
export function equalityCost(a: Value, b: Value, negated: boolean): number {
  if (!negated && isOpaque(a) && CHEAP_TO_COMPARE.test(a.celType)) return 1
  return Math.ceil(Math.min(costSize(a), costSize(b)) * 0.1)
}

/**
 * One selection or index: the value, an error (returned, not thrown), or `undefined` when it is not there.
 * @see cel-go interpreter/attributes.go refQualify
 */
export function qualify(object: Value, key: Value): Value | undefined {
  if (object instanceof CelError) return object
  if (isMap(object)) {
    try {
      return isKey(key) ? mapGet(object, key) : new CelError(`invalid qualifier type: ${key === null ? '<nil>' : goTypeName(key)}`)
    } catch (thrown) {
      if (thrown instanceof CelError) return thrown
      throw thrown
    }
  }
  if (!Array.isArray(object)) return undefined
  const index = listIndex(key)
  return index instanceof CelError ? index : object[index]
}

function isKey(key: Value): boolean {
  return typeof key === 'string' || typeof key === 'boolean' || isInt(key) || key instanceof Uint || isDouble(key)
}

function listIndex(key: Value): number | CelError {
  if (typeof key === 'number' && Number.isSafeInteger(key)) return key
  if (typeof key === 'bigint') return -1
  if (key instanceof Uint) return Number(key.value)
  if (isDouble(key)) {
    const number = key instanceof Float ? key.value : key
    return Number.isInteger(number) ? number : new CelError(`unsupported index value ${showKey(key)} in list`)
  }
  return new CelError(`unsupported index type '${typeName(typeOf(key))}' in list`)
}

/** What a strict selection reports when nothing is there. */
export function missing(object: Value, key: Value): CelError {
  return new CelError(`${Array.isArray(object) ? 'index out of bounds' : 'no such key'}: ${showKey(key)}`)
}

function showKey(key: Value): string {
  if (isDouble(key)) return formatG(unbox(key))
  return key instanceof Uint ? String(key.value) : String(key)
}

/** The name of the Go type that stands for a value in cel-go, which some of its errors show. */
export function goTypeName(value: Value): string {
  const type = typeOf(value)
  const name = GO_TYPES[type.kind]
  return name ?? (type.kind === 'opaque' || type.kind === 'object' ? type.name : `types.${type.kind}`)
}

const GO_TYPES: Readonly<Record<string, string>> = {
  null: 'types.Null',
  bool: 'types.Bool',
  int: 'types.Int',
  uint: 'types.Uint',
  double: 'types.Double',
  string: 'types.String',
  bytes: 'types.Bytes',
  timestamp: 'types.Timestamp',
  duration: 'types.Duration',
  optional: '*types.Optional',
  type: '*types.Type',
}

/** A map literal's value: a plain object when all keys are strings. A later entry replaces an earlier one with the same key. */
export function makeMap(entries: Iterable<readonly [key: Value, value: Value]>): Value {
  const list = [...entries]
  if (list.every(([key]) => typeof key === 'string')) {
    const plain: Record<string, Value> = Object.create(null)
    for (const [key, value] of list) plain[key as string] = value
    return plain
  }
  const map = new CelMap()
  for (const [key, value] of list) map.set(key, value)
  return map
}

/** An object made by a literal such as `Object{…}`. */
export class StructValue extends MapView {
  readonly type: CelType
  readonly fields: ReadonlyMap<string, Value>

  constructor(type: CelType, fields: ReadonlyMap<string, Value>) {
    super()
    this.type = type
    this.fields = fields
  }

  override get size(): number {
    return this.fields.size
  }

  override get(key: Value): Value | undefined {
    return this.fields.get(key as string)
  }

  override keys(): Iterable<Value> {
    return this.fields.keys()
  }

  override entries(): Iterable<readonly [key: Value, value: Value]> {
    return this.fields.entries()
  }

  override equals(other: Value): boolean {
    return other instanceof StructValue && typeName(other.type) === typeName(this.type) && super.equals(other)
  }
}
