import { type Code, quote, Unsupported, value } from './codegen-code.ts'
import type { Generator } from './generator.ts'
import type { Attribute, Step } from './plan.ts'
import { fieldOf, type ScalarShape, type Shape } from './shape.ts'
import type { CelType } from './types.ts'

/** An attribute where it stands for itself: with the price of its root. */
export function attributeCode(g: Generator, plan: Attribute): Code {
  const code = resolveCode(g, plan)
  const own = plan.root.kind === 'conditional' ? 0 : 1
  g.charge(plan.testOnly ? own - 1 : own)
  return code
}

/** An attribute inside a conditional or an index, where its root is free. */
export function resolveCode(g: Generator, plan: Attribute): Code {
  const { root } = plan
  if (root.kind === 'conditional') return conditional(g, plan, root)
  if (root.kind === 'variable' && root.name === g.lazy?.name) return lazyCode(g, plan)
  return stepsCode(g, plan, rootCode(g, root))
}

/** A lazy field, and the steps from there. */
function lazyCode(g: Generator, plan: Attribute): Code {
  const [first, ...steps] = plan.steps
  if (first?.key.op !== 'constant' || first.optional || (plan.testOnly && steps.length === 0)) throw new Unsupported()
  g.charge(1)
  return stepsCode(g, { ...plan, steps }, g.lazyField(first.key.value as string))
}

function stepsCode(g: Generator, plan: Attribute, start: Code): Code {
  if (plan.steps.length === 0) return start
  const optional = start.type.kind === 'optional' || plan.steps.some(step => step.optional)
  return optional ? optionalSteps(g, plan, start) : strictSteps(g, plan, start)
}

function rootCode(g: Generator, root: Exclude<Attribute['root'], { kind: 'conditional' }>): Code {
  if (root.kind === 'value') return g.code(root.value)
  if (root.kind === 'slot') return g.slots.get(root.slot)!()
  const held = g.variable(root.name)
  const shape = g.shapes.get(root.name)
  if (shape) return guarded(g, held, shape)
  g.emit(`if(${held}===undefined)throw X;`)
  return value(held, root.type, false)
}

function conditional(g: Generator, plan: Attribute, root: Attribute['root'] & { kind: 'conditional' }): Code {
  const condition = g.bool(g.code(root.condition))
  const result = g.temp()
  const double = plan.type.kind === 'double'
  let solid = true
  const branch = (side: Attribute) =>
    g.block(() => {
      const code = resolveCode(g, side)
      solid &&= code.solid && code.type.kind === plan.type.kind
      g.emit(`${result}=${double ? g.argument(code, plan.type) : g.dynamic(code)};`)
    })
  const yes = branch(root.yes)
  const no = branch(root.no)
  g.emit(`let ${result};if(${condition}){${yes}}else{${no}}`)
  if (double) return { js: result, type: plan.type, form: 'double', solid: true }
  return value(result, plan.type, solid)
}

function strictSteps(g: Generator, plan: Attribute, start: Code): Code {
  let code = start
  plan.steps.forEach((step, i) => {
    g.charge(1)
    code = plan.testOnly && i === plan.steps.length - 1 ? presence(g, code, step) : selected(g, code, step)
  })
  return plan.testOnly ? code : { ...code, type: code.form === 'value' && !code.solid ? plan.type : code.type }
}

/** `a.?b.c`: nothing found ends the chain with none. */
function optionalSteps(g: Generator, plan: Attribute, start: Code): Code {
  const result = g.temp()
  const label = g.temp()
  const body = g.block(() => {
    let code = start
    let optional = start.type.kind === 'optional'
    if (start.type.kind === 'optional') {
      const held = g.content(start)
      g.emit(`if(${held}===undefined)break ${label};`)
      code = value(held, start.type.value, false)
    }
    for (const step of plan.steps) {
      optional ||= step.optional
      if (!optional) g.charge(1)
      code = optional ? found(g, code, step, label) : selected(g, code, step)
      if (optional) g.charge(1)
    }
    g.emit(`${result}=${plan.testOnly ? 'true' : g.dynamic(code)};`)
  })
  g.emit(`let ${result}${plan.testOnly ? '=false' : ''};${label}:{${body}}`)
  return { js: result, type: plan.type, form: plan.testOnly ? 'value' : 'content', solid: true }
}

/** A step that must find something. */
function selected(g: Generator, object: Code, step: Step): Code {
  const key = keyOnce(g, step)
  const raw = rawStep(g, object, step, key)
  if (raw) {
    // An absent field fails the test of its type, unless null passes it.
    if (object.shape?.kind !== 'object' || raw.shape.nullable || raw.shape.type.kind === 'dyn') g.emit(`if(${raw.absent})throw X;`)
    return guarded(g, raw.js, raw.shape)
  }
  const read = plainRead(g, object, step)
  if (!read) return value(g.hold(`R_get(${g.dynamic(object)},${g.dynamic(key())})`), step.type, false)
  const held = g.hold(read)
  g.emit(`if(${held}===undefined)throw X;`)
  return value(held, step.type, false)
}

/** A step after which the chain may end. */
function found(g: Generator, object: Code, step: Step, label: string): Code {
  const key = keyOnce(g, step)
  const raw = rawStep(g, object, step, key)
  if (raw) {
    g.flush()
    g.emit(`if(${raw.absent})break ${label};`)
    return guarded(g, raw.js, raw.shape)
  }
  const held = g.hold(findCode(g, object, step, key))
  g.flush()
  g.emit(`if(${held}===undefined)break ${label};`)
  return value(held, step.type, false)
}

const BOOL: CelType = { kind: 'bool' }

/** `has(object.key)`. Data that is there but contradicts its schema is an error. */
function presence(g: Generator, object: Code, step: Step): Code {
  const key = keyOnce(g, step)
  const raw = rawStep(g, object, step, key)
  if (!raw) return value(`((${findCode(g, object, step, key)})!==undefined)`, BOOL, true)
  const wrong = contradiction(g, raw.js, raw.shape)
  if (wrong) g.emit(`if(!(${raw.absent})&&${wrong})throw X;`)
  return value(`(!(${raw.absent}))`, BOOL, true)
}

/** A step into JSON: where the value is, and when there is none. */
function rawStep(g: Generator, object: Code, step: Step, keyOf: () => Code): { js: string; absent: string; shape: Shape } | undefined {
  if (object.form !== 'json') return undefined
  const { shape } = object
  const key = step.key.op === 'constant' ? step.key.value : undefined
  if (shape?.kind === 'object' && typeof key === 'string') {
    const field = fieldOf(shape, key)
    if (!field) throw new Unsupported()
    const held = g.property(object.js, property(object.js, field.property))
    return { js: held, absent: `${held}==null`, shape: field.shape }
  }
  if (shape?.kind === 'map') {
    const name = keyOf()
    if (!name.solid || name.type.kind !== 'string') return undefined
    const object1 = g.hold(object.js)
    const name1 = g.hold(name.js)
    const held = g.hold(`R_has(${object1},${name1})?${object1}[${name1}]:undefined`)
    return { js: held, absent: `${held}===undefined`, shape: shape.value }
  }
  if (shape?.kind === 'list') {
    const index = keyOf()
    if (!index.solid || index.type.kind !== 'int') return undefined
    const list = g.hold(object.js)
    const at = g.hold(index.js)
    return { js: `${list}[${at}]`, absent: `!(${at}>=0&&${at}<${list}.length)`, shape: shape.element }
  }
  return undefined
}

/** A selection or index that may find nothing. */
function findCode(g: Generator, object: Code, step: Step, key: () => Code): string {
  return plainRead(g, object, step) ?? `R_find(${g.dynamic(object)},${g.dynamic(key())})`
}

/**
 * A field by its name: most values that have any are JSON objects, and V8 remembers where the field of one stands. That it is one shows its constructor,
 * which no JSON can forge.
 */
function plainRead(g: Generator, object: Code, { key }: Step): string | undefined {
  if (key.op !== 'constant' || typeof key.value !== 'string' || INHERITED.has(key.value)) return undefined
  const held = g.hold(g.dynamic(object))
  const { value: name } = key
  const plain = g.once(`plain ${held}`, () => g.hold(`(${held}!=null&&${held}.constructor===Object)`))
  const read = property(held, name)
  return g.once(`field ${read}`, () => g.hold(`${plain}?${read}:R_find(${held},${quote(name)})`))
}

/** The key of a step; its attribute's root is free. */
function keyCode(g: Generator, step: Step): Code {
  return step.key.op === 'attribute' ? resolveCode(g, step.key) : g.code(step.key)
}

/** The key, whose code is made when it is first asked for, and only then: making it counts its cost. */
function keyOnce(g: Generator, step: Step): () => Code {
  let made: Code | undefined
  return () => {
    made ??= keyCode(g, step)
    return made
  }
}

/** JSON under a shape, tested and converted as far as it costs nothing to keep: objects, maps and lists stay JSON. */
export function guarded(g: Generator, js: string, shape: Shape): Code {
  const held = g.hold(js)
  switch (shape.kind) {
    case 'list':
      g.once(`list ${held}`, () => g.emit(`if(!Array.isArray(${held}))throw X;`))
      return { js: held, type: shape.type, form: 'json', shape, solid: true }
    case 'map':
    case 'object':
      g.once(`object ${held}`, () =>
        g.emit(`if(typeof ${held}!=='object'||${held}===null||Array.isArray(${held})||${held}.constructor===R_Float)throw X;`),
      )
      return { js: held, type: shape.type, form: 'json', shape, solid: true }
    default:
      return g.once(`scalar ${held}`, () => scalar(g, held, shape))
  }
}

function scalar(g: Generator, held: string, shape: ScalarShape): Code {
  if (shape.read || shape.nullable)
    return value(g.hold(`R_read(${g.constant(shape)},${held})`), shape.type, !shape.nullable && shape.type.kind !== 'dyn')
  switch (shape.type.kind) {
    case 'string':
    case 'bool':
      g.emit(`if(typeof ${held}!=='${shape.type.kind === 'bool' ? 'boolean' : 'string'}')throw X;`)
      return value(held, shape.type, true)
    case 'int':
      return value(g.hold(`(${held}|0)===${held}?${held}:R_int(${held})`), shape.type, true)
    case 'double':
      return { js: g.hold(`typeof ${held}==='number'?${held}:R_jsonDouble(${held})`), type: shape.type, form: 'double', solid: true }
    default:
      return value(held, shape.type, false)
  }
}

/** When JSON that is there contradicts its shape, as far as `has` would notice. */
function contradiction(g: Generator, js: string, shape: Shape): string | undefined {
  if (shape.kind === 'list') return `!Array.isArray(${js})`
  if (shape.kind !== 'scalar') return `(typeof ${js}!=='object'||Array.isArray(${js})||${js}.constructor===R_Float)`
  if (shape.read || shape.nullable) return `R_read(${g.constant(shape)},${js})===undefined`
  switch (shape.type.kind) {
    case 'string':
      return `typeof ${js}!=='string'`
    case 'bool':
      return `typeof ${js}!=='boolean'`
    case 'int':
      return `(${js}|0)!==${js}&&R_int(${js})===undefined`
    default:
      return undefined
  }
}

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/
/** Names under which any JSON object finds something on its prototype. Fields are read of what is known to be an object. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/** The property of an object, or `undefined`; never what a prototype offers. */
function property(object: string, name: string): string {
  const quoted = quote(name)
  if (INHERITED.has(name)) return `R_has(${object},${quoted})?${object}[${quoted}]:undefined`
  return PLAIN.test(name) ? `${object}.${name}` : `${object}[${quoted}]`
}
