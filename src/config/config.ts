import { formatPath, type Path } from '../diagnostics/path.ts'
import type { SourceDocument, SourceText } from '../source/index.ts'
import { readAny } from '../source/read.ts'
import { closest } from '../values/closest.ts'
import type { ErrorObject } from './ajv.ts'
import { ruleNames, unknownRules } from './rule-names.ts'
import type { Config } from './schema.ts'
import generated from './validate.gen.ts'

/** What the schema has against a value. */
interface SchemaError {
  /** The value, or the property that should not be there. */
  readonly at: Path
  readonly keyword: string
  readonly message: string
  /** What would have been allowed in its place. */
  readonly allowed: readonly string[]
}

/** A configuration that cannot be used. The message has a line for each thing that is wrong, with its place. */
export class ConfigError extends Error {}

/**
 * Reads gatewright.yaml. An empty text is the configuration that nobody wrote.
 * @param file the name that errors carry
 * @throws ConfigError
 */
export function parseConfig(text: string, file: string): Config {
  const { source, documents, problems } = readAny(file, text)
  if (problems.length > 0) {
    throw new ConfigError(problems.map(({ span, message }) => `${where(source, span?.start.offset ?? 0)}: ${message}`).join('\n'))
  }
  const document = documents[0]
  if (document === undefined) return {}
  const second = documents[1]
  if (second !== undefined)
    throw new ConfigError(`${where(source, second.locate([]).start.offset)}: a second document begins here, but a configuration is one`)
  const errors = merge(validate(document.object))
  if (errors.length === 0) errors.push(...unknownRules(document.object as Config).map(noSuchRule))
  if (errors.length > 0) {
    const offset = (error: SchemaError) => document.locate(error.at).start.offset
    throw new ConfigError(
      [...errors]
        .sort((a, b) => offset(a) - offset(b))
        .map(error => explain(error, document, source))
        .join('\n'),
    )
  }
  return document.object as Config
}

function validate(value: unknown): SchemaError[] {
  const check = generated as unknown as { (value: unknown): boolean; errors?: ErrorObject[] | null }
  return check(value) ? [] : (check.errors ?? []).map(toError)
}

function toError({ instancePath, keyword, params, message = '', parentSchema }: ErrorObject): SchemaError {
  const at = instancePath
    .split('/')
    .slice(1)
    .map(step => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')))
  const extra = params as { additionalProperty?: string; allowedValues?: unknown[] }
  if (keyword === 'additionalProperties' && extra.additionalProperty !== undefined) {
    const allowed = Object.keys((parentSchema?.['properties'] as object) ?? {})
    return { at: [...at, extra.additionalProperty], keyword, message: 'is not a setting', allowed }
  }
  const told = keyword === 'pattern' ? `does not fit: ${parentSchema?.['description'] ?? message}` : message
  return { at, keyword, message: told, allowed: (extra.allowedValues ?? []).map(String) }
}

const noSuchRule = ({ at, name }: { at: Path; name: string }): SchemaError => {
  const meant = closest(name, ruleNames)
  return { at, keyword: 'rule', message: `names no rule: ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`, allowed: [] }
}

function where(source: SourceText, offset: number): string {
  const { line, column } = source.position(offset)
  return `${source.name}:${line}:${column}`
}

/** A union says what it has against each of its members: one error with all that is allowed says the same. */
function merge(errors: readonly SchemaError[]): SchemaError[] {
  const byPlace = new Map<string, SchemaError>()
  for (const error of errors) {
    if (error.keyword === 'anyOf') continue
    const key = formatPath(error.at)
    const known = byPlace.get(key)
    byPlace.set(key, known === undefined ? error : { ...known, allowed: [...new Set([...known.allowed, ...error.allowed])] })
  }
  return [...byPlace.values()]
}

function explain({ at, keyword, message, allowed }: SchemaError, document: SourceDocument, source: SourceText): string {
  const isKey = keyword === 'additionalProperties' || (keyword === 'rule' && at[0] === 'severities')
  const place = where(source, document.locate(at, isKey ? 'key' : 'value').start.offset)
  const name = at.length === 0 ? 'the configuration' : formatPath(at)
  if (keyword === 'additionalProperties') {
    const meant = closest(String(at.at(-1)), allowed)
    return `${place}: ${name} is not a setting; ${meant === undefined ? `there are ${allowed.join(', ')}` : `did you mean ${meant}?`}`
  }
  const value = valueAt(document.object, at)
  if (allowed.length > 0) {
    if (value === false && allowed.includes('off')) return `${place}: ${name} is read as false, because off has no quotes: write 'off'`
    const meant = typeof value === 'string' ? closest(value, allowed) : undefined
    return `${place}: ${name} is ${JSON.stringify(value)}, but must be one of ${allowed.join(', ')}${meant === undefined ? '' : `; did you mean ${meant}?`}`
  }
  if (keyword === 'type' && typeof value === 'number') return `${place}: ${name} is read as a number here: put it in quotes`
  if (keyword === 'pattern') return `${place}: ${name} is ${JSON.stringify(value)}, which ${message}`
  if (keyword === 'type') return `${place}: ${name} must be ${typeNames[message.replace('must be ', '')] ?? message}`
  return `${place}: ${name} ${message}`
}

/** What JSON Schema calls types, as authors of YAML do. */
const typeNames: Readonly<Record<string, string>> = { object: 'a mapping', array: 'a list', string: 'a text', boolean: 'true or false' }

function valueAt(value: unknown, path: Path): unknown {
  let at = value
  for (const step of path) at = (at as Record<string | number, unknown> | undefined)?.[step]
  return at
}
