/**
 * A text that a regular expression takes, as far as its simple parts go: literals, classes, groups, alternatives, repetitions. Whoever asks
 * checks it with the expression itself; undefined where nothing can be made up.
 */
export function sampleOf(pattern: string): string | undefined {
  const reader = new Sampler(pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, ''))
  const text = reader.alternatives()
  return reader.done ? text : undefined
}

const escapes: Readonly<Record<string, string>> = {
  d: '0',
  w: 'a',
  s: ' ',
  D: 'a',
  W: '-',
  S: 'a',
  b: '',
  B: '',
  A: '',
  z: '',
  n: '\n',
  t: '\t',
}

class Sampler {
  readonly #pattern: string
  #at = 0
  #failed = false

  constructor(pattern: string) {
    this.#pattern = pattern
  }

  get done(): boolean {
    return !this.#failed && this.#at === this.#pattern.length
  }

  /** The first alternative; the others are read and dropped. */
  alternatives(): string {
    const first = this.#sequence()
    while (this.#pattern[this.#at] === '|') {
      this.#at++
      this.#sequence()
    }
    return first
  }

  #sequence(): string {
    let text = ''
    while (this.#at < this.#pattern.length && this.#pattern[this.#at] !== '|' && this.#pattern[this.#at] !== ')') {
      const atom = this.#atom()
      text += atom.repeat(this.#count())
    }
    return text
  }

  #atom(): string {
    const character = this.#pattern[this.#at++]!
    if (character === '\\') {
      const escaped = this.#pattern[this.#at++]
      if (escaped === undefined || /[pPQExu0-9]/.test(escaped)) this.#failed = true
      return escaped === undefined ? '' : (escapes[escaped] ?? escaped)
    }
    if (character === '.') return 'a'
    if (character === '^' || character === '$') return ''
    if (character === '[') return this.#class()
    if (character !== '(') return character
    const flags = /^\?(?:P?<\w+>|[a-zA-Z-]*:)/.exec(this.#pattern.slice(this.#at))
    if (this.#pattern[this.#at] === '?' && flags === null) this.#failed = true
    this.#at += flags?.[0].length ?? 0
    const text = this.alternatives()
    if (this.#pattern[this.#at++] !== ')') this.#failed = true
    return text
  }

  /** One character of a class; for a negated one the first that the class does not name. */
  #class(): string {
    const end = /^\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]/.exec(this.#pattern.slice(this.#at))
    if (end === null) {
      this.#failed = true
      return ''
    }
    const body = end[0].slice(0, -1)
    this.#at += end[0].length
    if (body.startsWith('^'))
      return [...'aA0-_/.'].find(candidate => !body.includes(candidate) && !(/a-z/.test(body) && candidate === 'a')) ?? '~'
    if (body.startsWith('\\')) return escapes[body[1]!] ?? body[1]!
    return body.startsWith('[:') ? 'a' : body[0]!
  }

  /** How often the atom before stands: once at least where it may. */
  #count(): number {
    const repeat = /^(?:([*+?])|\{([0-9]+)(?:,[0-9]*)?\})\??/.exec(this.#pattern.slice(this.#at))
    if (repeat === null) return 1
    this.#at += repeat[0].length
    return repeat[2] === undefined ? 1 : Math.min(Number(repeat[2]), 1000)
  }
}
