import type { Library, Overload } from './library/function.ts'
import * as types from './types.ts'
import { type CelType, type ObjectType, typeName, typeType } from './types.ts'
import { TypeValue, type Value } from './value.ts'

/** All overloads of one function name, over all libraries. */
export interface FunctionGroup {
  readonly name: string
  readonly overloads: readonly Overload[]
}

/** What an identifier stands for: a variable, or with `value` a constant. */
export type Identifier = { readonly type: CelType } | { readonly type: CelType; readonly value: Value }

/** Functions and type names of one Kubernetes minor, shared by all environments of that minor. Each is looked up when an expression first names it. */
export class LibrarySet {
  readonly macros: readonly string[]
  readonly #minor: number
  readonly #libraries: readonly Library[]
  /** Those that expressions have named so far. */
  readonly #functions = new Map<string, FunctionGroup>()
  readonly #identifiers = new Map<string, Identifier>()

  /** Takes what `minor` (of Kubernetes 1.x) has of the libraries. */
  constructor(libraries: readonly Library[], minor: number) {
    this.#minor = minor
    this.#libraries = libraries.filter(library => isIn(library, minor))
    this.macros = this.#libraries.flatMap(library => library.macros ?? [])
  }

  function(name: string): FunctionGroup | undefined {
    const group = this.#functions.get(name) ?? this.#group(name)
    if (group) this.#functions.set(name, group)
    return group
  }

  /** Of overloads with one id, that of the last library counts. */
  #group(name: string): FunctionGroup | undefined {
    let overloads: readonly Overload[] = []
    for (const { functions } of this.#libraries) {
      for (const declaration of functions) {
        if (declaration.name !== name) continue
        const more = declaration.overloads.filter(overload => isIn(overload, this.#minor))
        const ids = new Set(more.map(overload => overload.id))
        overloads = [...overloads.filter(overload => !ids.has(overload.id)), ...more]
      }
    }
    return overloads.length > 0 ? { name, overloads } : undefined
  }

  *functionNames(): Iterable<string> {
    const names = new Set(this.#libraries.flatMap(library => library.functions.map(declaration => declaration.name)))
    for (const name of names) if (this.function(name)) yield name
  }

  identifier(name: string): Identifier | undefined {
    const found = this.#identifiers.get(name) ?? this.#typeOrConstant(name)
    if (found) this.#identifiers.set(name, found)
    return found
  }

  #typeOrConstant(name: string): Identifier | undefined {
    for (const { constants } of this.#libraries) if (constants && Object.hasOwn(constants, name)) return constants[name]
    for (const type of this.#types()) if (typeName(type) === name) return { type: typeType(type), value: new TypeValue(type) }
    return undefined
  }

  *identifierNames(): Iterable<string> {
    for (const type of this.#types()) yield typeName(type)
    for (const { constants = {} } of this.#libraries) yield* Object.keys(constants)
  }

  *#types(): Iterable<CelType> {
    yield* BUILT_IN
    for (const { types = [] } of this.#libraries) yield* types
  }
}

const isIn = (item: { since?: number; until?: number }, minor: number): boolean =>
  (item.since === undefined || minor >= item.since) && (item.until === undefined || minor < item.until)

const BUILT_IN: readonly CelType[] = [
  types.BoolType,
  types.BytesType,
  types.DoubleType,
  types.DurationType,
  types.IntType,
  types.list(types.DynType),
  types.map(types.DynType, types.DynType),
  types.NullType,
  types.StringType,
  types.TimestampType,
  types.typeType(),
  types.UintType,
]

/** The names that an expression may use: libraries, plus the variables and types of one environment. */
export class Declarations {
  readonly #libraries: LibrarySet
  readonly #variables: ReadonlyMap<string, CelType>
  readonly #functions: ReadonlyMap<string, FunctionGroup>
  readonly #type: (name: string) => ObjectType | undefined

  constructor(
    libraries: LibrarySet,
    variables: ReadonlyMap<string, CelType>,
    functions: ReadonlyMap<string, FunctionGroup>,
    type: (name: string) => ObjectType | undefined,
  ) {
    this.#libraries = libraries
    this.#variables = variables
    this.#functions = functions
    this.#type = type
  }

  identifier(name: string): Identifier | undefined {
    const variable = this.#variables.get(name)
    if (variable) return { type: variable }
    const type = this.#type(name)
    if (type) return { type: typeType(type), value: new TypeValue(type) }
    return this.#libraries.identifier(name)
  }

  function(name: string): FunctionGroup | undefined {
    return this.#functions.get(name) ?? this.#libraries.function(name)
  }

  *variableNames(): Iterable<string> {
    yield* this.#variables.keys()
    yield* this.#libraries.identifierNames()
  }

  *functionNames(): Iterable<string> {
    yield* this.#functions.keys()
    yield* this.#libraries.functionNames()
  }
}
