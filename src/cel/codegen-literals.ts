import { type Code, quote, Unsupported, value } from './codegen-code.ts'
import type { Generator } from './generator.ts'
import type { ListPlan, MapPlan, Membership, StructPlan } from './plan.ts'

/** Membership of a list of constants. */
export function memberCode(g: Generator, plan: Membership): Code {
  const code = g.code(plan.value)
  const strings = plan.list.every(item => typeof item === 'string')
  const ints = code.solid && code.type.kind === 'int' && plan.list.every(item => typeof item === 'number' && Number.isSafeInteger(item))
  const item = g.hold(g.dynamic(code))
  if ((strings || ints) && plan.list.length <= 8) {
    return value(
      `(${plan.list.map(other => `${item}===${g.literal(other, { kind: strings ? 'string' : 'int' }).js}`).join('||')})`,
      plan.type,
      true,
    )
  }
  if (strings) return value(`${g.constant(new Set(plan.list))}.has(${item})`, plan.type, true)
  return value(`R_member(${g.constant(plan.list)},${item})`, plan.type, true)
}

/** A list that an expression writes out. */
export function listCode(g: Generator, plan: ListPlan): Code {
  if (plan.optionals.size > 0) throw new Unsupported()
  const items = plan.elements.map(element => g.dynamic(g.code(element)))
  g.charge(10)
  return value(g.hold(`[${items.join(',')}]`), plan.type, true)
}

/** A map that an expression writes out. */
export function mapCode(g: Generator, plan: MapPlan): Code {
  if (plan.entries.some(entry => entry.optional)) throw new Unsupported()
  const pairs = plan.entries.map(entry => `[${g.dynamic(g.code(entry.key))},${g.dynamic(g.code(entry.value))}]`)
  g.charge(30)
  return value(g.hold(`R_literalMap([${pairs.join(',')}])`), plan.type, true)
}

/** A message that an expression writes out. */
export function structCode(g: Generator, plan: StructPlan): Code {
  if (plan.fields.some(field => field.optional)) throw new Unsupported()
  const pairs = plan.fields.map(field => `[${quote(field.name)},${g.dynamic(g.code(field.value))}]`)
  g.charge(40)
  return value(g.hold(`new R_StructValue(${g.constant(plan.type)},new Map([${pairs.join(',')}]))`), plan.type, true)
}
