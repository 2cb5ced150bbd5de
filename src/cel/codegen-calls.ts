import { codePoints } from '../values/text.ts'
import { type Code, value } from './codegen-code.ts'
import type { Generator } from './generator.ts'
import type { CallPlan } from './plan.ts'
import type { CelType } from './types.ts'

/** A call: common overloads inline, the others through their implementation. */
export function callCode(g: Generator, plan: CallPlan): Code {
  const args = plan.args.map(arg => g.code(arg))
  const [overload] = plan.overloads
  if (plan.overloads.length === 1) {
    const sure = args.map((arg, i) => text(g, arg, overload!.parameters[i]!))
    const inline = Object.hasOwn(INLINE, overload!.id) ? INLINE[overload!.id]!(g, sure, plan) : undefined
    return inline ?? direct(g, plan, sure)
  }
  const values = args.map(arg => g.hold(g.dynamic(arg)))
  const call = `R_call(${g.constant(plan)},[${values.join(',')}])`
  const quick = Object.hasOwn(QUICK, plan.name) && QUICK[plan.name]!.arity === args.length ? QUICK[plan.name]! : undefined
  if (quick) {
    g.charge(1)
    return value(g.hold(quick.js(values as [string, string], call)), quick.type ?? plan.type, quick.type !== undefined)
  }
  const result = g.hold(call)
  g.charge(`R_callCost(${g.constant(plan)},[${values.join(',')}],${result})`)
  return value(result, plan.type, false)
}

/** An argument of the only overload: what that takes as a string must be one. */
function text(g: Generator, code: Code, parameter: CelType): Code {
  if (parameter.kind !== 'string' || code.form !== 'value' || solid(code, 'string')) return code
  const held = g.hold(code.js)
  g.emit(`if(typeof ${held}!=='string')throw X;`)
  return value(held, parameter, true)
}

interface Quick {
  readonly arity: number
  /** What every overload gives. */
  readonly type?: CelType
  /** The common cases, before `call`. */
  readonly js: (args: readonly [string, string], call: string) => string
}

const INT: CelType = { kind: 'int' }
const BOOL: CelType = { kind: 'bool' }

const order = (operator: string): Quick => ({
  arity: 2,
  type: BOOL,
  js: ([a, b], call) => `(${a}|0)===${a}&&(${b}|0)===${b}?${a}${operator}${b}:${call}`,
})

/** Functions that cost 1 whatever they are called with, where the types are only known at run time. */
const QUICK: Readonly<Record<string, Quick>> = {
  size: {
    arity: 1,
    type: INT,
    js: ([a], call) => `typeof ${a}==='string'?R_codePoints(${a}):Array.isArray(${a})?${a}.length:${call}`,
  },
  string: { arity: 1, type: { kind: 'string' }, js: ([a], call) => `typeof ${a}==='string'?${a}:${call}` },
  '@in': {
    arity: 2,
    type: BOOL,
    // To a string no other value is equal.
    js: ([a, b], call) => `typeof ${a}==='string'&&Array.isArray(${b})?${b}.includes(${a}):${call}`,
  },
  '_+_': {
    arity: 2,
    js: ([a, b], call) =>
      `typeof ${a}==='string'&&typeof ${b}==='string'?${a}+${b}:Array.isArray(${a})&&Array.isArray(${b})?R_concatenate(${a},${b}):${call}`,
  },
  '_<_': order('<'),
  '_<=_': order('<='),
  '_>_': order('>'),
  '_>=_': order('>='),
}

/** A call of the one overload that fits. */
function direct(g: Generator, plan: CallPlan, args: readonly Code[]): Code {
  const overload = plan.overloads[0]!
  const given = args.map((arg, i) => g.hold(g.argument(arg, overload.parameters[i]!)))
  const call = () => g.hold(`${g.constant(overload.call)}(${given.join(',')})`)
  // The same text is read once, however often the rule reads it; it is paid for each time.
  const result = READERS.has(plan.name) ? g.once(`${overload.id} ${given.join()}`, call) : call()
  const double = overload.result.kind === 'double'
  if (overload.cost) {
    const values = given.map((js, i) => (overload.parameters[i]!.kind === 'double' ? `R_box(${js})` : js))
    g.charge(`${g.constant(overload.cost)}(${[double ? `R_box(${result})` : result, ...values].join(',')})`)
  } else g.charge(1)
  if (double) return { js: result, type: plan.type, form: 'double', solid: true }
  const trusted = overload.result.kind !== 'dyn' && overload.result.kind !== 'parameter'
  return value(result, trusted ? overload.result : plan.type, trusted)
}

const READERS: ReadonlySet<string> = new Set(['duration', 'timestamp'])

type Inline = (g: Generator, args: readonly Code[], plan: CallPlan) => Code | undefined

const solid = (code: Code, kind: string): boolean => code.solid && code.type.kind === kind

function comparison(operator: string, kind: 'int' | 'string'): Inline {
  return (g, [a, b], plan) => {
    if (!solid(a!, kind) || !solid(b!, kind)) return undefined
    if (kind === 'int') {
      g.charge(1)
      return value(`(${a!.js}${operator}${b!.js})`, plan.type, true)
    }
    const [left, right] = [g.hold(a!.js), g.hold(b!.js)]
    g.charge(`R_compareCost(${left},${right})`)
    return value(`(R_compareStrings(${left},${right})${operator}0)`, plan.type, true)
  }
}

/** Arithmetic of ints: numbers while they are safe, else what the library does. A number next to a bigint throws, which hands over. */
function arithmetic(operator: string, exact: string): Inline {
  return (g, [a, b], plan) => {
    if (!solid(a!, 'int') || !solid(b!, 'int')) return undefined
    const [left, right] = [g.hold(a!.js), g.hold(b!.js)]
    const result = g.temp()
    g.emit(`let ${result}=${left}${operator}${right};if(!Number.isSafeInteger(${result}))${result}=R_${exact}(${left},${right});`)
    g.charge(1)
    // A product may be -0, which is no int.
    return value(operator === '*' ? `(${result}===0?0:${result})` : result, plan.type, true)
  }
}

/** `size` of JSON needs no conversion. */
const size: Inline = (g, [code], plan) => {
  const { type } = code!
  const json = code!.form === 'json'
  if (!(json || code!.solid)) return undefined
  if (type.kind === 'string') {
    g.charge(1)
    return value(`R_codePoints(${code!.js})`, plan.type, true)
  }
  if (type.kind === 'list' && (!json || code!.shape?.kind === 'list')) {
    g.charge(1)
    return value(`${code!.js}.length`, plan.type, true)
  }
  if (type.kind === 'map' && json) {
    g.charge(1)
    return value(`Object.keys(${code!.js}).length`, plan.type, true)
  }
  return undefined
}

function affix(method: 'startsWith' | 'endsWith'): Inline {
  return (g, [text, part], plan) => {
    if (!solid(text!, 'string') || !solid(part!, 'string')) return undefined
    const held = g.hold(text!.js)
    g.charge(`R_look(${held})`)
    return value(`${held}.${method}(${part!.js})`, plan.type, true)
  }
}

const contains: Inline = (g, [text, part], plan) => {
  if (!solid(text!, 'string') || !solid(part!, 'string')) return undefined
  const [held, needle] = [g.hold(text!.js), g.hold(part!.js)]
  g.charge(`R_look(${held})*${typeof part!.constant === 'string' ? Math.ceil(codePoints(part!.constant) * 0.1) : `R_look(${needle})`}`)
  return value(`${held}.includes(${needle})`, plan.type, true)
}

const concatenation: Inline = (g, [a, b], plan) => {
  if (!solid(a!, 'string') || !solid(b!, 'string')) return undefined
  const [left, right] = [g.hold(a!.js), g.hold(b!.js)]
  g.charge(`R_joinCost(${left},${right})`)
  return value(`(${left}+${right})`, plan.type, true)
}

const inList: Inline = (g, [item, list], plan) => {
  if (list!.form === 'value') {
    const [it, held] = [g.hold(g.dynamic(item!)), g.argument(list!, ANY_LIST)]
    g.charge(`${held}.length`)
    // To a string no other value is equal.
    return value(
      g.hold(`typeof ${it}==='string'?${held}.includes(${it}):${g.constant(plan.overloads[0]!.call)}(${it},${held})`),
      plan.type,
      true,
    )
  }
  const shape = list!.shape
  if (list!.form !== 'json' || shape?.kind !== 'list' || shape.element.kind !== 'scalar') return undefined
  const { element } = shape
  if (!solid(item!, 'string') || element.type.kind !== 'string' || element.read || element.nullable) return undefined
  const held = g.hold(list!.js)
  g.charge(`${held}.length`)
  return value(g.hold(`R_includes(${held},${item!.js})`), plan.type, true)
}

const inMap: Inline = (g, [key, map], plan) => {
  const shape = map!.shape
  if (map!.form !== 'json' || shape?.kind !== 'map' || !solid(key!, 'string')) return undefined
  const [object, name] = [g.hold(map!.js), g.hold(key!.js)]
  // A value that contradicts its schema is an error even here.
  const there = g.hold(`R_has(${object},${name})`)
  g.emit(`if(${there})R_read(${g.constant(shape.value)},${object}[${name}]);`)
  g.charge(1)
  return value(there, plan.type, true)
}

const ANY_LIST: CelType = { kind: 'list', element: { kind: 'dyn' } }

const INLINE: Readonly<Record<string, Inline>> = {
  logical_not: (g, [code], plan) => {
    g.charge(1)
    return value(`(!${g.bool(code!)})`, plan.type, true)
  },
  less_int64: comparison('<', 'int'),
  less_equals_int64: comparison('<=', 'int'),
  greater_int64: comparison('>', 'int'),
  greater_equals_int64: comparison('>=', 'int'),
  less_string: comparison('<', 'string'),
  less_equals_string: comparison('<=', 'string'),
  greater_string: comparison('>', 'string'),
  greater_equals_string: comparison('>=', 'string'),
  add_int64: arithmetic('+', 'addInt'),
  subtract_int64: arithmetic('-', 'subtractInt'),
  multiply_int64: arithmetic('*', 'multiplyInt'),
  add_string: concatenation,
  size_string: size,
  string_size: size,
  size_list: size,
  list_size: size,
  size_map: size,
  map_size: size,
  starts_with_string: affix('startsWith'),
  ends_with_string: affix('endsWith'),
  contains_string: contains,
  in_list: inList,
  in_map: inMap,
  matches_string: matches,
}

function matches(g: Generator, [text, regex]: readonly Code[], plan: CallPlan): Code | undefined {
  if (!solid(text!, 'string') || typeof regex!.constant !== 'string') return undefined
  const compiled = g.pattern(regex!.constant)
  if (compiled === undefined) return undefined
  const held = g.hold(text!.js)
  g.charge(`R_matchCost(${held})*${Math.ceil(codePoints(regex!.constant) * 0.25)}`)
  return value(g.hold(`${compiled}.test(${held})`), plan.type, true)
}
