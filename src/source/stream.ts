import { readJson, skipSpace } from './json.ts'
import type { DuplicateKey, Place } from './tree.ts'
import { compose } from './yaml/compose.ts'
import { SyntaxProblem } from './yaml/error.ts'
import { readManifest } from './yaml/manifest.ts'

/** One document of a text, decoded, or the reason why it could not be. Offsets are those of the whole text. */
export interface RawDocument {
  readonly start: number
  readonly end: number
  readonly format: 'yaml' | 'json'
  readonly value: unknown
  readonly hasDuplicates: boolean
  /** Where text begins that kubectl passes over. */
  readonly rest?: number
  readonly problem?: SyntaxProblem
}

export interface Limits {
  readonly maxDepth?: number
  readonly maxScalar?: number
}

const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]/u

/**
 * Cuts a text into documents the way kubectl does: a text that begins with `{` is read as JSON values one after the other; what is not JSON
 * is YAML, cut at lines that begin with `---` before any of it is parsed, so that one broken document does not hide the others.
 */
export function* documents(text: string, limits: Limits = {}): Generator<RawDocument> {
  let from = 0
  if (JSON_START.test(text)) {
    let count = 0
    let failure: SyntaxProblem | undefined
    for (;;) {
      const start = skipSpace(text, from)
      if (start >= text.length) return
      try {
        const { value, end, hasDuplicates, overflow } = readJson(text, { from: start, ...limits })
        yield { start, end, format: 'json', value, hasDuplicates, ...(overflow === undefined ? {} : { problem: overflow }) }
        from = end
        count++
      } catch (error) {
        if (!(error instanceof SyntaxProblem)) throw error
        failure = error
        break
      }
    }
    // More than one JSON value makes it a JSON stream for good; one may still be flow style YAML.
    const rest = count > 1 ? undefined : skipBlankLine(text, from)
    if (rest === undefined) {
      yield { start: from, end: text.length, format: 'json', value: undefined, hasDuplicates: false, problem: failure }
      return
    }
    from = rest
  }
  yield* yamlDocuments(text, from, limits)
}

/** White space as Go sees it. */
const SPACE = '[\\t\\n\\v\\f\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const IS_SPACE = new RegExp(SPACE)
const JSON_START = new RegExp(`^${SPACE}*\\{`)
const TRIM = new RegExp(`^${SPACE}+|${SPACE}+$`, 'g')

/**
 * Where YAML begins after JSON: behind white space up to the end of the line. kubectl looks at four bytes at a time and gives up where the
 * text has fewer left: undefined.
 */
function skipBlankLine(text: string, from: number): number | undefined {
  for (let at = from; ; at++) {
    if (new TextEncoder().encode(text.slice(at, at + 4)).length < 4) return undefined
    const character = text[at] ?? ''
    if (!IS_SPACE.test(character)) return at
    if (character === '\n') return at + 1
  }
}

/** Cuts at lines that begin with `---`. One that opens a document belongs to it; one that ends a document belongs to none. */
function* yamlDocuments(text: string, from: number, limits: Limits): Generator<RawDocument> {
  let start = from
  let search = from
  while (start < text.length) {
    const found = search === start && text.startsWith('---', start) ? start : text.indexOf('\n---', Math.max(search - 1, 0)) + 1
    const next = found > 0 || (found === 0 && search === start && text.startsWith('---', start)) ? found : text.length
    const lineEnd = next < text.length ? text.indexOf('\n', next) : -1
    const after = lineEnd < 0 ? text.length : lineEnd + 1
    if (next > start) yield yamlDocument(text, start, next, limits)
    const junk = text.slice(next + 3, after).replace(TRIM, '')
    if (junk !== '' && !junk.startsWith('#')) {
      const problem = new SyntaxProblem(`invalid Yaml document separator: ${junk}`, text.indexOf(junk, next + 3))
      yield { start: next, end: after, format: 'yaml', value: undefined, hasDuplicates: false, problem }
      // kubectl stops here; the rest is read so that everything wrong is said in one run.
      start = after
    } else if (next > start) start = after
    search = after
    if (next >= text.length) return
    if (start < after && after >= text.length) {
      yield yamlDocument(text, start, text.length, limits)
      return
    }
  }
}

/** Only this long is a missing final line break added by copying. */
function chunk(text: string, start: number, end: number): string {
  const part = text.slice(start, end)
  return part.endsWith('\n') ? part : `${part}\n`
}

function yamlDocument(text: string, start: number, end: number, limits: Limits): RawDocument {
  try {
    const part = chunk(text, start, end)
    const manifest = readManifest(part, limits)
    if (manifest !== undefined) return { start, end, format: 'yaml', value: manifest.value, hasDuplicates: false }
    const control = CONTROL.exec(part)
    if (control !== null) throw new SyntaxProblem('control characters are not allowed', control.index)
    const { value, hasDuplicates, rest } = compose(part, limits)
    const document: RawDocument = { start, end, format: 'yaml', value: value === undefined ? null : value, hasDuplicates }
    const content = rest === undefined ? -1 : part.slice(rest).search(/^(?:\s|#.*$)*[^\s#]/m)
    return rest === undefined || content < 0 ? document : { ...document, rest: start + rest + (/\S/.exec(part.slice(rest))?.index ?? 0) }
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error
    const context = error.contextOffset === undefined ? undefined : error.contextOffset + start
    const problem = new SyntaxProblem(error.problem, error.offset + start, context)
    return { start, end, format: 'yaml', value: undefined, hasDuplicates: false, problem }
  }
}

export interface Placed {
  readonly base: number
  readonly place: Place | undefined
  readonly duplicates: readonly DuplicateKey[]
}

/** Reads a document once more, for its positions. Offsets in the tree count from `base`. */
export function places(text: string, document: RawDocument): Placed {
  const { start, end, format } = document
  if (format === 'json') return { base: 0, ...readJson(text, { from: start, places: true }) }
  const part = chunk(text, start, end)
  const manifest = readManifest(part, { places: true })
  if (manifest !== undefined) return { base: start, place: manifest.place, duplicates: [] }
  return { base: start, ...compose(part, { places: true }) }
}
