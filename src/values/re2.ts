import { RE2JS } from 're2js'
import { Dfa, type Instruction } from './dfa.ts'
import { Malformed } from './malformed.ts'
import { isPlainlyValid } from './re2-syntax.ts'

/** A compiled pattern in the syntax and meaning of Go's regexp: RE2, over code points, unanchored, in linear time. */
export class RE2 {
  readonly #pattern: string
  #engine: RE2JS | undefined
  /** `null` when RE2 itself has to do the matching. */
  #dfa: Dfa | null | undefined

  /** Takes a valid pattern. Where only its validity was asked for, it is never compiled. */
  constructor(pattern: string, engine?: RE2JS) {
    this.#pattern = pattern
    this.#engine = engine
  }

  #compiled(): RE2JS {
    this.#engine ??= RE2JS.compile(this.#pattern)
    return this.#engine
  }

  #automaton(): Dfa | null {
    const { inst, start } = this.#compiled().re2().prog as { inst: readonly Instruction[]; start: number }
    this.#dfa = Dfa.of(inst, start) ?? null
    return this.#dfa
  }

  /** Whether the pattern matches anywhere in the text. */
  test(text: string): boolean {
    const dfa = this.#dfa === undefined ? this.#automaton() : this.#dfa
    return dfa?.test(text) ?? this.#compiled().test(text)
  }

  /** The leftmost match, or undefined. */
  find(text: string): string | undefined {
    const matcher = this.#compiled().matcher(text)
    return matcher.find() ? (matcher.group() ?? undefined) : undefined
  }

  /** Successive matches that do not overlap, at most `limit` when it is not negative. An empty match right after a match does not count. */
  findAll(text: string, limit = -1): string[] {
    const found: string[] = []
    const matcher = this.#compiled().matcher(text)
    let end = -1
    while ((limit < 0 || found.length < limit) && matcher.find()) {
      const match = matcher.group() ?? ''
      if (match !== '' || matcher.start() !== end) found.push(match)
      end = matcher.end()
    }
    return found
  }

  /** Replaces every match by a text that stands for itself. */
  replaceAll(text: string, by: string): string {
    return this.#compiled().matcher(text).replaceAll(RE2JS.quoteReplacement(by))
  }
}

const CAPACITY = 1000
const compiled = new Map<string, RE2 | Malformed>()

/**
 * A pattern to match with, or the text of Go's regexp.Compile error. One that is plainly valid is compiled when it first meets a text.
 * Patterns are remembered, the oldest forgotten beyond a thousand.
 */
export function compileRE2(pattern: string): RE2 | Malformed {
  const known = compiled.get(pattern)
  if (known) return known
  const result = compile(pattern)
  if (compiled.size >= CAPACITY) compiled.delete(compiled.keys().next().value!)
  compiled.set(pattern, result)
  return result
}

function compile(pattern: string): RE2 | Malformed {
  if (isPlainlyValid(pattern)) return new RE2(pattern)
  try {
    return new RE2(pattern, RE2JS.compile(pattern))
  } catch (error) {
    const message = (error as Error).message
    if (message.includes('duplicate capture group name')) return compileUnnamed(pattern)
    return new Malformed(message.endsWith('trailing backslash at end of expression') ? `${message}: \`\`` : message)
  }
}

/** Go lets two groups bear one name; names serve nobody here. */
function compileUnnamed(pattern: string): RE2 | Malformed {
  const unnamed = withoutGroupNames(pattern)
  const result = compile(unnamed)
  return result instanceof Malformed ? new Malformed(result.message.replace(`\`${unnamed}\``, () => `\`${pattern}\``)) : result
}

function withoutGroupNames(pattern: string): string {
  return pattern.replace(/\\Q[\s\S]*?(?:\\E|$)|\\[\s\S]|\[\^?\]?(?:\\[\s\S]|\[:[^\]]*:\]|[^\]\\])*\]|\(\?P?<\w+>/g, part =>
    part.startsWith('(?') ? '(' : part,
  )
}
