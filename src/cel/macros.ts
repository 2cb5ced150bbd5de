import { ACCUMULATOR, type Expr, type MapEntry } from './ast.ts'
import { BoolType, type CelType, IntType } from './types.ts'
import type { Value } from './value.ts'

/** What the parser lends to a macro. */
export interface MacroHelper {
  /** A fresh id at the position of the macro call. */
  nextId(): number
  /** A fresh id at the position of another node. */
  copyId(id: number): number
}

/** Wrong arguments; `id` is the argument that is wrong. */
export class MacroError {
  readonly id: number
  readonly message: string

  constructor(id: number, message: string) {
    this.id = id
    this.message = message
  }
}

type Macro = (helper: MacroHelper, target: Expr | undefined, args: readonly Expr[]) => Expr | MacroError | undefined

/** The macros of an environment, by name, number of arguments and style. */
export class MacroTable {
  readonly #macros = new Map<string, Macro>()

  /** `names` as libraries list them: `all`, `transformMap`, `optMap`. */
  constructor(names: Iterable<string>) {
    for (const name of names) for (const [key, macro] of Object.entries(MACROS[name] ?? {})) this.#macros.set(key, macro)
  }

  find(name: string, args: number, receiver: boolean): Macro | undefined {
    return this.#macros.get(`${receiver ? '~' : ''}${name}:${args}`)
  }
}

const ident = (h: MacroHelper, name: string): Expr => ({ kind: 'ident', id: h.nextId(), name })
const accumulator = (h: MacroHelper): Expr => ident(h, ACCUMULATOR)
const literal = (h: MacroHelper, type: CelType, value: Value): Expr => ({ kind: 'literal', id: h.nextId(), type, value })
const list = (h: MacroHelper, ...elements: Expr[]): Expr => ({ kind: 'list', id: h.nextId(), elements, optionals: new Set() })
const emptyMap = (h: MacroHelper): Expr => ({ kind: 'map', id: h.nextId(), entries: [] })
const call = (h: MacroHelper, name: string, ...args: Expr[]): Expr => ({ kind: 'call', id: h.nextId(), name, target: undefined, args })
const method = (h: MacroHelper, name: string, target: Expr, ...args: Expr[]): Expr => ({ kind: 'call', id: h.nextId(), name, target, args })

interface Loop {
  readonly macro: string
  readonly range: Expr
  readonly variable: string
  readonly variable2?: string
  readonly accumulator?: string
  readonly init: Expr
  readonly condition: Expr
  readonly step: Expr
  readonly result: Expr
}

const comprehension = (h: MacroHelper, loop: Loop): Expr => ({
  kind: 'comprehension',
  id: h.nextId(),
  variable2: undefined,
  accumulator: ACCUMULATOR,
  ...loop,
})

/** The name of an iteration variable, or what is wrong with it. */
function variable(arg: Expr, problem: string): string | MacroError {
  if (arg.kind !== 'ident') return new MacroError(arg.id, problem)
  if (arg.name === ACCUMULATOR || arg.name === '__result__')
    return new MacroError(arg.id, 'iteration variable overwrites accumulator variable')
  return arg.name
}

type Variables = { variable: string; variable2?: string }

function variables(args: readonly Expr[], count: 1 | 2, problem: string): Variables | MacroError {
  if (count === 1) {
    const name = variable(args[0]!, problem)
    return name instanceof MacroError ? name : { variable: name }
  }
  const names: string[] = []
  for (const arg of args.slice(0, 2)) {
    if (arg.kind !== 'ident') return new MacroError(arg.id, problem)
    names.push(arg.name)
  }
  if (names[0] === names[1]) return new MacroError(args[1]!.id, `duplicate variable name: ${names[0]}`)
  for (const arg of args.slice(0, 2)) {
    const name = variable(arg, problem)
    if (name instanceof MacroError) return name
  }
  return { variable: names[0]!, variable2: names[1]! }
}

function all(count: 1 | 2): Macro {
  return (h, target, args) => {
    const names = variables(args, count, SIMPLE_NAME[count])
    if (names instanceof MacroError) return names
    const init = literal(h, BoolType, true)
    const condition = call(h, '@not_strictly_false', accumulator(h))
    const step = call(h, '_&&_', accumulator(h), args[count]!)
    return comprehension(h, { macro: 'all', range: target!, ...names, init, condition, step, result: accumulator(h) })
  }
}

function exists(count: 1 | 2): Macro {
  return (h, target, args) => {
    const names = variables(args, count, SIMPLE_NAME[count])
    if (names instanceof MacroError) return names
    const init = literal(h, BoolType, false)
    const condition = call(h, '@not_strictly_false', call(h, '!_', accumulator(h)))
    const step = call(h, '_||_', accumulator(h), args[count]!)
    return comprehension(h, { macro: 'exists', range: target!, ...names, init, condition, step, result: accumulator(h) })
  }
}

function existsOne(count: 1 | 2): Macro {
  return (h, target, args) => {
    const names = variables(args, count, SIMPLE_NAME[count])
    if (names instanceof MacroError) return names
    const init = literal(h, IntType, 0)
    const condition = literal(h, BoolType, true)
    const step = call(h, '_?_:_', args[count]!, call(h, '_+_', accumulator(h), literal(h, IntType, 1)), accumulator(h))
    const result = call(h, '_==_', accumulator(h), literal(h, IntType, 1))
    return comprehension(h, { macro: 'existsOne', range: target!, ...names, init, condition, step, result })
  }
}

/** `map`, `filter`, `transformList`: appends to a list, under a condition when `filter` is given. */
function collect(h: MacroHelper, macro: string, range: Expr, names: Variables, filter: Expr | undefined, transform: Expr): Expr {
  const init = list(h)
  const condition = literal(h, BoolType, true)
  let step = call(h, '_+_', accumulator(h), list(h, transform))
  if (filter) step = call(h, '_?_:_', filter, step, accumulator(h))
  return comprehension(h, { macro, range, ...names, init, condition, step, result: accumulator(h) })
}

const map: Macro = (h, target, args) => {
  const names = variables(args, 1, 'argument is not an identifier')
  if (names instanceof MacroError) return names
  return collect(h, 'map', target!, names, args.length === 3 ? args[1] : undefined, args.at(-1)!)
}

const filter: Macro = (h, target, args) => {
  const names = variables(args, 1, 'argument is not an identifier')
  return names instanceof MacroError ? names : collect(h, 'filter', target!, names, args[1]!, args[0]!)
}

const transformList: Macro = (h, target, args) => {
  const names = variables(args, 2, SIMPLE_NAME[2])
  if (names instanceof MacroError) return names
  return collect(h, 'map', target!, names, args.length === 4 ? args[2] : undefined, args.at(-1)!)
}

function transformMap(entry: boolean): Macro {
  return (h, target, args) => {
    const names = variables(args, 2, SIMPLE_NAME[2])
    if (names instanceof MacroError) return names
    const transform = args.at(-1)!
    let step = entry
      ? call(h, 'cel.@mapInsert', accumulator(h), transform)
      : call(h, 'cel.@mapInsert', accumulator(h), ident(h, names.variable), transform)
    if (args.length === 4) step = call(h, '_?_:_', args[2]!, step, accumulator(h))
    const init = emptyMap(h)
    return comprehension(h, {
      macro: 'transformMap',
      range: target!,
      ...names,
      init,
      condition: literal(h, BoolType, true),
      step,
      result: accumulator(h),
    })
  }
}

/** A local variable: a comprehension over nothing whose accumulator is the variable. */
function bind(h: MacroHelper, name: string, value: Expr, body: Expr): Expr {
  const step: Expr = ident(h, name)
  return comprehension(h, {
    macro: 'bind',
    range: list(h),
    variable: '#unused',
    accumulator: name,
    init: value,
    condition: literal(h, BoolType, false),
    step,
    result: body,
  })
}

function optMap(flat: boolean): Macro {
  return (h, target, args) => {
    const name = args[0]!
    if (name.kind !== 'ident')
      return new MacroError(name.id, `${flat ? 'optFlatMap' : 'optMap'}() variable name must be a simple identifier`)
    const body = bind(h, name.name, method(h, 'value', copy(h, target!)), args[1]!)
    return call(h, '_?_:_', method(h, 'hasValue', target!), flat ? body : call(h, 'optional.of', body), call(h, 'optional.none'))
  }
}

const sortBy: Macro = (h, target, args) => {
  const input = '@__sortBy_input__'
  if (target!.kind === 'literal' || target!.kind === 'map' || target!.kind === 'struct')
    return new MacroError(target!.id, 'sortBy can only be applied to a list, identifier, comprehension, call or select expression')
  const keys = map(h, ident(h, input), args)
  if (keys === undefined || keys instanceof MacroError) return keys
  return bind(h, input, target!, method(h, '@sortByAssociatedKeys', ident(h, input), keys))
}

const has: Macro = (h, _target, args) => {
  const arg = args[0]!
  if (arg.kind !== 'select') return new MacroError(arg.id, 'invalid argument to has() macro')
  return { kind: 'select', id: h.nextId(), operand: arg.operand, field: arg.field, testOnly: true }
}

/** A copy with ids of its own, for an expression that stands twice in an expansion. */
function copy(h: MacroHelper, expr: Expr): Expr {
  const id = h.copyId(expr.id)
  const again = (e: Expr) => copy(h, e)
  switch (expr.kind) {
    case 'select':
      return { ...expr, id, operand: again(expr.operand) }
    case 'call':
      return { ...expr, id, target: expr.target && again(expr.target), args: expr.args.map(again) }
    case 'list':
      return { ...expr, id, elements: expr.elements.map(again) }
    case 'map':
      return {
        ...expr,
        id,
        entries: expr.entries.map((e): MapEntry => ({ ...e, id: h.nextId(), key: again(e.key), value: again(e.value) })),
      }
    case 'struct':
      return { ...expr, id, fields: expr.fields.map(f => ({ ...f, id: h.nextId(), value: again(f.value) })) }
    case 'comprehension':
      return {
        ...expr,
        id,
        range: again(expr.range),
        init: again(expr.init),
        condition: again(expr.condition),
        step: again(expr.step),
        result: again(expr.result),
      }
    default:
      return { ...expr, id }
  }
}

const SIMPLE_NAME = { 1: 'argument must be a simple name', 2: 'argument must be a simple name' } as const

/** Expansions by macro name; keys are `name:arguments`, with `~` before those called on a receiver. */
const MACROS: Readonly<Record<string, Readonly<Record<string, Macro>>>> = {
  has: { 'has:1': has },
  all: { '~all:2': all(1) },
  exists: { '~exists:2': exists(1) },
  exists_one: { '~exists_one:2': existsOne(1) },
  map: { '~map:2': map, '~map:3': map },
  filter: { '~filter:2': filter },
  optMap: { '~optMap:2': optMap(false) },
  optFlatMap: { '~optFlatMap:2': optMap(true) },
  sortBy: { '~sortBy:2': sortBy },
  'all/2': { '~all:3': all(2) },
  'exists/2': { '~exists:3': exists(2) },
  'existsOne/2': { '~existsOne:3': existsOne(2) },
  'exists_one/2': { '~exists_one:3': existsOne(2) },
  transformList: { '~transformList:3': transformList, '~transformList:4': transformList },
  transformMap: { '~transformMap:3': transformMap(false), '~transformMap:4': transformMap(false) },
  transformMapEntry: { '~transformMapEntry:3': transformMap(true), '~transformMapEntry:4': transformMap(true) },
}

/** Always there. */
export const STANDARD_MACROS: readonly string[] = ['has', 'all', 'exists', 'exists_one', 'map', 'filter']
