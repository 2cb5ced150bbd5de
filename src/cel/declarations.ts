import type { FunctionDeclaration, Library, Overload } from './library/function.ts'
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

/** Functions and type names of one Kubernetes minor, shared by all environments of that minor. */
export class LibrarySet {
  readonly functions = new Map<string, FunctionGroup>()
  readonly identifiers = new Map<string, Identifier>()
  readonly macros: string[] = []

  /** Takes what `minor` (of Kubernetes 1.x) has of the libraries. */
  constructor(libraries: readonly Library[], minor: number) {
    for (const type of BUILT_IN) this.addType(type)
    for (const library of libraries) {
      if (!isIn(library, minor)) continue
      this.macros.push(...(library.macros ?? []))
      for (const type of library.types ?? []) this.addType(type)
      for (const [name, constant] of Object.entries(library.constants ?? {})) this.identifiers.set(name, constant)
      for (const declaration of library.functions) this.addFunction(declaration, minor)
    }
  }

  addType(type: CelType): void {
    this.identifiers.set(typeName(type), { type: typeType(type), value: new TypeValue(type) })
  }

  addFunction(declaration: FunctionDeclaration, minor: number): void {
    const overloads = declaration.overloads.filter(overload => isIn(overload, minor))
    if (overloads.length === 0) return
    const known = this.functions.get(declaration.name)?.overloads ?? []
    const ids = new Set(overloads.map(overload => overload.id))
    this.functions.set(declaration.name, {
      name: declaration.name,
      overloads: [...known.filter(overload => !ids.has(overload.id)), ...overloads],
    })
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
    return this.#libraries.identifiers.get(name)
  }

  function(name: string): FunctionGroup | undefined {
    return this.#functions.get(name) ?? this.#libraries.functions.get(name)
  }

  *variableNames(): Iterable<string> {
    yield* this.#variables.keys()
    yield* this.#libraries.identifiers.keys()
  }

  *functionNames(): Iterable<string> {
    yield* this.#functions.keys()
    yield* this.#libraries.functions.keys()
  }
}
