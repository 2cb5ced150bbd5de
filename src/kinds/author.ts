/**
 * The words in which schemas are written: TypeBox schemas that also carry their history and their CEL rules.
 * Imported by schema files only, and those only by `npm run gen` and for their types: nothing at run time loads TypeBox.
 */
import Type, {
  type Static,
  type TArray,
  type TEnum,
  type TInteger,
  type TObject,
  type TOptional,
  type TProperties,
  type TSchema,
  type TString,
} from 'typebox'
import type { StructuralSchema } from '../schema/structural.ts'
import { since, upTo, type When, type Whens } from './presence.ts'

/** A CEL rule of ours: the condition, and what to do when it does not hold. */
export interface AuthoredRule {
  readonly rule: string
  readonly message: string
  readonly when?: When
}

/** Keywords that stood differently in earlier bundles; `null` where there was none. */
export type Was = readonly (readonly [When, Readonly<Record<string, unknown>>])[]

type Common = {
  readonly default?: unknown
  readonly rules?: readonly AuthoredRule[]
  readonly was?: Was
}

/** What a property adds to its schema. */
export interface Entry {
  /** Where the property exists; everywhere when left out. */
  readonly when?: When
  /** Where the property is required, when that is not the same everywhere. */
  readonly required?: Whens
}

/** Keys under which a schema carries what is ours. */
export const RULES = 'x-rules'
export const WAS = 'x-was'
export const DATED = 'x-dated'
export const ENTRY = 'x-entry'
const LIST_TYPE = 'x-kubernetes-list-type'
const LIST_MAP_KEYS = 'x-kubernetes-list-map-keys'

/** A CEL rule with the condition `cel`; `message` says what to do. */
export const rule = (cel: string, message: string, when?: When): AuthoredRule => ({ rule: cel, message, ...(when && { when }) })

/**
 * CEL for "where `condition` holds, `then` must hold". Not `!condition || then`: there an error in the condition, such as a missing field, would be
 * lost whenever `then` holds, and an update that the API server refuses would pass.
 */
export const implies = (condition: string, then: string): string => `(${condition}) ? (${then}) : true`

function keywords<O extends Common>(options: O): Record<string, unknown> {
  const { rules, was, ...rest } = options
  return { ...rest, ...(rules && { [RULES]: rules }), ...(was && { [WAS]: was }) }
}

function entry<S extends TSchema>(schema: S, description: string, options: Entry = {}): S {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(schema)) as Record<string, unknown>
  copy[ENTRY] = { description, ...options }
  return copy as unknown as S
}

/** A property that objects of the newest version must have. */
export const required = <S extends TSchema>(schema: S, description: string, options?: Entry): S => entry(schema, description, options)

/** A property that may be left out. */
export const optional = <S extends TSchema>(schema: S, description: string, options?: Entry): TOptional<S> =>
  entry(Type.Optional(schema) as TOptional<S>, description, options)

/** An object with these properties. */
export const object = <P extends TProperties>(
  properties: P,
  options: Common & { oneOf?: readonly StructuralSchema[]; minProperties?: number; atomic?: boolean } = {},
): TObject<P> => {
  const { atomic, ...rest } = options
  return Type.Object(properties, keywords({ ...rest, ...(atomic && { 'x-kubernetes-map-type': 'atomic' }) }))
}

/** A string with its limits. */
export const string = (options: Common & { minLength?: number; maxLength?: number; pattern?: string; format?: string } = {}): TString =>
  Type.String(keywords(options))

/** An integer; `format` is `int32` or `int64` where the API says so. */
export const integer = (options: Common & { minimum?: number; maximum?: number; format?: 'int32' | 'int64' } = {}): TInteger =>
  Type.Integer(keywords(options))

export const boolean = (options: Common = {}) => Type.Boolean(keywords(options))

/** One of these values, in the API's order. `dated` names those that are not found everywhere. */
export const choice = <const V extends readonly (string | number)[]>(
  values: readonly [...V],
  options: Common & { dated?: Readonly<Record<string, When>> } = {},
): TEnum<[...V]> => {
  const { dated, ...rest } = options
  return Type.Enum(
    [...values],
    keywords({ type: typeof values[0] === 'number' ? 'integer' : 'string', ...rest, ...(dated && { [DATED]: dated }) }),
  ) as TEnum<[...V]>
}

type ListOptions = Common & { minItems?: number; maxItems?: number }

/** An ordered list, replaced as a whole on apply. Marked as such since `since`, which is 1.4 for all lists but a few. */
export const list = <S extends TSchema>(
  items: S,
  { was = [], marked = '1.4', ...options }: ListOptions & { marked?: '1.0' | '1.1' | '1.4' } = {},
): TArray<S> => {
  const before = { '1.0': undefined, '1.1': '1.0', '1.4': '1.3' } as const
  const last = before[marked]
  const history: Was = last === undefined ? was : [...was, [upTo(last), { [LIST_TYPE]: null }]]
  return Type.Array(items, keywords({ ...options, [LIST_TYPE]: 'atomic', ...(history.length > 0 && { was: history }) }))
}

/** A list in which no value may stand twice. */
export const set = <S extends TSchema>(items: S, options: ListOptions = {}): TArray<S> =>
  Type.Array(items, keywords({ ...options, [LIST_TYPE]: 'set' }))

/** A list in which no two items may have the same `keys`. */
export const listBy = <S extends TSchema>(keys: readonly string[], items: S, options: ListOptions = {}): TArray<S> =>
  Type.Array(items, keywords({ ...options, [LIST_TYPE]: 'map', [LIST_MAP_KEYS]: keys }))

/** Free keys, each with a value of one schema. */
export const mapOf = <S extends TSchema>(values: S, options: Common & { minProperties?: number; maxProperties?: number } = {}) =>
  Type.Unsafe<Record<string, Static<S>>>({ type: 'object', additionalProperties: values, ...keywords(options) })

export { type Static, since, type TSchema, Type, upTo, type When }
