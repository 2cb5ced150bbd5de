import { accepts } from '../accept.ts'
import { compileRules, evaluateRules } from '../crd-rules.ts'
import { type Dialect, dialectOf } from '../dialect.ts'
import { Coercion, embeddedProblems } from '../embedded.ts'
import { explain } from '../explain.ts'
import { errorBody, type FieldError, invalid, NO_PATH } from '../field-error.ts'
import { SchemaNode } from '../node.ts'
import type { StructuralSchema } from '../structural.ts'
import { hasUnknownFields } from '../unknown.ts'
import type { Place, Problems } from './place.ts'

/** Builds the resource that a value would stand in, to judge defaults of metadata. */
type Surround = (value: unknown) => Record<string, unknown>

interface Where {
  /** The schema of the resource that the place belongs to. */
  readonly resource: StructuralSchema
  readonly surround: Surround
  /** Inside `apiVersion`, `kind` or `metadata` of that resource. */
  readonly inMeta: boolean
}

const asResource: Surround = value => ({ apiVersion: 'validation/v1', kind: 'Validation', ...(value as object) })

/**
 * Defaults that their own schema would not let through: unknown fields in them, or values that are not valid.
 * @see k8s.io/apiextensions-apiserver pkg/apiserver/schema/defaulting ValidateDefaults
 */
export function defaultProblems(schema: StructuralSchema, place: Place, problems: Problems, kubernetes: string): void {
  // Formats are not stripped here: a value of the wrong type is told the format's name.
  const lenient: Dialect = { ...dialectOf(kubernetes), intOrString: false, checksFormat: () => true }
  walk({ ...schema, 'x-kubernetes-embedded-resource': true }, place, problems, lenient, {
    resource: schema,
    surround: asResource,
    inMeta: false,
  })
}

function walk(schema: StructuralSchema, place: Place, problems: Problems, dialect: Dialect, outer: Where): void {
  const embedded = schema['x-kubernetes-embedded-resource'] === true
  const where: Where = embedded ? { resource: schema, surround: asResource, inMeta: false } : outer
  const value = schema.default
  if (value !== undefined && value !== null) checkDefault(schema, value, place.child('default'), problems, dialect, where)
  if (schema.items) {
    walk(schema.items, place.child('items'), problems, dialect, { ...where, surround: item => where.surround([item]) })
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const inMeta = where.inMeta || (embedded && (name === 'metadata' || name === 'apiVersion' || name === 'kind'))
    const surround: Surround = child => where.surround({ [name]: child })
    walk(property ?? {}, place.child('properties').key(name), problems, dialect, { ...where, surround, inMeta })
  }
}

function checkDefault(schema: StructuralSchema, value: unknown, place: Place, problems: Problems, dialect: Dialect, where: Where): void {
  const node = new SchemaNode(schema, dialect)
  const tell = (errors: readonly FieldError[]): void => {
    for (const error of errors) problems.add(place, () => error)
  }
  if (where.inMeta) {
    const resource = new SchemaNode({ ...where.resource, 'x-kubernetes-embedded-resource': true }, dialect)
    const object = where.surround(value)
    const coercion = new Coercion()
    coercion.coerce(resource, object)
    const errors = coercion.error ? [coercion.error] : embeddedProblems(resource, object)
    if (errors.length > 0) {
      const texts = errors.map(error => `${error.field}: ${errorBody(error)}`)
      const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`
      problems.add(place, field => invalid(field, value, `must result in valid metadata: ${list}`))
      return
    }
  } else {
    if (hasUnknownFields(node, value)) problems.add(place, field => invalid(field, value, 'must not have unknown fields'))
    const coercion = new Coercion()
    coercion.coerce(node, value, place.field)
    const errors = coercion.error ? [coercion.error] : embeddedProblems(node, value, place.field)
    if (errors.length > 0) {
      tell(errors)
      return
    }
  }
  if (accepts(node)(value)) tell(ruleErrors(schema, value, place.field, schema === where.resource, dialect))
  else tell(explain(node, value, place.field))
}

/** Rules that the default breaks: as the value that was there before, and as one that comes new. */
function ruleErrors(schema: StructuralSchema, value: unknown, field: string, isRoot: boolean, { minor }: Dialect): FieldError[] {
  const rules = compileRules(schema, { kubernetes: `1.${minor}`, isRoot })
  const unchanged = evaluateRules(rules, value, value).errors
  const errors = unchanged.length > 0 ? unchanged : evaluateRules(rules, value).errors
  return errors.map(error => ({ ...error, field: joined(field, error.field) }))
}

function joined(field: string, below: string): string {
  if (below === NO_PATH) return field
  return below.startsWith('[') ? field + below : `${field}.${below}`
}
