import { TagHandles } from './directives.ts'
import { Scanner } from './scanner.ts'
import { E, type EventType, S, type State } from './states.ts'
import { type ScalarStyle, Style, T, type Token } from './token.ts'

/**
 * Turns tokens into events for the first document of a text, by the grammar of YAML 1.1 and without recursion.
 * The fields describe the event that `next` returned last: one object for the whole document keeps parsing fast.
 */
export class Parser {
  /** Where the node begins, its anchor and tag included. */
  start = 0
  end = 0
  /** A scalar's text, or an alias's name. */
  value = ''
  style: ScalarStyle = Style.plain
  anchor = ''
  /** The resolved tag; empty when there was none. */
  tag = ''
  flow = false
  /** After the document's end: where the text goes on, if it does. */
  rest: number | undefined

  readonly #scanner: Scanner
  #state: State = S.blockNode
  readonly #states: State[] = []
  readonly #marks: number[] = []
  readonly #handles: TagHandles

  constructor(text: string) {
    this.#scanner = new Scanner(text)
    this.#handles = new TagHandles(this.#scanner)
  }

  /** Goes to the first document; false where the text has none. */
  begin(): boolean {
    const first = this.#peek()
    if (first.type === T.streamEnd) return false
    if (first.type === T.versionDirective || first.type === T.tagDirective || first.type === T.documentStart) {
      this.#handles.read()
      const start = this.#peek()
      if (start.type !== T.documentStart) this.#fail('did not find expected <document start>', start.start)
      this.#skip()
      this.#state = S.documentContent
    }
    this.#states.push(S.documentEnd)
    return true
  }

  next(): EventType {
    switch (this.#state) {
      case S.blockNode:
        return this.#node(true, false)
      case S.documentContent:
        return this.#documentContent()
      case S.documentEnd:
        // One token ahead must exist: what follows the document is not read, but kubectl looks at its first token.
        return this.#documentEnd()
      case S.sequenceFirst:
      case S.sequenceEntry:
        return this.#blockEntry()
      case S.indentlessEntry:
        return this.#indentlessEntry()
      case S.mappingFirst:
      case S.mappingKey:
        return this.#blockKey()
      case S.mappingValue:
        return this.#blockValue()
      case S.flowSequenceFirst:
      case S.flowSequenceEntry:
        return this.#flowEntry()
      case S.flowPairKey:
        return this.#pairKey()
      case S.flowPairValue:
        return this.#pairValue()
      case S.flowPairEnd:
        this.#state = S.flowSequenceEntry
        return this.#close(E.mappingEnd, this.#peek().start)
      case S.flowMappingFirst:
      case S.flowMappingKey:
        return this.#flowKey()
      case S.flowMappingValue:
        return this.#flowValue()
      default:
        this.#state = S.flowMappingKey
        return this.#empty(this.#peek().start)
    }
  }

  #peek(): Token {
    return this.#scanner.peek()
  }

  #skip(): void {
    this.#scanner.skip()
  }

  #fail(problem: string, offset: number, contextOffset?: number): never {
    this.#scanner.fail(problem, offset, contextOffset)
  }

  #documentContent(): EventType {
    const { type, start } = this.#peek()
    if (
      type === T.versionDirective ||
      type === T.tagDirective ||
      type === T.documentStart ||
      type === T.documentEnd ||
      type === T.streamEnd
    ) {
      this.#state = this.#states.pop() as State
      return this.#empty(start)
    }
    return this.#node(true, false)
  }

  #documentEnd(): EventType {
    const { type, start, end } = this.#peek()
    if (type === T.documentEnd) this.rest = end
    else if (type !== T.streamEnd) this.rest = start
    return E.documentEnd
  }

  #empty(at: number): EventType {
    this.start = at
    this.end = at
    this.value = ''
    this.style = Style.plain
    this.anchor = ''
    this.tag = ''
    return E.scalar
  }

  #close(type: EventType, end: number): EventType {
    this.end = end
    return type
  }

  /** `node` after `then` became the state to return to. */
  #nested(then: State, block: boolean, indentless: boolean): EventType {
    this.#states.push(then)
    return this.#node(block, indentless)
  }

  #node(block: boolean, indentless: boolean): EventType {
    let next = this.#peek()
    this.start = next.start
    this.anchor = ''
    this.tag = ''
    if (next.type === T.alias) {
      this.#state = this.#states.pop() as State
      this.end = next.end
      this.value = next.value
      this.#skip()
      return E.alias
    }
    let propertiesEnd = -1
    if (next.type === T.anchor || next.type === T.tag) {
      propertiesEnd = this.#properties()
      next = this.#peek()
    }
    this.flow = false
    switch (next.type) {
      case T.blockEntry:
        if (!indentless) break
        this.#state = S.indentlessEntry
        return E.sequenceStart
      case T.scalar:
        this.#state = this.#states.pop() as State
        this.end = next.end
        this.value = next.value
        this.style = next.style
        this.#skip()
        return E.scalar
      case T.flowSequence:
        this.flow = true
        this.#state = S.flowSequenceFirst
        return E.sequenceStart
      case T.flowMapping:
        this.flow = true
        this.#state = S.flowMappingFirst
        return E.mappingStart
      case T.blockSequence:
        if (!block) break
        this.#state = S.sequenceFirst
        return E.sequenceStart
      case T.blockMapping:
        if (!block) break
        this.#state = S.mappingFirst
        return E.mappingStart
    }
    if (propertiesEnd < 0) this.#fail('did not find expected node content', next.start, this.start)
    this.#state = this.#states.pop() as State
    this.end = propertiesEnd
    this.value = ''
    // An empty node with properties is not resolved unless its tag asks for it, as if it were quoted.
    this.style = this.tag === '' ? Style.plain : Style.singleQuoted
    return E.scalar
  }

  /** Reads an anchor and a tag in either order; returns where they end. */
  #properties(): number {
    let end = 0
    for (let round = 0; round < 2; round++) {
      const { type, value, suffix, start, end: tokenEnd } = this.#peek()
      if (type === T.anchor && this.anchor === '') this.anchor = value
      else if (type === T.tag && this.tag === '') this.tag = this.#handles.resolve(value, suffix, start, this.start)
      else break
      end = tokenEnd
      this.#skip()
    }
    return end
  }

  #blockEntry(): EventType {
    if (this.#state === S.sequenceFirst) this.#mark()
    const next = this.#peek()
    if (next.type === T.blockEntry) {
      this.#skip()
      const { type } = this.#peek()
      if (type !== T.blockEntry && type !== T.blockEnd) return this.#nested(S.sequenceEntry, true, false)
      this.#state = S.sequenceEntry
      return this.#empty(next.end)
    }
    if (next.type !== T.blockEnd) this.#fail("did not find expected '-' indicator", next.start, this.#marks.pop())
    return this.#leave(E.sequenceEnd, next)
  }

  #indentlessEntry(): EventType {
    const next = this.#peek()
    if (next.type === T.blockEntry) {
      this.#skip()
      const { type } = this.#peek()
      if (type !== T.blockEntry && type !== T.key && type !== T.value && type !== T.blockEnd) {
        return this.#nested(S.indentlessEntry, true, false)
      }
      this.#state = S.indentlessEntry
      return this.#empty(next.end)
    }
    this.#state = this.#states.pop() as State
    return this.#close(E.sequenceEnd, next.start)
  }

  #blockKey(): EventType {
    if (this.#state === S.mappingFirst) this.#mark()
    const next = this.#peek()
    if (next.type === T.key) {
      this.#skip()
      const { type } = this.#peek()
      if (type !== T.key && type !== T.value && type !== T.blockEnd) return this.#nested(S.mappingValue, true, true)
      this.#state = S.mappingValue
      return this.#empty(next.end)
    }
    if (next.type !== T.blockEnd) this.#fail('did not find expected key', next.start, this.#marks.pop())
    return this.#leave(E.mappingEnd, next)
  }

  #blockValue(): EventType {
    const next = this.#peek()
    if (next.type === T.value) {
      this.#skip()
      const { type } = this.#peek()
      if (type !== T.key && type !== T.value && type !== T.blockEnd) return this.#nested(S.mappingKey, true, true)
      this.#state = S.mappingKey
      return this.#empty(next.end)
    }
    this.#state = S.mappingKey
    return this.#empty(next.start)
  }

  #flowEntry(): EventType {
    const first = this.#state === S.flowSequenceFirst
    if (first) this.#mark()
    let next = this.#peek()
    if (next.type !== T.flowSequenceEnd) {
      if (!first) {
        if (next.type !== T.flowEntry) this.#fail("did not find expected ',' or ']'", next.start, this.#marks.pop())
        this.#skip()
        next = this.#peek()
      }
      if (next.type === T.key) {
        this.#skip()
        this.#state = S.flowPairKey
        this.start = next.start
        this.anchor = ''
        this.tag = ''
        this.flow = true
        return E.mappingStart
      }
      if (next.type !== T.flowSequenceEnd) return this.#nested(S.flowSequenceEntry, false, false)
    }
    return this.#leave(E.sequenceEnd, next)
  }

  #pairKey(): EventType {
    const { type, end } = this.#peek()
    if (type !== T.value && type !== T.flowEntry && type !== T.flowSequenceEnd) return this.#nested(S.flowPairValue, false, false)
    this.#skip()
    this.#state = S.flowPairValue
    return this.#empty(end)
  }

  #pairValue(): EventType {
    if (this.#peek().type === T.value) {
      this.#skip()
      const { type } = this.#peek()
      if (type !== T.flowEntry && type !== T.flowSequenceEnd) return this.#nested(S.flowPairEnd, false, false)
    }
    this.#state = S.flowPairEnd
    return this.#empty(this.#peek().start)
  }

  #flowKey(): EventType {
    const first = this.#state === S.flowMappingFirst
    if (first) this.#mark()
    let next = this.#peek()
    if (next.type !== T.flowMappingEnd) {
      if (!first) {
        if (next.type !== T.flowEntry) this.#fail("did not find expected ',' or '}'", next.start, this.#marks.pop())
        this.#skip()
        next = this.#peek()
      }
      if (next.type === T.key) {
        this.#skip()
        const { type, start } = this.#peek()
        if (type !== T.value && type !== T.flowEntry && type !== T.flowMappingEnd) return this.#nested(S.flowMappingValue, false, false)
        this.#state = S.flowMappingValue
        return this.#empty(start)
      }
      if (next.type !== T.flowMappingEnd) return this.#nested(S.flowMappingEmptyValue, false, false)
    }
    return this.#leave(E.mappingEnd, next)
  }

  #flowValue(): EventType {
    if (this.#peek().type === T.value) {
      this.#skip()
      const { type } = this.#peek()
      if (type !== T.flowEntry && type !== T.flowMappingEnd) return this.#nested(S.flowMappingKey, false, false)
    }
    this.#state = S.flowMappingKey
    return this.#empty(this.#peek().start)
  }

  /** Remembers where a collection began, and steps over the token that opened it. */
  #mark(): void {
    this.#marks.push(this.#peek().start)
    this.#skip()
  }

  #leave(type: EventType, closing: Token): EventType {
    this.#state = this.#states.pop() as State
    this.#marks.pop()
    this.#skip()
    return this.#close(type, closing.end)
  }
}
