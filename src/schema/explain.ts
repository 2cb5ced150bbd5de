import { stringFormat } from '../values/formats.ts'
import { Malformed } from '../values/malformed.ts'
import { quote } from '../values/quote.ts'
import { compileRE2 } from '../values/re2.ts'
import { codePoints } from '../values/text.ts'
import type { Correlated } from './correlate.ts'
import { type FieldError, invalid, NO_PATH, notSupported, required, typeInvalid } from './field-error.ts'
import type { SchemaNode } from './node.ts'
import { type Kind, kindOf, matchesEnum, numberProblems, typeProblem } from './primitives.ts'

/**
 * What the validator finds wrong with a value, to the letter and to its quirks. Slow, and only asked for once a value is known not to be valid.
 *
 * `old` correlates the object with the one that it replaces: errors of what did not change are dropped.
 * @see k8s.io/kube-openapi pkg/validation/validate, k8s.io/apiextensions-apiserver pkg/apiserver/validation
 */
export function explain(node: SchemaNode, value: unknown, root = '', old?: Correlated): FieldError[] {
  const explainer = new Explainer(root)
  return explainer.ratcheted(node, value, '', old && { at: old, path: '' }).errors.map(found => found.error)
}

/** An error with the text that the validator compares to drop repeated ones. */
interface Found {
  readonly text: string
  readonly error: FieldError
}

/** The correlation in force, and the path where it began. */
interface Ratchet {
  readonly at: Correlated
  readonly path: string
}

class Result {
  readonly errors: Found[] = []
  /** Counts what passed: the alternative of an `anyOf` or `oneOf` with the highest count is the one whose errors are told. */
  matches = 0

  add(text: string, error: FieldError): this {
    if (!this.errors.some(known => known.text === text)) this.errors.push({ text, error })
    return this
  }

  merge(other: Result): void {
    for (const { text, error } of other.errors) this.add(text, error)
    this.matches += other.matches
  }
}

class Explainer {
  /** The field path of the value, where that is not a whole object: the validator itself does not know it. */
  readonly #root: string

  constructor(root: string) {
    this.#root = root
  }

  /** The field of errors that the validator words without one. */
  get #nowhere(): string {
    return this.#root === '' ? NO_PATH : this.#root
  }

  /** Validates a value that has a counterpart; its errors do not count where nothing changed. */
  ratcheted(node: SchemaNode, value: unknown, path: string, ratchet: Ratchet | undefined): Result {
    const result = this.#validate(node, value, path, ratchet)
    if (!ratchet || result.errors.length === 0 || !ratchet.at.equal()) return result
    const clean = new Result()
    clean.matches = result.matches
    return clean
  }

  /** A child without a counterpart is validated plainly, with all that is inside it. */
  #child(step: string | number, node: SchemaNode, value: unknown, path: string, ratchet: Ratchet | undefined): Result {
    const at = typeof step === 'number' ? ratchet?.at.index(step) : ratchet?.at.key(step)
    const typeMeta = ratchet?.path === '' && (step === 'apiVersion' || step === 'kind')
    if (!at || typeMeta) return this.#validate(node, value, path, undefined)
    return this.ratcheted(node, value, path, { at, path })
  }

  #validate(node: SchemaNode, value: unknown, path: string, ratchet: Ratchet | undefined): Result {
    const result = new Result()
    const kind = kindOf(value)
    if (kind === 'null') {
      this.#type(node, value, kind, path, result)
      this.#enum(node, value, path, result)
      return result
    }
    if (node.types.length > 0 || node.format !== '') {
      this.#type(node, value, kind, path, result)
      result.matches++
    }
    this.#junctors(node, value, path, result)
    result.matches++
    if (kind === 'string') {
      this.#string(node, value as string, path, result)
      result.matches++
      const format = node.format === '' ? undefined : stringFormat(node.format, node.dialect.minor)
      if (format) {
        if (!format(value as string)) this.#typeError(path, node.format, value as string, result)
        result.matches++
      }
    } else if (kind === 'int' || kind === 'float') {
      for (const error of numberProblems(node, value as number, path, this.#field(path), this.#nowhere)) result.add(error.detail, error)
      result.matches += 2
    } else if (kind === 'array') {
      this.#list(node, value as readonly unknown[], path, ratchet, result)
      result.matches += 2
    }
    this.#enum(node, value, path, result)
    result.matches++
    if (kind === 'object') {
      this.#object(node, value as Readonly<Record<string, unknown>>, path, ratchet, result)
      result.matches++
    }
    result.matches++
    return result
  }

  #type(node: SchemaNode, value: unknown, kind: Kind, path: string, result: Result): void {
    const problem = typeProblem(node, value, kind)
    if (problem) this.#typeError(path, problem[0], problem[1], result)
    else result.matches++
  }

  #typeError(path: string, expected: string, actual: string, result: Result): void {
    const detail = `${path} in body must be of type ${expected}: ${quote(actual)}`
    result.add(detail, typeInvalid(this.#field(path), actual, detail))
  }

  #enum(node: SchemaNode, value: unknown, path: string, result: Result): void {
    if (node.enum.length === 0 || matchesEnum(node.enum, value)) return
    result.add(`${path} enum`, notSupported(this.#field(path), value, node.enum))
  }

  /** Only the first of these is told. */
  #string(node: SchemaNode, value: string, path: string, result: Result): void {
    const field = this.#field(path)
    if (node.maxLength !== undefined && codePoints(value) > node.maxLength) {
      result.add(`${path} maxLength ${node.maxLength}`, node.dialect.wording.tooLong(field, node.maxLength))
    } else if (node.minLength !== undefined && codePoints(value) < node.minLength) {
      this.#invalid(path, value, `should be at least ${node.minLength} chars long`, result)
    } else if (node.schema.pattern) {
      const pattern = compileRE2(node.schema.pattern)
      if (pattern instanceof Malformed) {
        this.#invalid(path, value, `should match '${node.schema.pattern}, but pattern is invalid: ${pattern.message}'`, result)
      } else if (!pattern.test(value)) this.#invalid(path, value, `should match '${node.schema.pattern}'`, result)
    }
  }

  #list(node: SchemaNode, value: readonly unknown[], path: string, ratchet: Ratchet | undefined, result: Result): void {
    if (node.items) for (let i = 0; i < value.length; i++) result.merge(this.#child(i, node.items, value[i], `${path}[${i}]`, ratchet))
    if (node.minItems !== undefined && value.length < node.minItems) {
      this.#invalid(path, value.length, `should have at least ${node.minItems} items`, result)
    }
    if (node.maxItems !== undefined && value.length > node.maxItems) {
      result.add(`${path} maxItems ${node.maxItems}`, node.dialect.wording.tooMany(this.#field(path), value.length, node.maxItems))
    }
  }

  #object(node: SchemaNode, value: Readonly<Record<string, unknown>>, path: string, ratchet: Ratchet | undefined, result: Result): void {
    const keys = Object.keys(value)
    if (node.minProperties !== undefined && keys.length < node.minProperties) {
      this.#invalid(path, keys.length, `should have at least ${node.minProperties} properties`, result)
    }
    if (node.maxProperties !== undefined && keys.length > node.maxProperties) {
      result.add(
        `${path} maxProperties ${node.maxProperties}`,
        node.dialect.wording.tooMany(this.#field(path), keys.length, node.maxProperties),
      )
    }
    for (const key of keys) {
      const property = node.property(key)
      if (property) result.merge(this.#child(key, property, value[key], path === '' ? key : `${path}.${key}`, ratchet))
      else if (node.closed) {
        const detail = `${path}.${key} in body is a forbidden property`
        result.add(detail, invalid(this.#field(path), key, detail))
      } else if (node.additional) result.merge(this.#child(key, node.additional, value[key], `${path}.${key}`, ratchet))
    }
    for (const key of node.required) {
      if (!Object.hasOwn(value, key)) result.add(`${path}.${key} required`, required(this.#field(`${path}.${key}`)))
    }
  }

  /** Members are validated as part of the node: what did not change in them is not dropped by itself. */
  #junctors(node: SchemaNode, value: unknown, path: string, result: Result): void {
    const alternatives = (nodes: readonly SchemaNode[]): Result[] => nodes.map(member => this.#validate(member, value, path, undefined))
    const tell = (text: string): void => {
      const detail = `${quote(path)} ${text}`
      result.add(detail, invalid(this.#nowhere, '', detail))
    }
    if (node.anyOf.length > 0) {
      const results = alternatives(node.anyOf)
      const first = results.find(valid)
      if (!first) tell('must validate at least one schema (anyOf)')
      result.merge(first ?? best(results))
    }
    if (node.oneOf.length > 0) {
      const results = alternatives(node.oneOf)
      const passed = results.filter(valid)
      if (passed.length === 1) result.merge(passed[0]!)
      else {
        tell(
          `must validate one and only one schema (oneOf). ${passed.length === 0 ? 'Found none valid' : `Found ${passed.length} valid alternatives`}`,
        )
        if (passed.length === 0) result.merge(best(results))
      }
    }
    if (node.allOf.length > 0) {
      const results = alternatives(node.allOf)
      for (const member of results) result.merge(member)
      const passed = results.filter(valid).length
      if (passed < results.length) tell(`must validate all the schemas (allOf)${passed === 0 ? '. None validated' : ''}`)
    }
    if (node.not && valid(this.#validate(node.not, value, path, undefined))) tell('must not validate the schema (not)')
    result.matches++
  }

  #invalid(path: string, value: unknown, text: string, result: Result): void {
    const detail = `${path} in body ${text}`
    result.add(detail, invalid(this.#field(path), value, detail))
  }

  /** The validator's own path as a field: children of the root lose their leading dot. */
  #field(path: string): string {
    const name = path.startsWith('.') ? path.slice(1) : path
    if (this.#root === '') return name === '' ? NO_PATH : name
    return name === '' ? this.#root : `${this.#root}.${name}`
  }
}

function valid(result: Result): boolean {
  return result.errors.length === 0
}

/** The first with the highest count of passed checks. */
function best(results: readonly Result[]): Result {
  return results.reduce((winner, result) => (result.matches > winner.matches ? result : winner))
}
