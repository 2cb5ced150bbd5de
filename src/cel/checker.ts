import { Assignments, formatArguments, isDynOrError, isGeneric, mostGeneral } from './assign.ts'
import {
  type Call,
  type Comprehension,
  type Expr,
  type ListExpr,
  type MapExpr,
  qualifiedName,
  type Select,
  type StructExpr,
} from './ast.ts'
import type { Declarations, FunctionGroup } from './declarations.ts'
import type { Overload } from './library/function.ts'
import { fieldType, type Lookups } from './lookups.ts'
import type { Parsed } from './parser.ts'
import { isKeyword } from './shape.ts'
import { type Issue, Source } from './source.ts'
import { suggestion } from './suggest.ts'
import { BoolType, type CelType, DynType, ErrorType, formatType, IntType, list, map, type ObjectType, optional, sameType } from './types.ts'
import type { Value } from './value.ts'

/** What a name or call was resolved to. */
export type Reference =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'constant'; readonly value: Value }
  /** `namespaced`: the receiver was only the first part of the function's name. */
  | { readonly kind: 'function'; readonly name: string; readonly namespaced: boolean; readonly overloads: readonly Overload[] }

/** A checked expression. `types` and `references` are indexed by node id. */
export interface Checked extends Parsed {
  readonly types: readonly CelType[]
  readonly references: readonly (Reference | undefined)[]
  readonly lookups: Lookups
}

/** Resolves names, functions and types, in the shape of cel-go's checker: same overloads, same type variables, same texts. */
export function check(parsed: Parsed, declarations: Declarations): Checked {
  return new Checker(parsed, declarations).check()
}

interface Scope {
  readonly names: Map<string, CelType>
  readonly parent: Scope | undefined
}

class Checker {
  readonly #parsed: Parsed
  readonly #declarations: Declarations
  readonly #types: CelType[] = []
  readonly #references: (Reference | undefined)[] = []
  readonly #issues: Issue[] = []
  readonly #variables: [name: string, type: CelType][] = []
  readonly #fields: [object: ObjectType, name: string, type: CelType | undefined][] = []
  readonly #assignments = new Assignments()
  readonly #source: Source
  #scope: Scope | undefined

  constructor(parsed: Parsed, declarations: Declarations) {
    this.#parsed = parsed
    this.#declarations = declarations
    this.#source = new Source(parsed.text)
  }

  check(): Checked {
    this.#check(this.#parsed.expr)
    const types = this.#types.map(type => this.#assignments.substitute(type, true))
    const lookups = { variables: this.#variables, fields: this.#fields }
    return { ...this.#parsed, types, references: this.#references, issues: [...this.#parsed.issues, ...this.#issues], lookups }
  }

  #report(id: number, message: string, hint?: string): void {
    const where = this.#source.location(this.#parsed.positions[id] ?? 0)
    this.#issues.push(hint === undefined ? { message, ...where } : { message, ...where, hint })
  }

  #set(expr: Expr, type: CelType): CelType {
    this.#types[expr.id] = type
    return type
  }

  #check(expr: Expr): CelType {
    switch (expr.kind) {
      case 'literal':
        return this.#set(expr, expr.type)
      case 'ident':
        return this.#checkIdent(expr.id, expr.name, expr) ?? this.#undeclared(expr, expr.name)
      case 'select':
        return this.#checkSelect(expr)
      case 'call':
        return this.#checkCall(expr)
      case 'list':
        return this.#checkList(expr)
      case 'map':
        return this.#checkMap(expr)
      case 'struct':
        return this.#checkStruct(expr)
      case 'comprehension':
        return this.#checkComprehension(expr)
      default:
        return this.#set(expr, ErrorType)
    }
  }

  #undeclared(expr: Expr, name: string, what: 'name' | 'function' = 'name'): CelType {
    const known = what === 'name' ? [...this.#localNames(), ...this.#declarations.variableNames()] : this.#declarations.functionNames()
    this.#report(expr.id, `undeclared reference to '${name}' (in container '')`, suggestion(name, known))
    return this.#set(expr, ErrorType)
  }

  *#localNames(): Iterable<string> {
    for (let scope = this.#scope; scope; scope = scope.parent) yield* scope.names.keys()
  }

  #local(name: string): CelType | undefined {
    for (let scope = this.#scope; scope; scope = scope.parent) {
      const type = scope.names.get(name)
      if (type) return type
    }
    return undefined
  }

  /** The type of a variable, constant or type name, recorded for the expression; `undefined` when there is none. */
  #checkIdent(id: number, written: string, expr: Expr): CelType | undefined {
    const name = written.startsWith('.') ? written.slice(1) : written
    const local = this.#local(name)
    if (local) {
      this.#references[id] = { kind: 'variable', name }
      return this.#set(expr, local)
    }
    const found = this.#declarations.identifier(name)
    if (!found) return undefined
    if ('value' in found) this.#references[id] = { kind: 'constant', value: found.value }
    else {
      this.#references[id] = { kind: 'variable', name }
      this.#variables.push([name, found.type])
    }
    return this.#set(expr, found.type)
  }

  #checkSelect(expr: Select): CelType {
    const name = qualifiedName(expr)
    if (name !== undefined) {
      const type = this.#checkIdent(expr.id, name, expr)
      if (type) return type
    }
    const type = this.#checkField(expr, expr.operand, expr.field, false)
    return this.#set(expr, expr.testOnly ? BoolType : this.#assignments.substitute(type, false))
  }

  /** The type of `operand.field`; optional when the operand is, or when asked for with `.?`. */
  #checkField(expr: Expr, operand: Expr, field: string, asOptional: boolean): CelType {
    const operandType = this.#assignments.substitute(this.#check(operand), false)
    const target = operandType.kind === 'optional' ? operandType.value : operandType
    const result = this.#fieldOf(expr, target, field)
    return asOptional || operandType.kind === 'optional' ? optional(result) : result
  }

  #fieldOf(expr: Expr, target: CelType, field: string): CelType {
    switch (target.kind) {
      case 'map':
        return target.value
      case 'object': {
        const type = fieldType(target, field)
        this.#fields.push([target, field, type])
        if (type) return type
        this.#report(expr.id, `undefined field '${field}'`, suggestion(field, target.fieldNames().map(asWritten)))
        return ErrorType
      }
      case 'parameter':
        this.#assignments.assignable(DynType, target)
        return DynType
      default:
        if (!isDynOrError(target)) this.#report(expr.id, `type '${formatType(target)}' does not support field selection`)
        return DynType
    }
  }

  #checkCall(expr: Call): CelType {
    if (expr.name === '_?._') return this.#checkOptionalSelect(expr)
    for (const arg of expr.args) this.#check(arg)
    const name = expr.name.startsWith('.') ? expr.name.slice(1) : expr.name
    if (!expr.target) {
      const group = this.#declarations.function(name)
      return group ? this.#resolve(expr, group, undefined, false) : this.#undeclared(expr, expr.name, 'function')
    }
    const prefix = qualifiedName(expr.target)
    if (prefix !== undefined) {
      const full = `${prefix.startsWith('.') ? prefix.slice(1) : prefix}.${expr.name}`
      const group = this.#declarations.function(full)
      if (group) return this.#resolve(expr, group, undefined, true)
    }
    this.#check(expr.target)
    const group = this.#declarations.function(expr.name)
    return group ? this.#resolve(expr, group, expr.target, false) : this.#undeclared(expr, expr.name, 'function')
  }

  #checkOptionalSelect(expr: Call): CelType {
    const [operand, field] = expr.args
    const name = field?.kind === 'literal' ? (field.value as string) : ''
    const type = this.#checkField(expr, operand!, name, true)
    this.#references[expr.id] = { kind: 'function', name: expr.name, namespaced: false, overloads: [] }
    return this.#set(expr, this.#assignments.substitute(type, false))
  }

  /** Finds the overloads whose parameters take the arguments; the result is theirs when they agree, else dyn. */
  #resolve(expr: Call, group: FunctionGroup, target: Expr | undefined, namespaced: boolean): CelType {
    const args = target ? [target, ...expr.args] : expr.args
    const argTypes = args.map(arg => this.#types[arg.id]!)
    if (group.name === '_&&_' || group.name === '_||_') return this.#resolveLogical(expr, group, args, argTypes)
    const matches: Overload[] = []
    let result: CelType | undefined
    for (const overload of group.overloads) {
      if ((overload.member ?? false) !== (target !== undefined)) continue
      const { parameters, result: declared } = this.#instantiate(overload)
      if (!this.#assignments.assignableAll(argTypes, parameters)) continue
      matches.push(overload)
      const type = this.#assignments.substitute(declared, false)
      if (!result) result = type
      else if (result.kind !== 'dyn' && !sameType(type, result)) result = DynType
    }
    if (!result) {
      const shown = argTypes.map(type => this.#assignments.substitute(type, true))
      this.#report(expr.id, `found no matching overload for '${group.name}' applied to '${formatArguments(shown, target !== undefined)}'`)
      return this.#set(expr, ErrorType)
    }
    this.#references[expr.id] = { kind: 'function', name: group.name, namespaced, overloads: matches }
    return this.#set(expr, result)
  }

  #resolveLogical(expr: Call, group: FunctionGroup, args: readonly Expr[], types: readonly CelType[]): CelType {
    let failed = false
    types.forEach((type, i) => {
      if (this.#assignments.assignable(type, BoolType)) return
      failed = true
      this.#report(args[i]!.id, `expected type 'bool' but found '${formatType(type)}'`)
    })
    this.#references[expr.id] = { kind: 'function', name: group.name, namespaced: false, overloads: group.overloads }
    return this.#set(expr, failed ? ErrorType : BoolType)
  }

  /** An overload's types with fresh type variables. */
  #instantiate(overload: Overload): { parameters: readonly CelType[]; result: CelType } {
    if (!isGeneric(overload)) return overload
    const fresh = new Map<string, CelType>()
    const rename = (type: CelType): CelType => {
      switch (type.kind) {
        case 'parameter': {
          const variable = fresh.get(type.name) ?? this.#assignments.newVariable()
          fresh.set(type.name, variable)
          return variable
        }
        case 'list':
          return list(rename(type.element))
        case 'map':
          return map(rename(type.key), rename(type.value))
        case 'optional':
          return optional(rename(type.value))
        case 'type':
          return type.of ? { kind: 'type', of: rename(type.of) } : type
        case 'opaque':
          return type.parameters.length === 0 ? type : { ...type, parameters: type.parameters.map(rename) }
        default:
          return type
      }
    }
    return { parameters: overload.parameters.map(rename), result: rename(overload.result) }
  }

  /** The type inside an optional entry `?e`. */
  #unwrapEntry(value: Expr, isOptional: boolean): CelType {
    const type = this.#types[value.id]!
    if (!isOptional) return type
    if (type.kind === 'optional') return type.value
    if (type.kind !== 'dyn') this.#report(value.id, `expected type '${formatType(optional(type))}' but found '${formatType(type)}'`)
    return type
  }

  /** The type of a literal's elements so far: dyn when they differ, which is for `validate` to judge. */
  #join(previous: CelType | undefined, current: CelType): CelType {
    if (!previous) return current
    return this.#assignments.assignable(previous, current) ? mostGeneral(previous, current) : DynType
  }

  #checkList(expr: ListExpr): CelType {
    let element: CelType | undefined
    expr.elements.forEach((item, i) => {
      this.#check(item)
      element = this.#join(element, this.#unwrapEntry(item, expr.optionals.has(i)))
    })
    return this.#set(expr, list(element ?? this.#assignments.newVariable()))
  }

  #checkMap(expr: MapExpr): CelType {
    let key: CelType | undefined
    let value: CelType | undefined
    for (const entry of expr.entries) {
      key = this.#join(key, this.#check(entry.key))
      this.#check(entry.value)
      value = this.#join(value, this.#unwrapEntry(entry.value, entry.optional))
    }
    return this.#set(expr, map(key ?? this.#assignments.newVariable(), value ?? this.#assignments.newVariable()))
  }

  #checkStruct(expr: StructExpr): CelType {
    const name = expr.type.startsWith('.') ? expr.type.slice(1) : expr.type
    const found = this.#declarations.identifier(name)
    if (!found) return this.#undeclared(expr, expr.type)
    let result: CelType = ErrorType
    if (found.type.kind !== 'type') this.#report(expr.id, `'${formatType(found.type)}' is not a type`)
    else if (found.type.of?.kind === 'object') result = found.type.of
    else this.#report(expr.id, `'${found.type.of ? formatType(found.type.of) : 'type'}' is not a message type`)
    this.#set(expr, result)
    for (const field of expr.fields) {
      this.#check(field.value)
      const wanted = result.kind === 'object' ? this.#fieldOf({ ...expr, id: field.id }, result, field.name) : ErrorType
      const given = this.#unwrapEntry(field.value, field.optional)
      if (!this.#assignments.assignable(wanted, given))
        this.#report(
          field.id,
          `expected type of field '${field.name}' is '${formatType(wanted)}' but provided type is '${formatType(given)}'`,
        )
    }
    return result
  }

  #checkComprehension(expr: Comprehension): CelType {
    this.#check(expr.range)
    const accumulator = this.#check(expr.init)
    const range = this.#assignments.substitute(this.#types[expr.range.id]!, false)
    const outer = this.#scope
    const scope: Scope = { names: new Map([[expr.accumulator, accumulator]]), parent: outer }
    const [first, second] = this.#iterationTypes(expr, range)
    const names = new Map([[expr.variable, first]])
    if (expr.variable2 !== undefined) names.set(expr.variable2, second)
    this.#scope = { names, parent: scope }
    this.#check(expr.condition)
    this.#assert(expr.condition, BoolType)
    this.#check(expr.step)
    this.#assert(expr.step, accumulator)
    this.#scope = scope
    const result = this.#check(expr.result)
    this.#scope = outer
    return this.#set(expr, this.#assignments.substitute(result, false))
  }

  /** Types of the iteration variables: element; index and element; key; key and value. */
  #iterationTypes(expr: Comprehension, range: CelType): [CelType, CelType] {
    const two = expr.variable2 !== undefined
    switch (range.kind) {
      case 'list':
        return two ? [IntType, range.element] : [range.element, ErrorType]
      case 'map':
        return [range.key, range.value]
      case 'dyn':
      case 'error':
      case 'parameter':
        this.#assignments.assignable(DynType, range)
        return [DynType, DynType]
      default:
        this.#report(
          expr.range.id,
          `expression of type '${formatType(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
        )
        return [ErrorType, ErrorType]
    }
  }

  #assert(expr: Expr, type: CelType): void {
    const found = this.#types[expr.id]!
    if (!this.#assignments.assignable(type, found))
      this.#report(expr.id, `expected type '${formatType(type)}' but found '${formatType(found)}'`)
  }
}

/** A keyword may be written as it is. */
const asWritten = (name: string): string => (/^__\w+__$/.test(name) && isKeyword(name.slice(2, -2)) ? name.slice(2, -2) : name)
