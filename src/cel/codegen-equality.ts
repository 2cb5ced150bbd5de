import { codePoints } from '../values/text.ts'
import { type Code, value } from './codegen-code.ts'
import type { Generator } from './generator.ts'
import type { Equality } from './plan.ts'

/** `==` and `!=`: strings, numbers and booleans in place, all else through the runtime. */
export function equalityCode(g: Generator, plan: Equality): Code {
  const left = g.code(plan.left)
  const right = g.code(plan.right)
  const operator = plan.op === 'equal' ? '===' : '!=='
  const kind = left.type.kind
  const same = kind === right.type.kind && left.solid && right.solid
  if (same && (kind === 'int' || kind === 'bool' || kind === 'double')) {
    g.charge(1)
    return value(`(${left.js}${operator}${right.js})`, plan.type, true)
  }
  if (same && kind === 'string') {
    const [a, b] = [g.hold(left.js), g.hold(right.js)]
    const { equal, cost } = comparison(g, left, right, a, b)
    if (cost !== '0') g.charge(cost)
    return value(plan.op === 'equal' ? equal : `(!${equal})`, plan.type, true)
  }
  const [a, b] = [g.hold(g.dynamic(left)), g.hold(g.dynamic(right))]
  const negated = plan.op === 'notEqual'
  const texts = [left, right].flatMap((code, i) => (isText(code) ? [] : [`typeof ${[a, b][i]}==='string'`])).join('&&')
  const { equal, cost } = comparison(g, left, right, a, b)
  g.charge(`(${texts}?${cost}:R_equalityCost(${a},${b},${negated}))`)
  // A string is equal to nothing but itself, though some values refuse to be compared with one.
  if (isText(left)) return value(negated ? `(!${equal})` : equal, plan.type, true)
  return value(negated ? `!(${texts}?${equal}:R_equals(${a},${b}))` : `(${texts}?${equal}:R_equalOperands(${a},${b}))`, plan.type, true)
}

/** Whether two strings are the same, and what comparing them costs. */
function comparison(g: Generator, left: Code, right: Code, a: string, b: string): { readonly equal: string; readonly cost: string } {
  const equal = `(${a}===${b})`
  const [text, fixed] = typeof right.constant === 'string' ? [a, right.constant] : [b, left.constant]
  if (typeof fixed !== 'string') {
    const [m, n] = [`${a}.length`, `${b}.length`]
    return { equal, cost: `(${m}===0||${n}===0?0:${m}<11||${n}<11?1:R_compareCost(${a},${b}))` }
  }
  const size = codePoints(fixed)
  if (size > 10) {
    const held = g.hold(equal)
    return { equal: held, cost: `(${held}?${Math.ceil(size * 0.1)}:R_compareCostTo(${text},${size}))` }
  }
  return { equal, cost: size > 0 ? `(${text}.length===0?0:1)` : '0' }
}

const isText = (code: Code): boolean => code.solid && code.type.kind === 'string'
