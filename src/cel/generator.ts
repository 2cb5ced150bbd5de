import { Malformed } from '../values/malformed.ts'
import { compileRE2 } from '../values/re2.ts'
import { attributeCode } from './codegen-attributes.ts'
import { callCode } from './codegen-calls.ts'
import { type Code, quote, Unsupported, value } from './codegen-code.ts'
import { equalityCode } from './codegen-equality.ts'
import { foldCode } from './codegen-folds.ts'
import { listCode, mapCode, memberCode, structCode } from './codegen-literals.ts'
import type { Fallback, Logical, Plan, Planned } from './plan.ts'
import type { Outcome } from './program.ts'
import type { Shape } from './shape.ts'
import type { CelType } from './types.ts'
import { isDouble, unbox, type Value } from './value.ts'

/** Beyond this many statements a function is not worth generating. */
const MAX_LINES = 6000

export type Bindings = Readonly<Record<string, unknown>>

/** A value that a function of the bindings computes. */
export interface Computed {
  readonly type: CelType
  readonly compute: (bindings: Bindings) => Outcome
}

/** Expressions that belong together. They may read the fields of the variable `lazy.name`, each of which is computed when it is first read. */
export interface Together<Expression> {
  /** Where one of these is false, the rest does not matter. */
  readonly conditions: readonly Expression[]
  readonly results: readonly Expression[]
  readonly lazy: { readonly name: string; readonly fields: ReadonlyMap<string, Expression | Computed> }
}

/** Statements under construction. */
interface Block {
  readonly lines: string[]
  /** Constant cost that is still to be counted. */
  cost: number
  /** How many loops it lies in. */
  readonly loops: number
  /** What is known and held wherever this block's statements have run. */
  readonly facts: Map<string, unknown>
}

const newBlock = (loops: number): Block => ({ lines: [], cost: 0, loops, facts: new Map() })

export class Generator {
  readonly constants: unknown[] = []
  readonly shapes: ReadonlyMap<string, Shape>
  readonly lazy: Together<Planned>['lazy'] | undefined
  /** The code of loop variables and accumulators of the expression at hand, by slot. */
  slots = new Map<number, () => Code>()
  /** Where the fields are held that are first read inside a loop or branch. */
  readonly #late = new Map<string, string>()
  readonly #variables = new Map<string, string>()
  /** The blocks that are open, outermost first. */
  readonly #blocks: Block[] = []
  #block: Block = newBlock(0)
  #temps = 0
  #lines = 0

  constructor(shapes: ReadonlyMap<string, Shape>, lazy?: Together<Planned>['lazy']) {
    this.shapes = shapes
    this.lazy = lazy
  }

  whole(planned: Planned): string {
    let result = ''
    const body = this.block(() => {
      result = this.dynamic(this.code(planned.root))
    })
    return `let c=0;${this.#bound()}${body}if(c>L)throw X;return{value:${result},cost:c};`
  }

  together({ conditions, results }: Together<Planned>): string {
    const body = this.block(() => {
      const holds = conditions.map(planned => this.hold(this.bool(this.#expression(planned))))
      if (holds.length > 0) {
        this.flush()
        this.emit(`if(c>L)throw X;if(!(${holds.join('&&')}))return;`)
      }
      for (const planned of results) {
        const code = this.#expression(planned)
        const result = this.hold(code.type.kind === 'bool' ? this.bool(code) : this.dynamic(code))
        this.flush()
        this.emit(`if(c>L)throw X;if(${result}!==true)return ${result};`)
      }
    })
    const late = [...this.#late.values()].map(held => `let ${held};`).join('')
    return `let c=0;${this.#bound()}${late}${body}return true;`
  }

  #bound(): string {
    return [...this.#variables].map(([name, temp]) => `const ${temp}=b[${quote(name)}];`).join('')
  }

  /** The code of another expression, whose slots are its own. */
  #expression(planned: Planned): Code {
    const outer = this.slots
    this.slots = new Map()
    const code = this.code(planned.root)
    this.slots = outer
    return code
  }

  /** A field of the variable whose fields are lazy. */
  lazyField(name: string): Code {
    return this.once(`lazy ${name}`, () => {
      const field = this.lazy!.fields.get(name)
      if (field === undefined) throw new Unsupported()
      const outermost = this.#blocks.length === 1
      if (outermost && !this.#late.has(name)) return this.#compute(field)
      const held = this.#late.get(name) ?? this.temp()
      this.#late.set(name, held)
      let code: Code | undefined
      const body = this.block(() => {
        code = this.#compute(field)
        this.emit(`${held}=${this.dynamic(code)};`)
      })
      this.emit(`if(${held}===undefined){${body}}`)
      return value(held, code!.type, code!.solid && code!.type.kind !== 'double')
    })
  }

  #compute(field: Planned | Computed): Code {
    if ('root' in field) return this.#expression(field)
    const outcome = this.hold(`${this.constant(field.compute)}(b)`)
    this.emit(`if(${outcome}.error!==undefined)throw X;`)
    this.charge(`${outcome}.cost`)
    return value(this.hold(`${outcome}.value`), field.type, false)
  }

  /** Each expression's cost is counted apart, since the limit is that of one. */
  conjunction(plans: readonly Planned[], name: string, limit: number): string {
    this.variable(name)
    const body = this.block(() => {
      for (const planned of plans) {
        const holds = this.bool(this.code(planned.root))
        this.flush()
        this.emit(`if(!(${holds})||c>L)throw X;s+=c;c=0;`)
      }
    })
    if (this.#variables.size > 1) throw new Unsupported()
    return `const L=${limit};let s=0,c=0;${body}return s;`
  }

  /** The JavaScript variable that holds a CEL variable. */
  variable(name: string): string {
    const known = this.#variables.get(name) ?? `v${this.#variables.size}`
    this.#variables.set(name, known)
    return known
  }

  temp(): string {
    return `t${this.#temps++}`
  }

  emit(line: string): void {
    this.#block.lines.push(line)
    // A field that is read in several branches is computed in each of them.
    if (++this.#lines > MAX_LINES) throw new Unsupported()
  }

  /** A name for the value of an expression. */
  hold(js: string): string {
    if (/^[a-z]\w*$/.test(js)) return js
    const temp = this.temp()
    this.emit(`const ${temp}=${js};`)
    return temp
  }

  /** Adds to the cost of the current block, whose constant part is counted once. */
  charge(cost: number | string): void {
    if (typeof cost === 'number') this.#block.cost += cost
    else this.emit(`c+=${cost};`)
  }

  flush(): void {
    if (this.#block.cost !== 0) this.emit(`c+=${this.#block.cost};`)
    this.#block.cost = 0
  }

  /** The statements that `run` emits, with what they cost. */
  block(run: () => void, loop = false): string {
    this.#blocks.push(this.#block)
    this.#block = newBlock(this.#block.loops + Number(loop))
    run()
    this.flush()
    const body = this.#block.lines.join('')
    this.#block = this.#blocks.pop()!
    return body
  }

  /** Does `make` once for all code that the current block dominates, and gives what it made. */
  once<T>(key: string, make: () => T): T {
    const known = this.#find(key)
    if (known) return known.facts.get(key) as T
    const made = make()
    this.#block.facts.set(key, made)
    return made
  }

  #find(key: string): Block | undefined {
    if (this.#block.facts.has(key)) return this.#block
    return this.#blocks.findLast(block => block.facts.has(key))
  }

  /**
   * Reads a property of an object that is known to be one. In a loop that does not change the object, the property is read before the loop: reading has
   * no effect, and what it gives is tested where it is used.
   */
  property(object: string, js: string): string {
    const known = this.#find(js)
    if (known) return known.facts.get(js) as string
    const home = this.#find(`object ${object}`)
    const block = home && home.loops < this.#block.loops ? home : this.#block
    const temp = this.temp()
    block.lines.push(`const ${temp}=${js};`)
    block.facts.set(js, temp)
    return temp
  }

  constant(item: unknown): string {
    return `k${this.constants.push(item) - 1}`
  }

  /** A constant pattern, compiled; `undefined` when it is none. */
  pattern(regex: string): string | undefined {
    const compiled = compileRE2(regex)
    return compiled instanceof Malformed ? undefined : this.constant(compiled)
  }

  /** A constant CEL value. */
  literal(item: Value, type: CelType): Code {
    if (type.kind === 'double' && isDouble(item)) {
      const number = unbox(item)
      return {
        js: Number.isFinite(number) && !Object.is(number, -0) ? `(${number})` : this.constant(number),
        type,
        form: 'double',
        solid: true,
        constant: item,
      }
    }
    return { ...value(this.#literalJs(item), type, true), constant: item }
  }

  #literalJs(item: Value): string {
    if (typeof item === 'string') return quote(item)
    if (typeof item === 'boolean' || item === null) return String(item)
    if (typeof item === 'number' && Number.isSafeInteger(item)) return `(${item})`
    return typeof item === 'bigint' ? `(${item}n)` : this.constant(item)
  }

  code(plan: Plan): Code {
    switch (plan.op) {
      case 'constant':
        return this.literal(plan.value, plan.type)
      case 'attribute':
        return attributeCode(this, plan)
      case 'and':
      case 'or':
        return this.#logical(plan)
      case 'equal':
      case 'notEqual':
        return equalityCode(this, plan)
      case 'call':
        return callCode(this, plan)
      case 'member':
        return memberCode(this, plan)
      case 'list':
        return listCode(this, plan)
      case 'map':
        return mapCode(this, plan)
      case 'struct':
        return structCode(this, plan)
      case 'fold':
        return foldCode(this, plan)
      default:
        return this.#fallback(plan)
    }
  }

  /** As a value in dynamic form. */
  dynamic(code: Code): string {
    if (code.form === 'double') return code.constant !== undefined ? this.constant(code.constant) : `R_box(${code.js})`
    if (code.form === 'content') return this.hold(`${code.js}===undefined?R_Optional.none:R_Optional.of(${code.js})`)
    return code.form === 'json' ? this.hold(`R_read(${this.constant(code.shape)},${code.js})`) : code.js
  }

  /** What an optional holds, or `undefined`. */
  content(code: Code): string {
    if (code.form === 'content') return code.js
    const held = this.hold(this.dynamic(code))
    this.emit(`if(!(${held} instanceof R_Optional))throw X;`)
    return this.hold(`${held}.value`)
  }

  /** As `true` or `false`. */
  bool(code: Code): string {
    if (code.solid && code.type.kind === 'bool') return code.js
    const held = this.hold(this.dynamic(code))
    this.emit(`if(${held}!==true&&${held}!==false)throw X;`)
    return held
  }

  /** As an argument for a parameter of the given type. */
  argument(code: Code, type: CelType): string {
    if (type.kind === 'double') {
      if (code.form === 'double') return code.js
      return this.hold(`R_double(${this.dynamic(code)})`)
    }
    const js = this.dynamic(code)
    if (type.kind === 'dyn' || type.kind === 'parameter') return js
    if (code.solid && code.type.kind === type.kind && (isScalar(type) || isAnyList(type))) return js
    if (type.kind === 'list' && (isAnyList(type) || type.element.kind === 'string')) {
      const held = this.hold(js)
      // Of a list only the first item is looked at.
      const items = isAnyList(type) ? '' : `||${held}.length>0&&typeof ${held}[0]!=='string'`
      this.emit(`if(!Array.isArray(${held})${items})throw X;`)
      return held
    }
    return this.hold(`R_guard(${js},${this.constant(type)})`)
  }

  #logical(plan: Logical): Code {
    const left = this.bool(this.code(plan.left))
    let right = ''
    const body = this.block(() => {
      right = this.bool(this.code(plan.right))
    })
    const or = plan.op === 'or'
    if (body === '') return value(`(${left}${or ? '||' : '&&'}${right})`, plan.type, true)
    const result = this.temp()
    this.emit(`let ${result}=${left};if(${or ? '!' : ''}${result}){${body}${result}=${right};}`)
    return value(result, plan.type, true)
  }

  #fallback(plan: Fallback): Code {
    const left = this.content(this.code(plan.left))
    const result = this.temp()
    const wrapped = plan.op === 'or-optional'
    let right = ''
    const body = this.block(() => {
      const code = this.code(plan.right)
      right = wrapped ? this.content(code) : this.dynamic(code)
    })
    this.emit(`let ${result}=${left};if(${result}===undefined){${body}${result}=${right};}`)
    return { js: result, type: plan.type, form: wrapped ? 'content' : 'value', solid: wrapped }
  }
}

const SCALARS: ReadonlySet<CelType['kind']> = new Set<CelType['kind']>(['bool', 'int', 'string', 'uint', 'bytes', 'timestamp', 'duration'])

function isScalar(type: CelType): boolean {
  return SCALARS.has(type.kind)
}

const isAnyList = (type: CelType): boolean => type.kind === 'list' && (type.element.kind === 'dyn' || type.element.kind === 'parameter')
