import { Float } from '../../values/number.ts'
import type { DuplicateKey, Place } from '../tree.ts'
import { SyntaxProblem } from './error.ts'
import { type Anchor, allowedAliasRatio, type Frame, isMapping, type Node, type Source } from './frames.ts'
import { Parser } from './parser.ts'
import { jsonNumber, keyText, resolve, resolvePlain, type Scalar, TagMismatch } from './resolve.ts'
import { E } from './states.ts'
import { Style } from './token.ts'

/** Nesting that Go's JSON reader, the last station of kubectl's decoder, still follows. */
const MAX_DEPTH = 10_000

export interface ComposeOptions {
  /** Also build the tree of places. */
  readonly places?: boolean
  /** Longest scalar in UTF-16 units. No API server takes an object of more than 3 MiB. */
  readonly maxScalar?: number
  readonly maxDepth?: number
}

export interface Composed {
  readonly value: unknown
  readonly place: Place | undefined
  /** With `places`, all of them with their positions; otherwise only whether there are any. */
  readonly duplicates: readonly DuplicateKey[]
  readonly hasDuplicates: boolean
  /** Where text begins that kubectl does not read, after `...` or after a complete value. It may be blank. */
  readonly rest: number | undefined
}

/**
 * Decodes the first YAML document of `text` to the JSON values that kubectl would send.
 * Undefined stands for a text without any document.
 * @throws SyntaxProblem
 */
export function compose(text: string, options: ComposeOptions = {}): Composed {
  return new Composer(text, options).run()
}

class Composer {
  readonly #parser: Parser
  readonly #options: ComposeOptions
  readonly #maxDepth: number
  readonly #maxScalar: number
  readonly #anchors = new Map<string, Anchor>()
  readonly #frames: Frame[] = []
  readonly #duplicates: DuplicateKey[] = []
  #hasDuplicates = false
  // Decoding steps in all, and how many of them repeat an anchored node: kubectl refuses texts where aliases do most of the work.
  #decoded = 1
  #aliased = 0

  constructor(text: string, options: ComposeOptions) {
    this.#parser = new Parser(text)
    this.#options = options
    this.#maxDepth = Math.min(options.maxDepth ?? MAX_DEPTH, MAX_DEPTH)
    this.#maxScalar = options.maxScalar ?? Number.POSITIVE_INFINITY
  }

  run(): Composed {
    const parser = this.#parser
    let root: Node | undefined
    if (parser.begin()) {
      do {
        const event = parser.next()
        let done: Node | undefined
        switch (event) {
          case E.scalar:
            done = this.#scalar()
            break
          case E.alias:
            done = this.#alias()
            break
          case E.sequenceStart:
          case E.mappingStart:
            this.#open(event === E.mappingStart)
            break
          default:
            done = this.#close()
        }
        if (done === undefined) continue
        if (this.#frames.length === 0) root = done
        else this.#attach(done)
      } while (root === undefined)
      parser.next()
    }
    return {
      value: root === undefined ? undefined : this.#json(root),
      place: root?.place,
      duplicates: this.#duplicates,
      hasDuplicates: this.#hasDuplicates,
      rest: parser.rest,
    }
  }

  #fail(problem: string, offset: number, context?: number): never {
    throw new SyntaxProblem(problem, offset, context)
  }

  #count(steps: number, aliased: number): void {
    this.#decoded += steps
    this.#aliased += aliased
    if (this.#aliased > 100 && this.#decoded > 1000 && this.#aliased / this.#decoded > allowedAliasRatio(this.#decoded)) {
      this.#fail('document contains excessive aliasing', this.#parser.start)
    }
  }

  #scalar(): Node {
    const { value, tag, style, start, end, anchor } = this.#parser
    if (value.length > this.#maxScalar) this.#fail(`a scalar of ${value.length} characters`, start)
    let scalar: Scalar
    if (tag !== '') {
      try {
        scalar = resolve(tag, value)
      } catch (error) {
        if (error instanceof TagMismatch) this.#fail(error.message, start)
        throw error
      }
    } else scalar = style === Style.plain ? resolvePlain(value) : { kind: 'string', value }
    this.#count(1, 0)
    const place: Place | undefined = this.#options.places
      ? { start, end, flow: style !== Style.literal && style !== Style.folded, kind: 'scalar' }
      : undefined
    const node: Node = { value: scalar.value, scalar, kind: 'scalar', place, height: 0 }
    if (anchor !== '') this.#anchors.set(anchor, { ...node, kind: 'scalar', size: 1, open: false })
    return node
  }

  #alias(): Node {
    const { value: name, start, end } = this.#parser
    const anchor = this.#anchors.get(name)
    if (anchor === undefined) this.#fail(`unknown anchor '${name}' referenced`, start)
    if (anchor.open) this.#fail(`anchor '${name}' value contains itself`, start)
    this.#count(1 + anchor.size, anchor.size)
    const place = anchor.place === undefined ? undefined : { ...anchor.place, start, end, alias: true }
    return { value: anchor.value, scalar: anchor.scalar, kind: anchor.kind, place, height: anchor.height, alias: true }
  }

  #open(mapping: boolean): void {
    const { start, flow, anchor: name } = this.#parser
    const depth = this.#frames.length + 1
    if (depth > this.#maxDepth) this.#fail(`exceeded max depth of ${this.#maxDepth}`, start)
    const parent = this.#frames[this.#frames.length - 1]
    if (parent?.map !== undefined && parent.expect === 'key') this.#fail('invalid map key: a list or a mapping cannot be a key', start)
    const countBefore = this.#decoded
    // The list of a merge key is walked, not decoded.
    if (!(parent?.expect === 'merge' && !mapping)) this.#count(1, 0)
    const map = mapping ? {} : undefined
    const list = mapping ? undefined : []
    let place: Place | undefined
    if (this.#options.places) {
      place = { start, end: start, flow, kind: mapping ? 'map' : 'list' }
      if (mapping) place.entries = new Map()
      else place.items = []
    }
    let anchor: Anchor | undefined
    if (name !== '') {
      anchor = { value: map ?? list, scalar: undefined, kind: mapping ? 'map' : 'list', place, size: 0, height: 0, open: true }
      this.#anchors.set(name, anchor)
    }
    this.#frames.push({
      map,
      list,
      place,
      anchor,
      countBefore,
      height: 0,
      expect: 'key',
      key: '',
      keyStart: 0,
      keyEnd: 0,
      isConverted: false,
      converted: undefined,
      mergedKeys: undefined,
    })
  }

  #close(): Node {
    const frame = this.#frames.pop() as Frame
    const { map, list, place, anchor } = frame
    const height = frame.height + 1
    if (this.#frames.length + height > this.#maxDepth)
      this.#fail(`exceeded max depth of ${this.#maxDepth}`, place?.start ?? this.#parser.end)
    if (place?.flow) place.end = this.#parser.end
    if (anchor !== undefined) {
      anchor.open = false
      anchor.size = this.#decoded - frame.countBefore
      anchor.height = height
    }
    return { value: map ?? list, scalar: undefined, kind: map === undefined ? 'list' : 'map', place, height }
  }

  #attach(node: Node): void {
    const frame = this.#frames[this.#frames.length - 1] as Frame
    if (node.height > frame.height) frame.height = node.height
    if (frame.list !== undefined) {
      frame.list.push(this.#json(node))
      if (frame.place !== undefined && node.place !== undefined) {
        frame.place.items?.push(node.place)
        frame.place.end = node.place.end
      }
    } else if (frame.expect === 'key') this.#key(frame, node)
    else {
      if (frame.expect === 'merge') this.#merge(frame, node)
      else this.#set(frame, frame.key, this.#json(node), node.place, false)
      if (frame.place !== undefined && node.place !== undefined) frame.place.end = Math.max(frame.keyEnd, node.place.end)
      frame.expect = 'key'
    }
  }

  #key(frame: Frame, node: Node): void {
    const parser = this.#parser
    frame.keyStart = parser.start
    frame.keyEnd = parser.end
    const { scalar } = node
    if (scalar === undefined) this.#fail('invalid map key: a list or a mapping cannot be a key', parser.start)
    if (scalar.value === '<<' && isMergeKey(parser)) {
      // The key of a merge is not decoded.
      this.#decoded--
      frame.expect = 'merge'
      return
    }
    const key = keyText(scalar)
    if (key === undefined) this.#fail(`unsupported map key: ${scalar.kind === 'null' ? 'null' : 'a number above int64'}`, parser.start)
    frame.key = key
    frame.isConverted = scalar.kind !== 'string'
    frame.expect = 'value'
  }

  /** Numbers as JSON can carry them. */
  #json({ value, scalar }: Node): unknown {
    if (scalar === undefined || scalar.kind !== 'float') return value
    const number = value instanceof Float ? value.value : Number(value)
    if (!Number.isFinite(number)) {
      this.#fail(`json: unsupported value: ${Number.isNaN(number) ? 'NaN' : number > 0 ? '+Inf' : '-Inf'}`, this.#parser.start)
    }
    return jsonNumber(number)
  }

  #set(frame: Frame, key: string, value: unknown, place: Place | undefined, merging: boolean): void {
    const map = frame.map as Record<string, unknown>
    const { keyStart, keyEnd } = frame
    const entries = frame.place?.entries
    if (Object.hasOwn(map, key)) {
      const merged = merging || frame.mergedKeys?.has(key) === true
      const isConverted = frame.isConverted && !merging
      const cause = merged ? 'merged' : isConverted !== (frame.converted?.has(key) === true) ? 'converted' : 'written'
      if (cause !== 'merged' || !merging) this.#hasDuplicates = true
      const first = entries?.get(key)
      if (first !== undefined) {
        this.#duplicates.push({
          key,
          first: { start: first.keyStart, end: first.keyEnd },
          second: { start: keyStart, end: keyEnd },
          cause,
        })
      }
    }
    if (key === '__proto__') Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true })
    else map[key] = value
    if (merging) {
      frame.mergedKeys ??= new Set()
      frame.mergedKeys.add(key)
    } else if (frame.isConverted) {
      frame.converted ??= new Set()
      frame.converted.add(key)
    }
    if (entries !== undefined && place !== undefined)
      entries.set(key, { keyStart, keyEnd, value: place, ...(merging ? { merged: true } : {}) })
  }

  /** `<<`: the entries of other mappings; of a list of mappings the first counts most. Later keys of this mapping override them. */
  #merge(frame: Frame, node: Node): void {
    const sources: Source[] =
      node.kind === 'list' && !node.alias ? (node.value as unknown[]).map((value, i) => ({ value, place: node.place?.items?.[i] })) : [node]
    for (const { value, place } of sources.reverse()) {
      if (!isMapping(value)) this.#fail('map merge requires map or sequence of maps as the value', frame.keyStart)
      for (const [key, entry] of Object.entries(value)) this.#set(frame, key, entry, place?.entries?.get(key)?.value, true)
    }
  }
}

const MERGE_TAG = 'tag:yaml.org,2002:merge'

const isMergeKey = ({ style, tag }: Parser): boolean => (tag === '' ? style === Style.plain : tag === '!' || tag === MERGE_TAG)
