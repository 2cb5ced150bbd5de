import { formatPath, type Path } from '../diagnostics/path.ts'
import type { SourceDocument, SourceText } from '../source/index.ts'
import { closest } from '../values/closest.ts'
import type { ErrorObject } from './ajv.ts'

/** What is wrong with a value of a document. */
export interface SchemaError {
  /** The value, or the property that should not be there. */
  readonly at: Path
  /** Of the schema; `rule` for the name of a rule that there is not. */
  readonly keyword: string
  readonly message: string
  /** What would have been allowed in its place. */
  readonly allowed: readonly string[]
}

/** What a document is called, and a field that it does not have. */
export interface Words {
  readonly whole: string
  readonly unknown: string
}

/** What a validator that `npm run gen` has written has against a value. */
export function schemaErrors(generated: unknown, value: unknown): SchemaError[] {
  const check = generated as { (value: unknown): boolean; errors?: ErrorObject[] | null }
  return check(value) ? [] : merge((check.errors ?? []).map(toError))
}

/** A line for each error, with its place, in the order of the text. */
export function explained(errors: readonly SchemaError[], document: SourceDocument, source: SourceText, words: Words): string {
  const offset = (error: SchemaError) => document.locate(error.at).start.offset
  return [...errors]
    .sort((a, b) => offset(a) - offset(b))
    .map(error => explain(error, document, source, words))
    .join('\n')
}

/** `gatewright.yaml:3:7`. */
export function where(source: SourceText, offset: number): string {
  const { line, column } = source.position(offset)
  return `${source.name}:${line}:${column}`
}

function toError({ instancePath, schemaPath, keyword, params, message = '', parentSchema }: ErrorObject): SchemaError {
  const at = instancePath
    .split('/')
    .slice(1)
    .map(step => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')))
  const extra = params as { additionalProperty?: string; missingProperty?: string; allowedValues?: unknown[] }
  if (keyword === 'additionalProperties' && extra.additionalProperty !== undefined) {
    const allowed = Object.keys((parentSchema?.['properties'] as object) ?? {})
    return { at: [...at, extra.additionalProperty], keyword, message, allowed }
  }
  if (keyword === 'required') {
    const isOneOfSeveral = schemaPath.includes('/anyOf/')
    return {
      at,
      keyword: isOneOfSeveral ? 'any' : keyword,
      message: `needs ${extra.missingProperty}`,
      allowed: [extra.missingProperty ?? ''],
    }
  }
  const told = keyword === 'pattern' ? `does not fit: ${parentSchema?.['description'] ?? message}` : message
  return { at, keyword, message: told, allowed: (extra.allowedValues ?? []).map(String) }
}

/** A union says what it has against each of its members: one error with all that is allowed says the same. */
function merge(errors: readonly SchemaError[]): SchemaError[] {
  const byPlace = new Map<string, SchemaError>()
  for (const error of errors) {
    if (error.keyword === 'anyOf') continue
    const key = error.keyword === 'required' ? `${formatPath(error.at)} ${error.message}` : formatPath(error.at)
    const known = byPlace.get(key)
    byPlace.set(key, known === undefined ? error : { ...known, allowed: [...new Set([...known.allowed, ...error.allowed])] })
  }
  return [...byPlace.values()]
}

function explain({ at, keyword, message, allowed }: SchemaError, document: SourceDocument, source: SourceText, words: Words): string {
  const isKey = keyword === 'additionalProperties' || (keyword === 'rule' && at[0] === 'severities')
  const place = where(source, document.locate(at, isKey ? 'key' : 'value').start.offset)
  const name = at.length === 0 ? words.whole : formatPath(at)
  return `${place}: ${name} ${said(keyword, message, allowed, at, valueAt(document.object, at), words)}`
}

function said(keyword: string, message: string, allowed: readonly string[], at: Path, value: unknown, { unknown }: Words): string {
  if (keyword === 'additionalProperties') {
    const meant = closest(String(at.at(-1)), allowed)
    return `${unknown}; ${meant === undefined ? `there are ${allowed.join(', ')}` : `did you mean ${meant}?`}`
  }
  if (keyword === 'required') return message
  if (keyword === 'any') return `needs ${allowed.join(' or ')}`
  if (allowed.length > 0) {
    if (value === false && allowed.includes('off')) return "is read as false, because off has no quotes: write 'off'"
    const meant = typeof value === 'string' ? closest(value, allowed) : undefined
    return `is ${JSON.stringify(value)}, but must be one of ${allowed.join(', ')}${meant === undefined ? '' : `; did you mean ${meant}?`}`
  }
  if (keyword === 'pattern') return `is ${JSON.stringify(value)}, which ${message}`
  if (keyword === 'minItems' || keyword === 'minLength') return 'must not be empty'
  if (keyword !== 'type') return message
  if (message === 'must be string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `is read as ${typeof value === 'number' ? 'a number' : value} here: put it in quotes`
  return typeNames[message] ?? message
}

/** What validators say of types, as authors of YAML would. */
const typeNames: Readonly<Record<string, string>> = {
  'must be object': 'must be a mapping',
  'must be array': 'must be a list',
  'must be string': 'must be a text',
  'must be boolean': 'must be true or false',
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value
  for (const step of path) at = (at as Record<string | number, unknown> | undefined)?.[step]
  return at
}
