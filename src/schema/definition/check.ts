import { stringFormat } from '../../values/formats.ts'
import { quote } from '../../values/quote.ts'
import { checkRules } from '../crd-rules.ts'
import { dialectOf } from '../dialect.ts'
import { forbidden, invalid, OMITTED } from '../field-error.ts'
import { kindOf } from '../primitives.ts'
import type { StructuralSchema } from '../structural.ts'
import { defaultProblems } from './defaults.ts'
import { keywordProblems } from './keywords.ts'
import { type CrdProblem, Place, Problems } from './place.ts'
import { readSchema } from './read-schema.ts'
import { list, object, shared, specProblems, versionProblems } from './spec.ts'
import { structuralProblems } from './structural.ts'

export interface CrdReport {
  /** What makes the API server refuse the CustomResourceDefinition. `errorBody` words each. */
  readonly problems: readonly CrdProblem[]
  readonly warnings: readonly string[]
}

/**
 * What the API server says when a CustomResourceDefinition is created: names, versions, whether its schemas are structural, their keywords,
 * defaults, list keys and rules.
 */
export function checkCrd(crd: unknown, kubernetes = '1.36'): CrdReport {
  const dialect = dialectOf(kubernetes)
  const problems = new Problems()
  const definition = object(crd)
  const spec = object(definition['spec'])
  const place = new Place('spec', ['spec'])
  const root = new Root()
  specProblems(definition, spec, place, root, problems)
  const versions = list(spec['versions']).map(object)
  versionProblems(versions, place.child('versions'), problems, dialect)
  const warnings = new Set<string>()
  const once = shared(versions, 'schema')
  versions.forEach((version, i) => {
    const schema = object(version['schema'])['openAPIV3Schema']
    if (kindOf(schema) !== 'object' || (once && i > 0)) return
    const at = ['spec', 'versions', i, 'schema', 'openAPIV3Schema']
    const field = once ? 'spec.validation.openAPIV3Schema' : `spec.versions[${i}].schema.openAPIV3Schema`
    const status = object(version['subresources'])['status'] !== undefined
    const { schema: readable, mistyped } = readSchema(schema as StructuralSchema)
    const root = new Place(field, at)
    for (const { at: below, wanted, value } of mistyped) {
      const place = below.reduce<Place>((above, step, i) => {
        if (typeof step === 'number') return above.index(step)
        return below[i - 1] === 'properties' ? above.key(step) : above.child(step)
      }, root)
      problems.add(place, name => invalid(name, value, `must be ${wanted}: no API server can read the definition`))
    }
    schemaProblems(readable, root, status, problems, kubernetes)
    for (const format of unknownFormats(readable, dialect.minor)) warnings.add(`unrecognized format ${quote(format)}`)
  })
  return { problems: problems.found, warnings: [...warnings] }
}

/** The root of the object, whose children have no path before them. */
class Root extends Place {
  constructor() {
    super('', [])
  }

  override child(name: string): Place {
    return new Place(name, name.split('.'))
  }
}

function schemaProblems(schema: StructuralSchema, place: Place, status: boolean, problems: Problems, kubernetes: string): void {
  const start = problems.found.length
  if (status) rootProblems(schema, place, problems)
  if (schema.nullable === true) problems.add(place.child('nullable'), field => forbidden(field, 'nullable cannot be true at the root'))
  const before = problems.found.length
  const unreadable = unstructured(schema)
  if (unreadable === undefined) {
    problems.found.push(...structuralProblems(schema, place))
    if (problems.found.length === before) defaultProblems(schema, place, problems, kubernetes)
  }
  const structural = unreadable === undefined && problems.found.length === before
  const keywords = problems.found.length
  keywordProblems(schema, place, problems)
  ruleProblems(schema, place, problems, kubernetes, structural ? problems.found.slice(keywords).map(problem => problem.field) : undefined)
  if (unreadable !== undefined && problems.found.length === start) problems.add(place, field => invalid(field, '', unreadable))
}

const ROOT_KEYWORDS =
  'Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations'

const allowedAtRoot = new Set([
  ...ROOT_KEYWORDS.split(' ').map(name => name.charAt(0).toLowerCase() + name.slice(1)),
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
])

/** With a status of its own, the root may only say what is not lost when the schema of the status is taken out. */
function rootProblems(schema: StructuralSchema, place: Place, problems: Problems): void {
  if (schema.type !== undefined && (schema.type as string) !== '' && schema.type !== 'object') {
    const words = 'only "object" is allowed as the type at the root of the schema if the status subresource is enabled'
    problems.add(place.child('type'), field => invalid(field, schema.type, words))
    return
  }
  const others = Object.entries(schema).filter(
    ([name, value]) => !allowedAtRoot.has(name) && value !== null && (value !== false || name === 'additionalProperties') && value !== '',
  )
  if (others.length === 0) return
  const words = `only [${ROOT_KEYWORDS}] fields are allowed at the root of the schema if the status subresource is enabled`
  // The server prints the whole schema as the value.
  problems.add(place, field => invalid(field, OMITTED, words))
}

const UNREADABLE = ['id', '$schema', '$ref', 'patternProperties', 'dependencies', 'additionalItems', 'definitions']

/** Why a schema cannot even be read as a structural one, in which case nothing is said about its structure. */
function unstructured(schema: StructuralSchema): string | undefined {
  const raw = schema as Readonly<Record<string, unknown>>
  for (const name of UNREADABLE) {
    const value = raw[name]
    if (value === undefined || value === null || value === '' || (kindOf(value) === 'object' && Object.keys(value).length === 0)) continue
    return `OpenAPIV3Schema '${name === '$schema' ? 'schema' : name}' is not supported`
  }
  if (raw['x-kubernetes-preserve-unknown-fields'] === false)
    return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined"
  if (Array.isArray(schema.items)) return "OpenAPIV3Schema 'items' must be a schema, but is an array"
  for (const child of within(schema)) {
    const why = unstructured(child)
    if (why !== undefined) return why
  }
  return undefined
}

/** All schemas directly within one. */
function within(schema: StructuralSchema): StructuralSchema[] {
  const { items, additionalProperties, not, properties = {}, allOf = [], anyOf = [], oneOf = [] } = schema
  return [not, ...allOf, ...anyOf, ...oneOf, items, ...Object.values(properties), additionalProperties].filter(
    (child): child is StructuralSchema => typeof child === 'object' && child !== null && !Array.isArray(child),
  )
}

/**
 * What is wrong with rules. Their expressions are judged only where the schema is in order: `wrong` are the paths where it is not, undefined when
 * it is not structural.
 */
function ruleProblems(
  schema: StructuralSchema,
  place: Place,
  problems: Problems,
  kubernetes: string,
  wrong: readonly string[] | undefined,
): void {
  const known = new Set(problems.found.map(problem => `${problem.field}: ${problem.detail}`))
  for (const error of checkRules(schema, { kubernetes, field: place.field }).errors) {
    if (known.has(`${error.field}: ${error.detail}`)) continue
    const node = error.field.slice(0, Math.max(0, error.field.lastIndexOf('.x-kubernetes-validations')))
    const judged = wrong !== undefined && !wrong.some(path => path.startsWith(`${node}.`))
    if (!judged && !/\.(?:message|reason|fieldPath)$/.test(error.field) && error.reason !== 'FieldValueRequired') continue
    problems.add(below(place, error.field), () => error)
  }
}

/** The place of a path that the rule checks report, below that of the schema. */
function below(place: Place, field: string): Place {
  let at = place
  for (const [, name = '', key] of field.slice(place.field.length).matchAll(/\.([^.[\]]+)(?:\[([^\]]*)\])?/g)) {
    at = at.child(name)
    if (key !== undefined) at = name === 'properties' ? at.key(key) : at.index(Number(key))
  }
  return new Place(field, at.at)
}

/** Formats that the validator does not know, in the order of the schema. */
function unknownFormats(schema: StructuralSchema, minor: number, found: string[] = []): string[] {
  const { type, format } = schema
  if (format) {
    const known =
      type === 'integer'
        ? format === 'int32' || format === 'int64'
        : type === 'number'
          ? format === 'float' || format === 'double'
          : (type === undefined || type === 'string') && stringFormat(format, minor - 1) !== undefined
    if (!known) found.push(format)
  }
  for (const child of within(schema)) unknownFormats(child, minor, found)
  return found
}
