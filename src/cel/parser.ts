import type { Expr, MapEntry, StructField } from './ast.ts'
import { type Token, type TokenKind, tokenize } from './lexer.ts'
import { MacroError, type MacroHelper, type MacroTable } from './macros.ts'
import { balance, PRODUCTS, RELATIONS, SUMS } from './operators.ts'
import type { Issue } from './source.ts'
import {
  ELEMENT_OR_CLOSE,
  ENTRY_OR_CLOSE,
  EXPRESSION,
  EXPRESSION_OR_CLOSE,
  EXPRESSION_OR_OPTIONAL,
  type Rule,
  STARTERS,
  Stop,
  TokenCursor,
  visible,
} from './token-cursor.ts'
import { StringType } from './types.ts'

/** Limits of cel-go, which Kubernetes leaves at their defaults. */
const MAX_CODE_POINTS = 100_000

const RESERVED: ReadonlySet<string> = new Set(
  'as break const continue else false for function if import in let loop package namespace null return true var void while'.split(' '),
)

/** A parsed expression. `positions[id]` is the UTF-16 offset of the node with that id. */
export interface Parsed {
  readonly text: string
  readonly expr: Expr
  readonly positions: readonly number[]
  readonly issues: readonly Issue[]
}

/**
 * Parses an expression and expands its macros, in the shape of cel-go's parser: same tree, same positions, same texts. It goes on after a token too many or
 * too few, as cel-go does, and stops where cel-go would guess.
 */
export function parse(text: string, macros: MacroTable): Parsed {
  return new Parser(text, macros).parse()
}

class Parser extends TokenCursor implements MacroHelper {
  readonly #macros: MacroTable
  #macroPosition = 0

  constructor(text: string, macros: MacroTable) {
    super(text)
    this.#macros = macros
  }

  parse(): Parsed {
    let expr: Expr = { kind: 'unspecified', id: 0 }
    const size = this.text.length > MAX_CODE_POINTS ? [...this.text].length : 0
    if (size > MAX_CODE_POINTS) this.general(`expression code point size exceeds limit: size: ${size}, limit ${MAX_CODE_POINTS}`)
    else {
      this.tokens = tokenize(this.text, (bad, offset) => this.syntax(offset, `token recognition error at: '${bad}'`))
      try {
        expr = this.#expr()
        this.expect('end', '<EOF>')
      } catch (thrown) {
        if (!(thrown instanceof Stop)) throw thrown
      }
    }
    return { text: this.text, expr, positions: this.positions, issues: this.issues }
  }

  #expr(): Expr {
    this.enter('expr')
    const condition = this.#logical('||')
    if (this.kind() !== '?') {
      this.open.expr--
      return condition
    }
    let height = this.height
    const id = this.id(this.take().start)
    const yes = this.inside([':'], () => this.#logical('||'))
    height = Math.max(height, this.height)
    this.close(':')
    const no = this.#expr()
    this.grow(Math.max(height, this.height))
    this.open.expr--
    return { kind: 'call', id, name: '_?_:_', target: undefined, args: [condition, yes, no] }
  }

  #logical(operator: '||' | '&&'): Expr {
    const next = () => (operator === '||' ? this.#logical('&&') : this.#relation())
    const terms = [next()]
    let height = this.height
    const ids: number[] = []
    while (this.kind() === operator) {
      const token = this.take()
      terms.push(next())
      height = Math.max(height, this.height)
      ids.push(this.id(token.start))
    }
    this.height = height
    return terms.length === 1 ? terms[0]! : balance(operator === '||' ? '_||_' : '_&&_', terms, ids, 0, ids.length - 1)
  }

  #relation(): Expr {
    return this.#binary('relation', RELATIONS, () => this.#sum())
  }

  #sum(): Expr {
    return this.#binary('calc', SUMS, () => this.#binary('calc', PRODUCTS, () => this.#unary()))
  }

  /** A left-associative chain of operators. */
  #binary(rule: Rule, operators: ReadonlyMap<TokenKind, string>, operand: () => Expr): Expr {
    this.enter(rule)
    let opened = 1
    let left = operand()
    for (;;) {
      const name = operators.get(this.kind())
      if (name === undefined) break
      const height = this.height
      const id = this.id(this.take().start)
      this.enter(rule)
      opened++
      const right = operand()
      this.grow(Math.max(height, this.height))
      left = { kind: 'call', id, name, target: undefined, args: [left, right] }
    }
    this.open[rule] -= opened
    return left
  }

  #unary(): Expr {
    this.begin(EXPRESSION)
    const kind = this.kind()
    if (kind !== '!' && kind !== '-') return this.#member()
    const first = this.tokens[this.at]!
    if (this.#isNegativeNumber()) return this.#member()
    let count = 0
    while (this.kind() === kind) {
      this.at++
      count++
    }
    if (!OPERANDS.has(this.kind()) && !this.#isNegativeNumber()) return this.#badOperand(kind)
    if (count % 2 === 0) return this.#member()
    const id = this.id(first.start)
    const operand = this.#member()
    return { kind: 'call', id, name: kind === '!' ? '!_' : '-_', target: undefined, args: [operand] }
  }

  #isNegativeNumber(): boolean {
    const next = this.tokens[this.at + 1]?.kind
    return this.kind() === '-' && (next === 'int' || next === 'float')
  }

  /** What cannot stand after `!` or `-`: the other of them, or nothing that begins an expression. */
  #badOperand(operator: '!' | '-'): Expr {
    if (operator === '!' && this.kind() === '-') this.noViable(this.take())
    else if (operator === '-') this.noViable(this.tokens[this.at - 1]!)
    else {
      this.skip(EXPRESSION)
      if (!STARTERS.has(this.kind())) throw new Stop()
    }
    return this.#unary()
  }

  #member(): Expr {
    this.enter('member')
    let opened = 1
    let expr = this.#primary()
    for (;;) {
      const kind = this.kind()
      if (kind !== '.' && kind !== '[') break
      this.enter('member')
      opened++
      expr = kind === '.' ? this.#selection(expr) : this.#index(expr)
    }
    this.open.member -= opened
    return expr
  }

  #selection(operand: Expr): Expr {
    const height = this.height
    const dot = this.take()
    const optional = this.kind() === '?'
    if (optional) this.at++
    const name = this.tokens[this.at]!
    if (name.kind !== 'identifier' && name.kind !== 'escaped') {
      this.#badField(dot, optional)
      return operand
    }
    this.at++
    if (name.kind === 'escaped') this.report(name.start, "unsupported syntax: '`'")
    const field = this.textOf(name)
    if (!optional && this.kind() === '(') {
      const open = this.take()
      const id = this.id(open.start)
      const { args, height: argsHeight } = this.#args()
      this.grow(Math.max(height, argsHeight))
      return this.#callOrMacro(id, open.start, field, operand, args)
    }
    this.grow(height)
    const id = this.id(dot.start)
    if (!optional) return { kind: 'select', id, operand, field, testOnly: false }
    const literal = this.literal(name.start, StringType, field)
    return { kind: 'call', id, name: '_?._', target: undefined, args: [operand, literal] }
  }

  /** What stands after a dot and is no name. The word `in` goes on as the operator, for certain where nothing is open. */
  #badField(dot: Token, optional: boolean): void {
    const token = this.tokens[this.at]!
    const expected = optional ? '{IDENTIFIER, ESC_IDENTIFIER}' : 'IDENTIFIER'
    if (optional || token.kind === 'true' || token.kind === 'false' || token.kind === 'null')
      this.syntax(token.start, `mismatched input '${visible(this.textOf(token))}' expecting ${expected}`)
    else this.noViable(dot)
    if (optional) this.report(token.start, 'unsupported ident kind')
    if (token.kind !== 'in') throw new Stop()
    if (this.depth === 0) return
    this.at++
    this.begin(EXPRESSION)
    throw new Stop()
  }

  #index(operand: Expr): Expr {
    const height = this.height
    const id = this.id(this.take().start)
    const optional = this.kind() === '?'
    if (optional) this.at++
    else this.begin(EXPRESSION_OR_OPTIONAL)
    const index = this.inside([']'], () => this.#expr())
    this.close(']')
    this.grow(Math.max(height, this.height))
    return { kind: 'call', id, name: optional ? '_[?_]' : '_[_]', target: undefined, args: [operand, index] }
  }

  /** Call arguments after `(`, and the closing parenthesis. */
  #args(): { args: Expr[]; height: number } {
    const args: Expr[] = []
    let height = 0
    if (this.kind() !== ')') {
      this.begin(EXPRESSION_OR_CLOSE, ')')
      while (this.kind() !== ')') {
        args.push(this.inside([')', ','], () => this.#expr()))
        height = Math.max(height, this.height)
        if (this.kind() !== ',') break
        this.at++
        this.begin(EXPRESSION)
      }
    }
    this.close(')')
    return { args, height }
  }

  #primary(): Expr {
    const token = this.tokens[this.at]!
    this.height = 0
    switch (token.kind) {
      case '.':
      case 'identifier':
        return this.#name()
      case '(': {
        this.at++
        const expr = this.inside([')'], () => this.#expr())
        this.close(')')
        return expr
      }
      case '[':
        return this.#list()
      case '{':
        return this.#map()
      default:
        return this.constant(token)
    }
  }

  #name(): Expr {
    const start = this.tokens[this.at]!.start
    const leading = this.kind() === '.' ? '.' : ''
    if (leading) this.at++
    if (leading && (this.kind() === 'end' || this.kind() === 'in')) {
      this.noViable(this.tokens[this.at - 1]!)
      throw new Stop()
    }
    const token = this.expect('identifier', 'IDENTIFIER')
    const struct = this.#structName(token)
    if (struct !== undefined) return this.#struct(leading + struct)
    const name = this.textOf(token)
    const call = this.kind() === '('
    if (RESERVED.has(name)) {
      if (call) {
        this.at++
        this.#args()
      }
      return this.report(start, `reserved identifier: ${name}`)
    }
    if (!call) return { kind: 'ident', id: this.id(token.start), name: leading + name }
    const open = this.take()
    const id = this.id(open.start)
    const { args, height } = this.#args()
    this.height = height
    return this.#callOrMacro(id, open.start, leading + name, undefined, args)
  }

  /** The type name, when what follows is `a.b.C{`; then only the brace is left to read. */
  #structName(first: Token): string | undefined {
    let ahead = this.at
    while (this.tokens[ahead]!.kind === '.' && this.tokens[ahead + 1]!.kind === 'identifier') ahead += 2
    if (this.tokens[ahead]!.kind !== '{') return undefined
    let name = this.textOf(first)
    for (; this.at < ahead; this.at += 2) name += `.${this.textOf(this.tokens[this.at + 1]!)}`
    return name
  }

  #struct(type: string): Expr {
    const id = this.id(this.take().start)
    const fields: StructField[] = []
    let height = 0
    while (this.kind() !== '}' && this.kind() !== ',') {
      const optional = this.kind() === '?'
      if (optional) this.at++
      const name = this.tokens[this.at]!
      if (name.kind !== 'identifier' && name.kind !== 'escaped') this.mismatch("{'}', ',', '?', IDENTIFIER, ESC_IDENTIFIER}")
      this.at++
      const colon = this.close(':')
      const fieldId = this.id(colon.start)
      if (name.kind === 'escaped') this.report(name.start, "unsupported syntax: '`'")
      const value = this.inside(['}', ','], () => this.#expr())
      height = Math.max(height, this.height)
      fields.push({ id: fieldId, name: this.textOf(name), value, optional })
      if (!this.hasNext(kind => kind === 'identifier' || kind === 'escaped' || kind === '?')) break
    }
    this.closeEntries('}')
    this.height = height
    return { kind: 'struct', id, type, fields }
  }

  #list(): Expr {
    const id = this.id(this.take().start)
    const elements: Expr[] = []
    const optionals = new Set<number>()
    let height = 0
    this.begin(ELEMENT_OR_CLOSE, ']', ',', '?')
    while (this.kind() !== ']' && this.kind() !== ',') {
      if (this.kind() === '?') {
        this.at++
        optionals.add(elements.length)
      }
      elements.push(this.inside([']', ','], () => this.#expr()))
      height = Math.max(height, this.height)
      if (!this.hasNext(startsEntry)) break
    }
    this.closeEntries(']')
    this.height = height
    return { kind: 'list', id, elements, optionals }
  }

  #map(): Expr {
    const id = this.id(this.take().start)
    const entries: MapEntry[] = []
    let height = 0
    this.begin(ENTRY_OR_CLOSE, '}', ',', '?')
    while (this.kind() !== '}' && this.kind() !== ',') {
      const optional = this.kind() === '?'
      if (optional) this.at++
      const key = this.inside([':'], () => this.#expr())
      height = Math.max(height, this.height)
      const entryId = this.id(this.close(':').start)
      const value = this.inside(['}', ','], () => this.#expr())
      height = Math.max(height, this.height)
      entries.push({ id: entryId, key, value, optional })
      if (!this.hasNext(startsEntry)) break
    }
    this.closeEntries('}')
    this.height = height
    return { kind: 'map', id, entries }
  }

  #callOrMacro(id: number, offset: number, name: string, target: Expr | undefined, args: readonly Expr[]): Expr {
    const macro = this.#macros.find(name, args.length, target !== undefined)
    if (macro) {
      this.#macroPosition = offset
      const expansion = macro(this, target, args)
      if (expansion instanceof MacroError) return this.report(this.positions[expansion.id]!, expansion.message)
      if (expansion) return expansion
    }
    return { kind: 'call', id, name, target, args }
  }

  // What macros build with. Nodes that a macro adds stand where the call stands.

  nextId(): number {
    return this.id(this.#macroPosition)
  }

  copyId(id: number): number {
    return this.id(this.positions[id]!)
  }
}

/** What an operand of `!` or `-` begins with, but for negative numbers. */
const OPERANDS: ReadonlySet<TokenKind> = new Set([...STARTERS].filter(kind => kind !== '!' && kind !== '-'))

const startsEntry = (kind: TokenKind): boolean => kind === '?' || STARTERS.has(kind)
