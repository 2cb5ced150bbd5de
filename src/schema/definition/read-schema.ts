import type { Path } from '../../diagnostics/path.ts'
import { type Kind, kindOf } from '../primitives.ts'
import type { StructuralSchema } from '../structural.ts'

/** A keyword whose value is of a type that no API server can read. */
export interface MistypedKeyword {
  /** Below the schema. */
  readonly at: Path
  readonly wanted: string
  readonly value: unknown
}

export interface ReadSchema {
  /** The very schema that was given where all of it can be read; otherwise a copy without what cannot. */
  readonly schema: StructuralSchema
  readonly mistyped: readonly MistypedKeyword[]
}

type Form =
  | 'text'
  | 'flag'
  | 'number'
  | 'texts'
  | 'list'
  | 'schema'
  | 'schema or list'
  | 'schema or flag'
  | 'schemas'
  | 'schemas by name'
  | 'rules'

const forms: Readonly<Record<Form, string>> = {
  text: 'type format pattern x-kubernetes-list-type x-kubernetes-map-type',
  flag: 'exclusiveMaximum exclusiveMinimum uniqueItems nullable x-kubernetes-preserve-unknown-fields x-kubernetes-embedded-resource x-kubernetes-int-or-string',
  number: 'maximum minimum multipleOf maxLength minLength maxItems minItems maxProperties minProperties',
  texts: 'required x-kubernetes-list-map-keys',
  list: 'enum',
  schema: 'not',
  'schema or list': 'items',
  'schema or flag': 'additionalProperties',
  schemas: 'allOf anyOf oneOf',
  'schemas by name': 'properties',
  rules: 'x-kubernetes-validations',
}

const formOf = new Map(Object.entries(forms).flatMap(([form, names]) => names.split(' ').map(name => [name, form as Form] as const)))
const ruleForms = new Map<string, Form>([
  ...['rule', 'message', 'messageExpression', 'reason', 'fieldPath'].map(name => [name, 'text'] as const),
  ['optionalOldSelf', 'flag'],
])

const words: Readonly<Record<Form, string>> = {
  text: 'a string',
  flag: 'a boolean',
  number: 'a number',
  texts: 'a list of strings',
  list: 'a list',
  schema: 'a schema',
  'schema or list': 'a schema',
  'schema or flag': 'a schema or a boolean',
  schemas: 'a list of schemas',
  'schemas by name': 'a map of schemas',
  rules: 'a list of rules',
}

const known = new WeakMap<object, ReadSchema>()

/**
 * Reads the schema of a definition, so that nothing after this meets a keyword of the wrong type. A null counts as absent, as in Go.
 * @see k8s.io/apiextensions-apiserver pkg/apis/apiextensions/v1 JSONSchemaProps
 */
export function readSchema(written: StructuralSchema): ReadSchema {
  const before = known.get(written)
  if (before !== undefined) return before
  const mistyped: MistypedKeyword[] = []
  const schema = fields(written as Readonly<Record<string, unknown>>, formOf, [], mistyped) as StructuralSchema
  const read = { schema, mistyped }
  known.set(written, read)
  return read
}

function fields(
  given: Readonly<Record<string, unknown>>,
  known: ReadonlyMap<string, Form>,
  at: Path,
  mistyped: MistypedKeyword[],
): Readonly<Record<string, unknown>> {
  let copy: Record<string, unknown> | undefined
  for (const [name, value] of Object.entries(given)) {
    const form = known.get(name)
    if (form === undefined) continue
    const read = value === null ? undefined : member(value, form, [...at, name], mistyped)
    if (read === value) continue
    copy ??= { ...given }
    if (read === undefined) delete copy[name]
    else copy[name] = read
  }
  return copy ?? given
}

/** The value as its form says; undefined where it is of another type. */
function member(value: unknown, form: Form, at: Path, mistyped: MistypedKeyword[]): unknown {
  const kind = kindOf(value)
  const wrong = (): undefined => {
    mistyped.push({ at, wanted: words[form], value })
  }
  const schema = (child: unknown, place: Path): unknown => {
    if (kindOf(child) === 'object') return fields(child as Readonly<Record<string, unknown>>, formOf, place, mistyped)
    if (kindOf(child) !== 'null') mistyped.push({ at: place, wanted: words.schema, value: child })
    return {}
  }
  switch (form) {
    case 'text':
      return kind === 'string' ? value : wrong()
    case 'flag':
      return kind === 'boolean' ? value : wrong()
    case 'number':
      return kind === 'int' || kind === 'float' ? value : wrong()
    case 'list':
      return kind === 'array' ? value : wrong()
    case 'texts':
      return kind === 'array' ? (every(value, 'string') ? value : wrong()) : wrong()
    case 'schema or flag':
      if (kind === 'boolean') return value
      return kind === 'object' ? schema(value, at) : wrong()
    case 'schema or list':
      if (kind === 'array') return value
      return kind === 'object' ? schema(value, at) : wrong()
    case 'schema':
      return kind === 'object' ? schema(value, at) : wrong()
    case 'schemas':
      return kind === 'array' ? mapped(value as readonly unknown[], (child, i) => schema(child, [...at, i])) : wrong()
    case 'rules':
      return kind === 'array' ? mapped(value as readonly unknown[], (child, i) => rule(child, [...at, i], mistyped)) : wrong()
    case 'schemas by name': {
      if (kind !== 'object') return wrong()
      const entries = Object.entries(value as object)
      const read = entries.map(([name, child]) => [name, schema(child, [...at, name])] as const)
      return read.every(([, child], i) => child === entries[i]![1]) ? value : Object.fromEntries(read)
    }
  }
}

function rule(given: unknown, at: Path, mistyped: MistypedKeyword[]): unknown {
  if (kindOf(given) !== 'object') {
    if (kindOf(given) !== 'null') mistyped.push({ at, wanted: 'a rule', value: given })
    return { rule: '' }
  }
  const read = fields(given as Readonly<Record<string, unknown>>, ruleForms, at, mistyped)
  return read['rule'] === undefined ? { ...read, rule: '' } : read
}

function every(list: unknown, kind: Kind): boolean {
  return (list as readonly unknown[]).every(item => kindOf(item) === kind)
}

function mapped(list: readonly unknown[], read: (item: unknown, index: number) => unknown): readonly unknown[] {
  const found = list.map(read)
  return found.every((item, i) => item === list[i]) ? list : found
}
