import { tests } from '@bufbuild/cel-spec/testdata/conformance.js'
import {
  BoolType,
  BytesType,
  CelMap,
  type CelType,
  createEnvironment,
  DoubleType,
  DurationType,
  DynType,
  ErrorType,
  equals,
  type FunctionDeclaration,
  formatType,
  IntType,
  isDouble,
  isMap,
  list,
  map,
  mapEntries,
  mapSize,
  NullType,
  type Overload,
  opaque,
  parameter,
  StringType,
  TimestampType,
  TypeValue,
  typeOf,
  typeType,
  Uint,
  UintType,
  unbox,
  type Value,
} from '../../src/cel/index.ts'
import { type Duration, parseDuration } from '../../src/values/duration.ts'
import { Float } from '../../src/values/number.ts'
import { parseTimestamp } from '../../src/values/timestamp.ts'

/** The language files of cel-spec that do not need protobuf messages and that Kubernetes' environment covers. */
export const FILES: ReadonlySet<string> = new Set(
  (
    'basic comparisons conversions dynamic fields fp_math integer_math lists logic macros macros2 namespace optionals parse plumbing string string_ext ' +
    'timestamps type_deductions'
  ).split(' '),
)

const NEEDS_MESSAGES =
  /google\.protobuf\.(?!Timestamp\b(?!\{)|Duration\b(?!\{))|TestAllTypes|NestedTestAllTypes|GlobalEnum|cel\.expr\.conformance|objectValue|messageType|wrapper|\bmsg\b/

interface Case {
  readonly name: string
  readonly expr: string
  // biome-ignore lint/suspicious/noExplicitAny: protobuf's JSON, whose shape the data decides
  readonly original: any
}

/** The cases of a file, those that need messages left out. */
export function conformanceCases(): Case[] {
  const cases: Case[] = []
  const walk = (suite: { name: string; suites?: unknown[]; tests?: unknown[] }, path: readonly string[]): void => {
    for (const inner of (suite.suites ?? []) as (typeof suite)[]) walk(inner, [...path, inner.name])
    if (!FILES.has(path[0] ?? '')) return
    for (const test of (suite.tests ?? []) as { original: { name: string; expr: string } }[]) {
      const { original } = test
      if (!NEEDS_MESSAGES.test(JSON.stringify(original)))
        cases.push({ name: [...path, original.name].join('/'), expr: original.expr, original })
    }
  }
  walk(tests as never, [])
  return cases
}

/**
 * Where Kubernetes answers otherwise than the specification's data, and why. `says` is what Kubernetes says instead; each was confirmed with the
 * environment of k8s.io/apiserver 0.36.3.
 */
export const EXCEPTIONS: readonly { readonly why: string; readonly says: RegExp; readonly where?: RegExp }[] = [
  {
    why: 'literals with entries of several types do not compile (ValidateHomogeneousAggregateLiterals)',
    says: /expected type '.+' but found '.+'/,
  },
  {
    why: 'expressions are always checked: an operator needs types that fit',
    says: /found no matching overload for '(_[=!]=_|_\?_:_)' applied to/,
  },
  { why: 'expressions are always checked: names must be declared', says: /undeclared reference to '(x|a|f_unknown|Value)'/ },
  { why: 'field names in backquotes are not enabled', says: /unsupported syntax: '`'/ },
  { why: 'a constant key of a wrong type fails when the program is made', says: /invalid qualifier type: types\.Bytes/ },
  { why: 'a map literal may repeat a key, and the last one counts', says: /^gives 3, not an error$/, where: /map_value_repeat_key/ },
  { why: 'there is no container', says: /^gives ("false"|false), not true$/, where: /self_eval_container_lookup/ },
  { why: 'a presence test on a scalar is false, not an error', says: /^gives false, not an error$/, where: /^optionals\// },
  { why: 'indexOf and lastIndexOf beyond the end find nothing', says: /^gives true, not an error$/, where: /indexof_out_of_range/ },
  { why: 'format() is that of version 2 of ext.Strings', says: /^gives "|error during formatting/, where: /^string_ext\/format/ },
]

/** Runs one case; gives what is wrong, or `undefined`. */
export function runCase({ expr, original }: Case, engine: 'code' | 'closures'): string | undefined {
  const variables: Record<string, CelType> = {}
  const functions: FunctionDeclaration[] = []
  for (const declaration of original.typeEnv ?? []) {
    if (declaration.ident) variables[declaration.name] = typeFrom(declaration.ident.type)
    else functions.push({ name: declaration.name, overloads: declaration.function.overloads.map(overloadFrom) })
  }
  const environment = createEnvironment({ kubernetes: '1.36', variables, functions, engine })
  const { program, failure } = environment.compile(expr)
  if (failure) return original.evalError ? undefined : failure.message
  const { typedResult } = original
  if (typedResult?.deducedType) {
    const wanted = formatType(typeFrom(typedResult.deducedType))
    if (formatType(program.type) !== wanted) return `type ${formatType(program.type)}, not ${wanted}`
  }
  if (original.checkOnly) return undefined
  const bindings = Object.fromEntries(
    Object.entries(original.bindings ?? {}).map(([name, b]) => [name, valueFrom((b as { value: never }).value)]),
  )
  const outcome = program.evaluate(bindings)
  if (outcome.error) return original.evalError ? undefined : `error: ${outcome.error.message}`
  if (original.evalError) return `gives ${show(outcome.value)}, not an error`
  const expected = original.value ?? typedResult?.result ?? { boolValue: true }
  const wanted = valueFrom(expected)
  return same(outcome.value, wanted) ? undefined : `gives ${show(outcome.value)}, not ${show(wanted)}`
}

/** Equal, of the same types, with NaN equal to itself. */
function same(a: Value, b: Value): boolean {
  if (isDouble(a) && isDouble(b)) return Object.is(unbox(a), unbox(b)) || unbox(a) === unbox(b)
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]))
  if (isMap(a))
    return (
      isMap(b) &&
      mapSize(a) === mapSize(b) &&
      [...mapEntries(a)].every(([k, v]) => [...mapEntries(b)].some(([l, w]) => same(k, l) && same(v, w)))
    )
  return formatType(typeOf(a)) === formatType(typeOf(b)) && equals(a, b)
}

function show(value: Value): string {
  return JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? `${v}` : v instanceof CelMap ? [...v.entries()] : v)) ?? String(value)
}

const PRIMITIVES: Readonly<Record<string, CelType>> = {
  BOOL: BoolType,
  INT64: IntType,
  UINT64: UintType,
  DOUBLE: DoubleType,
  STRING: StringType,
  BYTES: BytesType,
}

// biome-ignore lint/suspicious/noExplicitAny: protobuf's JSON
function typeFrom(json: any): CelType {
  if (json.primitive) return PRIMITIVES[json.primitive] ?? ErrorType
  if (json.wellKnown) return json.wellKnown === 'TIMESTAMP' ? TimestampType : json.wellKnown === 'DURATION' ? DurationType : DynType
  if (json.listType) return list(typeFrom(json.listType.elemType ?? { dyn: {} }))
  if (json.mapType) return map(typeFrom(json.mapType.keyType), typeFrom(json.mapType.valueType))
  if (json.abstractType) {
    const parameters = (json.abstractType.parameterTypes ?? []).map(typeFrom)
    return json.abstractType.name === 'optional_type'
      ? { kind: 'optional', value: parameters[0]! }
      : opaque(json.abstractType.name, ...parameters)
  }
  if (json.typeParam) return parameter(json.typeParam)
  if (json.type) return typeType(Object.keys(json.type).length > 0 ? typeFrom(json.type) : undefined)
  return 'null' in json ? NullType : DynType
}

// biome-ignore lint/suspicious/noExplicitAny: protobuf's JSON
function overloadFrom(json: any): Overload {
  const { overloadId: id, params = [], resultType, isInstanceFunction: member = false } = json
  return { id, member, parameters: params.map(typeFrom), result: typeFrom(resultType), call: () => null }
}

// biome-ignore lint/suspicious/noExplicitAny: protobuf's JSON
function valueFrom(json: any): Value {
  if ('nullValue' in json) return null
  if ('boolValue' in json) return json.boolValue
  if ('int64Value' in json) return Number.isSafeInteger(Number(json.int64Value)) ? Number(json.int64Value) : BigInt(json.int64Value)
  if ('uint64Value' in json) return new Uint(BigInt(json.uint64Value))
  if ('doubleValue' in json) {
    const number = Number(json.doubleValue)
    return Number.isSafeInteger(number) ? new Float(number) : number
  }
  if ('stringValue' in json) return json.stringValue
  if ('bytesValue' in json) return Uint8Array.from(Buffer.from(json.bytesValue, 'base64'))
  if ('listValue' in json) return (json.listValue.values ?? []).map(valueFrom)
  if ('mapValue' in json) {
    const result = new CelMap()
    for (const { key, value } of json.mapValue.entries ?? []) result.set(valueFrom(key), valueFrom(value))
    return result
  }
  if ('typeValue' in json) return new TypeValue(typeNamed(json.typeValue))
  if (json.objectValue?.['@type']?.endsWith('Duration')) return parseDuration(json.objectValue.value) as Duration
  if (json.objectValue?.['@type']?.endsWith('Timestamp')) return parseTimestamp(json.objectValue.value)
  throw new Error(`no value for ${JSON.stringify(json)}`)
}

function typeNamed(name: string): CelType {
  if (name === 'list') return list(DynType)
  if (name === 'map') return map(DynType, DynType)
  if (name === 'null_type') return NullType
  if (name === 'type') return typeType()
  if (name === 'google.protobuf.Timestamp') return TimestampType
  if (name === 'google.protobuf.Duration') return DurationType
  return { kind: name } as CelType
}
