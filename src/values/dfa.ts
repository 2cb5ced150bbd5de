/**
 * Answers "does this pattern match anywhere in the text" for ASCII texts in one table look-up per character, by building the deterministic
 * automaton of an RE2 program as texts ask for it.
 *
 * Linear whatever the pattern, since every character is looked at once; equal in meaning to the program, since a state is the set of
 * instructions that RE2's own simulation would be at. What it does not handle (texts beyond ASCII, line anchors, word boundaries, too many
 * states) it leaves to RE2 itself.
 */

/** The instructions of an RE2 program, as re2js numbers them. */
export interface Instruction {
  readonly op: number
  readonly out: number
  readonly arg: number
  matchRune(rune: number): boolean
}

const ALT = 1
const ALT_MATCH = 2
const CAPTURE = 3
const EMPTY_WIDTH = 4
const FAIL = 5
const MATCH = 6
const NOP = 7
const RUNE = 8
const RUNE1 = 9
const RUNE_ANY = 10
const RUNE_ANY_NOT_NL = 11
const BEGIN_TEXT = 4
const END_TEXT = 8

/** A row of the table takes 512 bytes: at most 256 KB for a pattern. */
const MAX_STATES = 512
const ROW = 128
/** Not built yet; or the match is certain, or impossible, whatever follows. */
const UNKNOWN = -1
const DEAD = -2
const ACCEPTED = -3

interface State {
  /** Instructions waiting for a character, ascending. */
  readonly at: readonly number[]
  /** Whether the text matches when it ends here. */
  readonly acceptsEnd: boolean
}

export class Dfa {
  readonly #program: readonly Instruction[]
  readonly #start: number
  readonly #states: State[] = []
  /** Next states, row by row, each as the offset of its row. */
  #table = new Int32Array(8 * ROW)
  readonly #byKey = new Map<string, number>()
  #first = UNKNOWN

  private constructor(program: readonly Instruction[], start: number) {
    this.#program = program
    this.#start = start
  }

  /** Undefined for a program with instructions that need more than the character at hand. */
  static of(program: readonly Instruction[], start: number): Dfa | undefined {
    for (const { op, arg } of program) {
      if (op < ALT || op > RUNE_ANY_NOT_NL) return undefined
      if (op === EMPTY_WIDTH && (arg & ~(BEGIN_TEXT | END_TEXT)) !== 0) return undefined
    }
    const dfa = new Dfa(program, start)
    dfa.#first = dfa.#state(dfa.#close([start], BEGIN_TEXT), true)
    return dfa
  }

  /** Whether the pattern matches somewhere in the text; undefined when RE2 has to decide. */
  test(text: string): boolean | undefined {
    let table = this.#table
    let row = this.#first
    for (let i = 0; i < text.length; i++) {
      // What follows is not looked at: beyond ASCII it cannot change the answer either.
      if (row < 0) return row === ACCEPTED
      const code = text.charCodeAt(i)
      if (code > 127) return undefined
      let next = table[row + code]!
      if (next === UNKNOWN) {
        next = this.#step(row, code)
        if (next === UNKNOWN) return undefined
        table = this.#table
        table[row + code] = next
      }
      row = next
    }
    return row < 0 ? row === ACCEPTED : this.#states[row / ROW]!.acceptsEnd
  }

  /** The row that follows; UNKNOWN when there are too many. */
  #step(row: number, code: number): number {
    const reached: number[] = []
    for (const pc of this.#states[row / ROW]!.at) if (consumes(this.#program[pc]!, code)) reached.push(this.#program[pc]!.out)
    return this.#state(this.#close([...reached, this.#start], 0), false)
  }

  #state(closed: readonly number[], atBeginning: boolean): number {
    const program = this.#program
    if (closed.some(pc => program[pc]!.op === MATCH)) return ACCEPTED
    const at = closed.filter(pc => program[pc]!.op >= RUNE)
    const acceptsEnd = this.#close(closed, END_TEXT | (atBeginning ? BEGIN_TEXT : 0)).some(pc => program[pc]!.op === MATCH)
    if (at.length === 0 && !acceptsEnd) return DEAD
    const key = `${acceptsEnd}${at.join()}`
    const known = this.#byKey.get(key)
    if (known !== undefined) return known
    if (this.#states.length >= MAX_STATES) return UNKNOWN
    const row = this.#states.length * ROW
    if (row === this.#table.length) this.#grow()
    this.#table.fill(UNKNOWN, row, row + ROW)
    this.#states.push({ at, acceptsEnd })
    this.#byKey.set(key, row)
    return row
  }

  #grow(): void {
    const table = new Int32Array(this.#table.length * 2)
    table.set(this.#table)
    this.#table = table
  }

  /** All instructions reachable without a character when the given assertions hold, ascending; those that wait for another assertion stay. */
  #close(from: readonly number[], assertions: number): number[] {
    const program = this.#program
    const seen = new Set<number>()
    const pending = [...from]
    for (let pc = pending.pop(); pc !== undefined; pc = pending.pop()) {
      if (seen.has(pc)) continue
      seen.add(pc)
      const { op, out, arg } = program[pc]!
      if (op === ALT || op === ALT_MATCH) pending.push(out, arg)
      else if (op === CAPTURE || op === NOP) pending.push(out)
      else if (op === EMPTY_WIDTH && (arg & ~assertions) === 0) pending.push(out)
    }
    return [...seen]
      .filter(pc => program[pc]!.op >= EMPTY_WIDTH && program[pc]!.op !== FAIL && program[pc]!.op !== NOP)
      .sort((a, b) => a - b)
  }
}

function consumes(instruction: Instruction, code: number): boolean {
  switch (instruction.op) {
    case RUNE:
    case RUNE1:
      return instruction.matchRune(code)
    case RUNE_ANY:
      return true
    default:
      return instruction.op === RUNE_ANY_NOT_NL && code !== 10
  }
}
