import type { Path } from '../diagnostics/path.ts'
import type { SourceDocument } from './document.ts'
import { explain } from './explain.ts'
import { FileDocument } from './file-document.ts'
import { DocumentPlaces } from './places.ts'
import type { SourceProblem } from './problem.ts'
import { documents, type RawDocument } from './stream.ts'
import { type Suppression, suppressions } from './suppression.ts'
import { SourceText } from './text.ts'

/** A text, read: its objects, what is wrong with it, and which findings its author does not want to see. */
export interface SourceFile {
  readonly source: SourceText
  readonly documents: readonly SourceDocument[]
  readonly problems: readonly SourceProblem[]
  readonly suppressions: readonly Suppression[]
  /** Documents that are no Kubernetes objects, such as the values of a chart. They are passed over. */
  readonly foreign: number
}

/** Nesting that is still checked. Real objects need less than 30; deeper ones are reported instead of followed. */
const MAX_DEPTH = 1000
/** No API server accepts a larger request, so no value can be longer. */
const MAX_SCALAR = 3 * 1024 * 1024

/**
 * Reads a text as kubectl reads it. Never fails: what cannot be read is a problem with its position, and everything else is returned.
 * Positions are found by reading a document again when a finding asks (places.ts).
 */
export function readSource(name: string, text: string): SourceFile {
  const source = new SourceText(name, text)
  const found: SourceDocument[] = []
  const problems: SourceProblem[] = []
  const heads: { start: number; end: number }[] = []
  const commented = text.includes('gatewright-ignore')
  let foreign = 0
  let index = -1
  for (const raw of documents(text, { maxDepth: MAX_DEPTH, maxScalar: MAX_SCALAR })) {
    index++
    if (commented) heads.push({ start: raw.start, end: headEnd(text, raw) })
    if (raw.problem !== undefined) {
      problems.push(syntaxProblem(source, raw))
      continue
    }
    if (raw.rest !== undefined) problems.push(ignoredRest(source, raw.rest))
    if (raw.value === null) continue
    const places = new DocumentPlaces(source, raw)
    if (raw.hasDuplicates) problems.push(...repeatedKeys(places))
    const chart = chartOf(text, raw)
    for (const document of objectsOf(places, index, raw.value, chart)) {
      const verdict = judge(document)
      if (verdict === 'foreign') foreign++
      else if (verdict === undefined) found.push(document)
      else problems.push(verdict)
    }
  }
  return { source, documents: found.slice(), problems, suppressions: suppressions(source, heads), foreign }
}

/** Reads a text of any content: every document that is not empty, whatever it holds. */
export function readAny(name: string, text: string): Pick<SourceFile, 'source' | 'documents' | 'problems'> {
  const source = new SourceText(name, text)
  const found: SourceDocument[] = []
  const problems: SourceProblem[] = []
  for (const raw of documents(text, { maxDepth: MAX_DEPTH, maxScalar: MAX_SCALAR })) {
    if (raw.problem !== undefined) problems.push(syntaxProblem(source, raw))
    else if (raw.value !== null) {
      const places = new DocumentPlaces(source, raw)
      if (raw.hasDuplicates) problems.push(...repeatedKeys(places))
      found.push(new FileDocument(places, found.length, raw.value, undefined, []))
    }
  }
  return { source, documents: found, problems }
}

/** `# Source: chart/templates/route.yaml`, which `helm template` writes over each document. */
function chartOf(text: string, { start }: RawDocument): string | undefined {
  return /^(?:---[^\n]*\n)?# Source: (\S.*?)[ \t]*\r?\n/.exec(text.slice(start, start + 500))?.[1]
}

/** Where the comments before the first line of content end. A comment that shares its line with content is no longer one of them. */
function headEnd(text: string, { start, end }: RawDocument): number {
  const head = /^(?:---[^\n]*\n)?(?:[ \t]*(?:#[^\n]*)?(?:\n|$))*/.exec(text.slice(start, end))
  return start + (head?.[0].length ?? 0)
}

const WHOLE: Path = []

/** Lists as kubectl takes them apart, at any depth; an item without apiVersion and kind takes them from a typed list. */
function objectsOf(places: DocumentPlaces, index: number, value: unknown, chart: string | undefined, within: Path = WHOLE): FileDocument[] {
  const list = value as { kind?: unknown; apiVersion?: unknown; items?: unknown }
  if (
    typeof value !== 'object' ||
    value === null ||
    !Array.isArray(list.items) ||
    typeof list.kind !== 'string' ||
    !list.kind.endsWith('List')
  )
    return [new FileDocument(places, index, value, chart, within)]
  const itemKind = list.kind.slice(0, -'List'.length)
  return list.items.flatMap((item, i) => {
    const typed =
      itemKind !== '' && typeof item === 'object' && item !== null && item.kind === undefined && item.apiVersion === undefined
        ? { apiVersion: list.apiVersion, kind: itemKind, ...item }
        : item
    return objectsOf(places, index, typed, chart, [...within, 'items', i])
  })
}

/** Undefined for a Kubernetes object; `foreign` for YAML that is something else. */
function judge(document: FileDocument): SourceProblem | 'foreign' | undefined {
  const value = document.object
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  const { apiVersion, kind, metadata } = fields
  if (typeof apiVersion === 'string' && typeof kind === 'string') {
    const name = (metadata as { name?: unknown } | null | undefined)?.name
    if (![apiVersion, kind, name].some(text => typeof text === 'string' && text.includes('{{'))) {
      return apiVersion.startsWith('kustomize.config.k8s.io/') ? 'foreign' : undefined
    }
    return template(document.file, document.locate(['metadata', 'name']))
  }
  const looksLikeOne = metadata !== undefined && (typeof kind === 'string' || typeof apiVersion === 'string')
  if (!looksLikeOne) return 'foreign'
  const missing = typeof kind === 'string' ? 'apiVersion' : 'kind'
  return {
    kind: 'not-an-object',
    file: document.file,
    span: document.locate([missing === 'kind' ? 'apiVersion' : 'kind'], 'key'),
    message: `the object has ${missing === 'kind' ? 'an apiVersion' : 'a kind'} but no ${missing}, so kubectl refuses it`,
    hint: `Add ${missing}.`,
  }
}

function template(file: string, span: NonNullable<SourceProblem['span']>): SourceProblem {
  return {
    kind: 'unrendered-template',
    file,
    span,
    message: 'this is a template that has not been rendered, so it was not checked',
    hint: 'Render it first: helm template CHART | gatewright lint -',
  }
}

function syntaxProblem(source: SourceText, raw: RawDocument): SourceProblem {
  const problem = raw.problem as NonNullable<RawDocument['problem']>
  const { text, name } = source
  const at = Math.min(problem.offset, text.length)
  const span = source.span(at, Math.min(at + 1, text.length))
  if (/\{\{.*?\}\}/s.test(text.slice(raw.start, raw.end))) return template(name, span)
  const { message, hint, context } = explain(problem, text)
  const from = problem.contextOffset
  const related =
    from === undefined || context === undefined || source.position(from).line === span.start.line
      ? []
      : [{ span: source.span(from, Math.min(from + 1, text.length)), message: context }]
  return { kind: 'unreadable-document', file: name, span, message, hint, related }
}

function ignoredRest(source: SourceText, at: number): SourceProblem {
  return {
    kind: 'ignored-rest',
    file: source.name,
    span: source.span(at, at + 1),
    message: 'the document has ended before this, and kubectl does not read on',
    hint: 'Put a line that says "---" before the next document.',
  }
}

function repeatedKeys(places: DocumentPlaces): SourceProblem[] {
  const { source } = places
  const { base, duplicates } = places.read()
  return duplicates
    .filter(({ cause }) => cause !== 'merged')
    .map(({ key, first, second, cause }) => ({
      kind: 'repeated-key',
      file: source.name,
      span: source.span(base + second.start, base + second.end),
      message:
        cause === 'written'
          ? `the key ${JSON.stringify(key)} is written twice in this mapping; kubectl keeps the last value and says nothing`
          : `two keys of this mapping both become ${JSON.stringify(key)} in JSON; kubectl keeps one of them, at random`,
      hint: 'Remove one of the two.',
      related: [{ span: source.span(base + first.start, base + first.end), message: 'the key stands here already' }],
    }))
}
