import { type Checked, check } from './checker.ts'
import { Declarations, type FunctionGroup, type LibrarySet } from './declarations.ts'
import { FIRST_MINOR, LAST_MINOR, librarySetOf } from './libraries.ts'
import type { FunctionDeclaration } from './library/function.ts'
import { answersAlike, NO_LOOKUPS } from './lookups.ts'
import { MacroTable } from './macros.ts'
import { callOverload } from './operations.ts'
import { type Parsed, parse } from './parser.ts'
import { PlanError, type Planned, plan } from './plan.ts'
import { type Engine, Program } from './program.ts'
import type { Shape } from './shape.ts'
import { formatIssues, type Issue } from './source.ts'
import { type CelType, formatType, type ObjectType } from './types.ts'
import { validate } from './validators.ts'

export interface EnvironmentOptions {
  /** The Kubernetes version whose libraries and checks apply: `'1.36'`, `'v1.31.4'`. Versions outside 1.29 to 1.36 count as the nearest of these. */
  readonly kubernetes: string
  /** Variables by name. A `Shape` says how a JSON value is read as CEL; a `CelType` stands for values that are CEL values already. */
  readonly variables?: Readonly<Record<string, CelType | Shape>>
  /** More functions, or more overloads of known ones. */
  readonly functions?: readonly FunctionDeclaration[]
  /** The object types that expressions may construct or name. Types of variables need not be known here. */
  readonly objectType?: (name: string) => ObjectType | undefined
  readonly engine?: Engine
}

export type Compilation =
  | { readonly program: Program; readonly failure?: undefined }
  | { readonly program?: undefined; readonly failure: Failure }

/** Why an expression did not compile. */
export interface Failure {
  /** `check`: syntax or types, see `issues`. `program`: a constant that cannot be converted. `type`: the result is not of the expected type. */
  readonly phase: 'check' | 'program' | 'type'
  /** As the API server prints it: for `check` one line per issue with the source and a caret. */
  readonly message: string
  readonly issues: readonly Issue[]
}

/** Compiles expressions against one set of variables and one Kubernetes version. Immutable, and cheap to make: libraries are shared. */
export class Environment {
  readonly minor: number
  readonly #declarations: Declarations
  readonly #macros: MacroTable
  readonly #shapes = new Map<string, Shape>()
  readonly #engine: Engine
  readonly #variables: ReadonlyMap<string, CelType>
  /** Under what its compiled expressions are kept: libraries and names of variables. None for an environment with functions or types of its own. */
  readonly #kept: Map<string, Compiled[]> | undefined

  constructor(options: EnvironmentOptions) {
    this.minor = minorOf(options.kubernetes)
    const libraries = librarySetOf(this.minor)
    const variables = new Map<string, CelType>()
    const { functions, objectType } = options
    for (const [name, declared] of Object.entries(options.variables ?? {})) {
      if (isShape(declared)) this.#shapes.set(name, declared)
      variables.set(name, isShape(declared) ? declared.type : declared)
    }
    this.#declarations = new Declarations(libraries, variables, merged(libraries, functions ?? []), objectType ?? (() => undefined))
    this.#variables = variables
    if (!functions && !objectType) this.#kept = keptFor(libraries, [...variables.keys()])
    this.#macros = macrosOf(libraries)
    this.#engine = options.engine ?? 'auto'
  }

  /** Parses and checks; `types` and `references` of the result belong to the nodes of its tree. */
  check(text: string): Checked {
    const parsed = parseOnce(text, this.#macros)
    if (parsed.issues.length > 0) return { ...parsed, types: [], references: [], lookups: NO_LOOKUPS }
    const checked = check(parsed, this.#declarations)
    return checked.issues.length > 0 ? checked : { ...checked, issues: validate(checked) }
  }

  /**
   * Compiles an expression. With `expect`, its static type must be that type (`dyn` is not enough).
   * Never throws: whatever is wrong with the text comes back as a failure.
   */
  compile(text: string, options: { readonly expect?: CelType } = {}): Compilation {
    const compiled = this.#known(text) ?? this.#compile(text)
    if ('failure' in compiled) return compiled
    const { checked, planned } = compiled
    const type = checked.types[checked.expr.id]!
    const { expect } = options
    if (expect && formatType(expect) !== formatType(type)) return fail('type', `must evaluate to ${formatType(expect)}`, [])
    if (planned instanceof PlanError) return fail('program', planned.message, [])
    return { program: new Program(checked, planned, this.#shapes, this.#engine) }
  }

  #known(text: string): Compiled | undefined {
    return this.#kept?.get(text)?.find(compiled => answersAlike(compiled.checked.lookups, this.#variables))
  }

  #compile(text: string): Compiled | { readonly failure: Failure } {
    const checked = this.check(text)
    if (checked.issues.length > 0) return fail('check', formatIssues(text, checked.issues), checked.issues)
    const compiled = { checked, planned: plan(checked, name => this.#declarations.function(name)?.overloads ?? [], callOverload) }
    if (this.#kept && text.length <= LONGEST_KEPT) keep(this.#kept, text, compiled)
    return compiled
  }
}

function fail(phase: Failure['phase'], message: string, issues: readonly Issue[]): { readonly failure: Failure } {
  return { failure: { phase, message, issues } }
}

/** Makes an environment. See `EnvironmentOptions`. */
export function createEnvironment(options: EnvironmentOptions): Environment {
  return new Environment(options)
}

function isShape(declared: CelType | Shape): declared is Shape {
  return 'type' in declared && typeof declared.type === 'object'
}

/** `1.31`, `v1.31.4` -> 31. */
export function minorOf(version: string): number {
  const match = /^v?1\.(\d+)/.exec(version)
  if (!match) throw new TypeError(`"${version}" is not a Kubernetes version; write it like 1.36`)
  return Math.min(Math.max(Number(match[1]), FIRST_MINOR), LAST_MINOR)
}

const tables = new WeakMap<LibrarySet, MacroTable>()

function macrosOf(libraries: LibrarySet): MacroTable {
  const known = tables.get(libraries) ?? new MacroTable(libraries.macros)
  tables.set(libraries, known)
  return known
}

const trees = new WeakMap<MacroTable, Map<string, Parsed>>()

/** Trees that are kept: a rule often stands in many schemas, and in every version of a definition. */
const KEPT_TREES = 500
const LONGEST_KEPT = 2000

function parseOnce(text: string, macros: MacroTable): Parsed {
  const kept = trees.get(macros) ?? new Map<string, Parsed>()
  trees.set(macros, kept)
  const known = kept.get(text)
  if (known) return known
  const parsed = parse(text, macros)
  if (text.length > LONGEST_KEPT) return parsed
  if (kept.size >= KEPT_TREES) kept.delete(kept.keys().next().value!)
  kept.set(text, parsed)
  return parsed
}

/** A checked expression and its plan, which hold for every environment whose types answer alike. */
interface Compiled {
  readonly checked: Checked
  readonly planned: Planned | PlanError
}

const compiledBy = new WeakMap<LibrarySet, Map<string, Map<string, Compiled[]>>>()
/** Sets of variable names for which compiled expressions are kept, and expressions of one text with types that differ. */
const KEPT_SETS = 20
const KEPT_VARIANTS = 4

function keptFor(libraries: LibrarySet, names: readonly string[]): Map<string, Compiled[]> {
  const sets = compiledBy.get(libraries) ?? new Map<string, Map<string, Compiled[]>>()
  compiledBy.set(libraries, sets)
  const key = names.join(' ')
  const known = sets.get(key)
  if (known) return known
  const made = new Map<string, Compiled[]>()
  if (sets.size >= KEPT_SETS) sets.delete(sets.keys().next().value!)
  sets.set(key, made)
  return made
}

function keep(kept: Map<string, Compiled[]>, text: string, compiled: Compiled): void {
  const variants = kept.get(text)
  if (variants) {
    if (variants.length >= KEPT_VARIANTS) variants.shift()
    variants.push(compiled)
    return
  }
  if (kept.size >= KEPT_TREES) kept.delete(kept.keys().next().value!)
  kept.set(text, [compiled])
}

/** Function groups of an environment's own functions, joined with those of the libraries. */
function merged(libraries: LibrarySet, functions: readonly FunctionDeclaration[]): ReadonlyMap<string, FunctionGroup> {
  const groups = new Map<string, FunctionGroup>()
  for (const { name, overloads } of functions) {
    const known = groups.get(name) ?? libraries.function(name)
    groups.set(name, { name, overloads: [...(known?.overloads ?? []), ...overloads] })
  }
  return groups
}
