import { guarded } from './codegen-attributes.ts'
import { type Code, Unsupported, value } from './codegen-code.ts'
import type { Generator } from './generator.ts'
import type { Fold, Plan } from './plan.ts'
import type { ListShape, Shape } from './shape.ts'
import type { CelType } from './types.ts'

/** A macro as a loop that ends early. The prices are those of the steps that cel-go takes for each element. */
export function foldCode(g: Generator, fold: Fold): Code {
  switch (fold.macro) {
    case 'all':
      return quantifier(g, fold, { start: true, step: 1, condition: 2 })
    case 'exists':
      return quantifier(g, fold, { start: false, step: 1, condition: 3 })
    case 'existsOne':
      return existsOne(g, fold)
    case 'map':
    case 'filter':
      return collect(g, fold)
    case 'transformMap':
      return transformMap(g, fold)
    default:
      return bind(g, fold)
  }
}

/** Emits the loop. `body` emits what happens to an element; `rest` is a condition for "there is another element". */
function loop(g: Generator, fold: Fold, body: (rest: string) => void): void {
  const range = g.code(fold.range)
  const i = g.temp()
  const list = g.temp()
  const rest = `${i}+1<${list}.length`
  const inside = g.block(() => {
    bindVariables(g, fold, range, list, i)
    body(rest)
    g.flush()
    g.emit('if(c>L)throw X;')
  }, true)
  const over = fold.slot2 !== undefined && !isJsonList(range) ? `R_entries(${g.dynamic(range)})` : items(g, range)
  g.emit(`const ${list}=${over};for(let ${i}=0;${i}<${list}.length;${i}++){${inside}}`)
}

const isJsonList = (range: Code): boolean => range.form === 'json' && range.shape?.kind === 'list'

function items(g: Generator, range: Code): string {
  if (isJsonList(range)) return range.js
  if (range.form === 'json' && range.shape?.kind === 'map') return `Object.keys(${range.js})`
  if (range.type.kind === 'list' && range.solid) return range.js
  const held = g.hold(g.dynamic(range))
  return `Array.isArray(${held})?${held}:R_iterate(${held})`
}

const INT: CelType = { kind: 'int' }
const STRING: CelType = { kind: 'string' }
const DYN: CelType = { kind: 'dyn' }

/** Makes the loop variables known. Elements of JSON lists are tested once, at the head of the loop. */
function bindVariables(g: Generator, fold: Fold, range: Code, list: string, i: string): void {
  const { slot, slot2 } = fold
  const bindSlot = (number: number, code: Code) => g.slots.set(number, () => code)
  if (isJsonList(range) && range.shape?.kind === 'list') {
    const element = lazily(g, `${list}[${i}]`, range.shape.element)
    if (slot2 === undefined) g.slots.set(slot, element)
    else {
      bindSlot(slot, value(i, INT, true))
      g.slots.set(slot2, element)
    }
    return
  }
  if (slot2 !== undefined) {
    const pair = g.hold(`${list}[${i}]`)
    bindSlot(slot, value(`${pair}[0]`, DYN, false))
    bindSlot(slot2, value(`${pair}[1]`, DYN, false))
    return
  }
  const held = g.hold(`${list}[${i}]`)
  const key = range.form === 'json' && range.shape?.kind === 'map'
  bindSlot(slot, value(held, key ? STRING : range.type.kind === 'list' ? range.type.element : DYN, key))
}

/** The element is tested at its first use that all later uses see; to keep that simple, at the head of the loop. */
function lazily(g: Generator, js: string, shape: Parameters<typeof guarded>[2]): () => Code {
  const code = guarded(g, js, shape)
  return () => code
}

interface Quantifier {
  readonly start: boolean
  readonly step: number
  readonly condition: number
}

function quantifier(g: Generator, fold: Fold, { start, step, condition }: Quantifier): Code {
  if (fold.step.op !== 'and' && fold.step.op !== 'or') throw new Unsupported()
  const predicate: Plan = fold.step.right
  const result = g.temp()
  g.emit(`let ${result}=${start};`)
  loop(g, fold, rest => {
    g.charge(condition + step)
    const holds = g.bool(g.code(predicate))
    g.flush()
    // The condition is looked at once more before the loop ends early.
    g.emit(`if(${start ? '!' : ''}${holds}){${result}=${!start};if(${rest})c+=${condition};break;}`)
  })
  g.charge(1)
  return value(result, fold.type, true)
}

function existsOne(g: Generator, fold: Fold): Code {
  if (fold.step.op !== 'attribute' || fold.step.root.kind !== 'conditional') throw new Unsupported()
  const predicate = fold.step.root.condition
  const count = g.temp()
  g.emit(`let ${count}=0;`)
  loop(g, fold, () => {
    const holds = g.bool(g.code(predicate))
    g.emit(`if(${holds}){${count}++;c+=2;}`)
  })
  g.charge(2)
  return value(`(${count}===1)`, fold.type, true)
}

/** A step `accumulator + […]`, or the same under a condition. */
function growth(fold: Fold): { condition: Plan | undefined; args: readonly Plan[] } {
  const { step } = fold
  if (step.op === 'call') return { condition: undefined, args: step.args }
  if (step.op !== 'attribute' || step.root.kind !== 'conditional') throw new Unsupported()
  const { yes, condition } = step.root
  if (yes.root.kind !== 'value' || yes.root.value.op !== 'call') throw new Unsupported()
  return { condition, args: yes.root.value.args }
}

function collect(g: Generator, fold: Fold): Code {
  const { condition, args } = growth(fold)
  const added = args[1]!
  const result = g.temp()
  let shape: Shape | undefined
  g.emit(`const ${result}=[];`)
  loop(g, fold, () => {
    const append = () => {
      // The accumulator and the call cost 1 each, a list that is not constant 10.
      g.charge(2)
      if (added.op === 'constant') g.emit(`${result}.push(...${g.constant(added.value)});`)
      else if (added.op === 'list' && added.optionals.size === 0) {
        g.charge(10)
        const codes = added.elements.map(element => g.code(element))
        const [only] = codes
        // What was JSON stays JSON.
        if (codes.length === 1 && only!.form === 'json') shape = only!.shape
        for (const code of codes) g.emit(`${result}.push(${shape ? code.js : g.dynamic(code)});`)
      } else throw new Unsupported()
    }
    if (!condition) append()
    else {
      const holds = g.bool(g.code(condition))
      g.emit(`if(${holds}){${g.block(append)}}`)
    }
  })
  g.charge(1)
  if (!shape) return value(result, fold.type, true)
  const list: ListShape = { kind: 'list', type: { kind: 'list', element: shape.type }, element: shape }
  return { js: result, type: fold.type, form: 'json', shape: list, solid: true }
}

function transformMap(g: Generator, fold: Fold): Code {
  const { condition, args } = growth(fold)
  const result = g.temp()
  g.emit(`const ${result}=new R_CelMap();`)
  loop(g, fold, () => {
    const insert = () => {
      const values = args.slice(1).map(arg => g.dynamic(g.code(arg)))
      g.charge(2)
      g.emit(`R_${values.length === 1 ? 'insertAll' : 'insert'}(${result},${values.join(',')});`)
    }
    if (!condition) insert()
    else {
      const holds = g.bool(g.code(condition))
      g.emit(`if(${holds}){${g.block(insert)}}`)
    }
  })
  g.charge(1)
  return value(result, fold.type, true)
}

/** A local variable, evaluated where it is first used. */
function bind(g: Generator, fold: Fold): Code {
  const held = g.temp()
  g.emit(`let ${held};`)
  g.slots.set(fold.accumulator, () => {
    const init = g.block(() => {
      g.emit(`${held}=${g.dynamic(g.code(fold.init))};`)
    })
    g.emit(`if(${held}===undefined){${init}}`)
    return value(held, fold.init.type, false)
  })
  return g.code(fold.result)
}
