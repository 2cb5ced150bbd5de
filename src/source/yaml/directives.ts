import type { Scanner } from './scanner.ts'
import { T } from './token.ts'

const DEFAULTS: readonly (readonly [string, string])[] = [
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
]

/** The handles that tags of a document may begin with: those of `%TAG` directives before the two that always exist. */
export class TagHandles {
  readonly #scanner: Scanner
  readonly #prefixes = new Map<string, string>()

  constructor(scanner: Scanner) {
    this.#scanner = scanner
  }

  /** Reads the directives before `---`. Of %YAML only version 1.1 is known. */
  read(): void {
    const scanner = this.#scanner
    let version = false
    for (;;) {
      const { type, value, suffix, start } = scanner.peek()
      if (type === T.versionDirective) {
        if (version) scanner.fail('found duplicate %YAML directive', start)
        version = true
        if (value.split('.').some(part => Number(part) !== 1)) scanner.fail('found incompatible YAML document', start)
      } else if (type === T.tagDirective) {
        if (this.#prefixes.has(value)) scanner.fail('found duplicate %TAG directive', start)
        this.#prefixes.set(value, suffix)
      } else return
      scanner.skip()
    }
  }

  /** The whole tag; without a handle the suffix is the tag. */
  resolve(handle: string, suffix: string, at: number, nodeStart: number): string {
    if (handle === '') return suffix
    const prefix = this.#prefixes.get(handle) ?? DEFAULTS.find(([name]) => name === handle)?.[1]
    return prefix === undefined ? this.#scanner.fail('found undefined tag handle', at, nodeStart) : prefix + suffix
  }
}
