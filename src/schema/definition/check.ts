import { stringFormat } from '../../values/formats.ts'
import { quote } from '../../values/quote.ts'
import { dialectOf } from '../dialect.ts'
import { forbidden, invalid } from '../field-error.ts'
import { kindOf } from '../primitives.ts'
import type { StructuralSchema } from '../structural.ts'
import { defaultProblems } from './defaults.ts'
import { keywordProblems } from './keywords.ts'
import { type CrdProblem, Place, Problems } from './place.ts'
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
    schemaProblems(schema as StructuralSchema, new Place(field, at), status, problems, kubernetes)
    for (const format of unknownFormats(schema as StructuralSchema, dialect.minor)) warnings.add(`unrecognized format ${quote(format)}`)
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
  if (status && schema.type !== undefined && schema.type !== 'object') {
    const words = 'only "object" is allowed as the type at the root of the schema if the status subresource is enabled'
    problems.add(place.child('type'), field => invalid(field, schema.type, words))
  }
  if (schema.nullable === true) problems.add(place.child('nullable'), field => forbidden(field, 'nullable cannot be true at the root'))
  const before = problems.found.length
  problems.found.push(...structuralProblems(schema, place))
  if (problems.found.length === before) defaultProblems(schema, place, problems, dialectOf(kubernetes))
  keywordProblems(schema, place, problems)
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
  for (const child of Object.values(schema.properties ?? {})) unknownFormats(child ?? {}, minor, found)
  if (schema.items && !Array.isArray(schema.items)) unknownFormats(schema.items, minor, found)
  if (typeof schema.additionalProperties === 'object' && schema.additionalProperties !== null) {
    unknownFormats(schema.additionalProperties, minor, found)
  }
  return found
}
