import type { Overload } from './library/function.ts'
import { type CelType, formatType, sameType } from './types.ts'

const DYN: CelType = { kind: 'dyn' }

/**
 * What the type variables of one check stand for, with cel-go's rules of which type may stand for which. An attempt that fails leaves no trace.
 * @see cel-go checker/types.go
 */
export class Assignments {
  readonly #bound = new Map<string, CelType>()
  /** What to undo when an attempt fails. */
  readonly #trail: [name: string, before: CelType | undefined][] = []
  #fresh = 0

  newVariable(): CelType {
    return { kind: 'parameter', name: `_var${this.#fresh++}` }
  }

  /** Can `a` be used where `b` is wanted, and the other way round: the relation is nearly symmetric. Binds variables when so. */
  assignable(a: CelType, b: CelType): boolean {
    return this.#attempt(() => this.#assign(a, b))
  }

  assignableAll(a: readonly CelType[], b: readonly CelType[]): boolean {
    return this.#attempt(() => this.#assignAll(a, b))
  }

  #attempt(run: () => boolean): boolean {
    this.#trail.length = 0
    if (run()) return true
    for (const [name, before] of this.#trail.reverse()) {
      if (before) this.#bound.set(name, before)
      else this.#bound.delete(name)
    }
    return false
  }

  #bind(name: string, type: CelType): void {
    this.#trail.push([name, this.#bound.get(name)])
    this.#bound.set(name, type)
  }

  #assignAll(a: readonly CelType[], b: readonly CelType[]): boolean {
    return a.length === b.length && a.every((type, i) => this.#assign(type, b[i]!))
  }

  #assign(a: CelType, b: CelType): boolean {
    if (b.kind === 'parameter') {
      const { valid, bound } = this.#substitutes(a, b)
      if (valid) return true
      if (bound) return false
    }
    if (a.kind === 'parameter') return this.#substitutes(b, a).valid
    if (isDynOrError(a) || isDynOrError(b)) return true
    if (a.kind === 'null') return isNullable(b)
    if (b.kind === 'null') return isNullable(a)
    if (a.kind !== b.kind) return false
    switch (a.kind) {
      case 'type':
        return true
      case 'list':
        return this.#assign(a.element, (b as typeof a).element)
      case 'map':
        return this.#assign(a.key, (b as typeof a).key) && this.#assign(a.value, (b as typeof a).value)
      case 'optional':
        return this.#assign(a.value, (b as typeof a).value)
      case 'opaque':
        return a.name === (b as typeof a).name && this.#assignAll(a.parameters, (b as typeof a).parameters)
      default:
        return sameType(a, b)
    }
  }

  /** May `variable` stand for `type`, and does it stand for something already. */
  #substitutes(type: CelType, variable: CelType & { kind: 'parameter' }): { valid: boolean; bound: boolean } {
    if (sameType(type, variable)) return { valid: true, bound: true }
    const current = this.#bound.get(variable.name)
    if (current) {
      if (sameType(type, current)) return { valid: true, bound: true }
      if (!this.#assign(type, current)) return { valid: false, bound: true }
      const general = mostGeneral(type, current)
      if (!this.#occurs(variable, general)) this.#bind(variable.name, general)
      return { valid: true, bound: true }
    }
    if (this.#occurs(variable, type)) return { valid: false, bound: false }
    this.#bind(variable.name, type)
    return { valid: true, bound: false }
  }

  /** Does the variable occur in the type, directly or through what its variables stand for. */
  #occurs(variable: CelType & { kind: 'parameter' }, type: CelType): boolean {
    switch (type.kind) {
      case 'parameter': {
        if (type.name === variable.name) return true
        const current = this.#bound.get(type.name)
        return current !== undefined && this.#occurs(variable, current)
      }
      case 'list':
        return this.#occurs(variable, type.element)
      case 'map':
        return this.#occurs(variable, type.key) || this.#occurs(variable, type.value)
      case 'optional':
        return this.#occurs(variable, type.value)
      case 'type':
        return type.of !== undefined && this.#occurs(variable, type.of)
      case 'opaque':
        return type.parameters.some(parameter => this.#occurs(variable, parameter))
      default:
        return false
    }
  }

  /** The type with its variables replaced by what they stand for; free ones become dyn when `toDyn`. */
  substitute(type: CelType, toDyn: boolean): CelType {
    switch (type.kind) {
      case 'parameter': {
        const current = this.#bound.get(type.name)
        if (current) return this.substitute(current, toDyn)
        return toDyn ? DYN : type
      }
      case 'list': {
        const element = this.substitute(type.element, toDyn)
        return element === type.element ? type : { kind: 'list', element }
      }
      case 'map': {
        const key = this.substitute(type.key, toDyn)
        const value = this.substitute(type.value, toDyn)
        return key === type.key && value === type.value ? type : { kind: 'map', key, value }
      }
      case 'optional': {
        const value = this.substitute(type.value, toDyn)
        return value === type.value ? type : { kind: 'optional', value }
      }
      case 'type': {
        if (!type.of) return type
        const of = this.substitute(type.of, toDyn)
        return of === type.of ? type : { kind: 'type', of }
      }
      case 'opaque':
        return type.parameters.length === 0 ? type : { ...type, parameters: type.parameters.map(p => this.substitute(p, toDyn)) }
      default:
        return type
    }
  }
}

export const isDynOrError = (type: CelType): boolean => type.kind === 'dyn' || type.kind === 'error'

function isNullable(type: CelType): boolean {
  switch (type.kind) {
    case 'null':
    case 'opaque':
    case 'optional':
    case 'object':
    case 'timestamp':
    case 'duration':
      return true
    default:
      return false
  }
}

/** The more general of two types that are known to unify. */
export function mostGeneral(a: CelType, b: CelType): CelType {
  return isEqualOrLessSpecific(a, b) ? a : b
}

function isEqualOrLessSpecific(a: CelType, b: CelType): boolean {
  if (a.kind === 'dyn' || a.kind === 'parameter') return true
  if (b.kind === 'dyn' || b.kind === 'parameter' || a.kind !== b.kind) return false
  switch (a.kind) {
    case 'type':
      return true
    case 'list':
      return isEqualOrLessSpecific(a.element, (b as typeof a).element)
    case 'map':
      return isEqualOrLessSpecific(a.key, (b as typeof a).key) && isEqualOrLessSpecific(a.value, (b as typeof a).value)
    case 'optional':
      return isEqualOrLessSpecific(a.value, (b as typeof a).value)
    case 'opaque': {
      const other = b as typeof a
      return (
        a.name === other.name &&
        a.parameters.length === other.parameters.length &&
        a.parameters.every((p, i) => isEqualOrLessSpecific(p, other.parameters[i]!))
      )
    }
    default:
      return sameType(a, b)
  }
}

/** `(int, string)`, or `list(int).(int)` when called on a receiver: the arguments of a call as cel-go prints them. */
export function formatArguments(types: readonly CelType[], receiver: boolean): string {
  const [first, ...rest] = types
  return receiver ? `${formatType(first!)}.(${rest.map(formatType).join(', ')})` : `(${types.map(formatType).join(', ')})`
}

const generic = new WeakMap<Overload, boolean>()

/** Whether an overload's types have type variables. */
export function isGeneric(overload: Overload): boolean {
  const answer = generic.get(overload) ?? [...overload.parameters, overload.result].some(hasParameter)
  generic.set(overload, answer)
  return answer
}

function hasParameter(type: CelType): boolean {
  switch (type.kind) {
    case 'parameter':
      return true
    case 'list':
      return hasParameter(type.element)
    case 'map':
      return hasParameter(type.key) || hasParameter(type.value)
    case 'optional':
      return hasParameter(type.value)
    case 'type':
      return type.of !== undefined && hasParameter(type.of)
    case 'opaque':
      return type.parameters.some(hasParameter)
    default:
      return false
  }
}
