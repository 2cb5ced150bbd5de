import type { FieldEdit } from '../diagnostics/finding.ts'
import { formatPath, type Path } from '../diagnostics/path.ts'
import { afterDash, afterKey, block, inline } from './render.ts'
import { documents, places } from './stream.ts'
import type { Place } from './tree.ts'

/** Why an edit cannot be made in the text, for people. */
export class EditError extends Error {}

/**
 * Edits one document of a text by field path. Everything that is not edited stays as it is: comments, order, quotes, indentation.
 * @param index which document of the text, as SourceDocument.index
 * @param within where the object stands in the document, as SourceDocument.within
 * @returns the whole text
 * @throws EditError where the place was written through an alias or a merge key, or does not exist
 */
export function editText(text: string, index: number, within: Path, edits: readonly FieldEdit[]): string {
  let edited = text
  for (const edit of edits) edited = one(edited, index, { ...edit, at: [...within, ...edit.at] })
  return edited
}

interface Site {
  readonly text: string
  readonly base: number
  readonly json: boolean
}

function one(text: string, index: number, edit: FieldEdit): string {
  const raw = [...documents(text)][index]
  if (raw === undefined || raw.problem !== undefined) throw new EditError(`there is no document ${index + 1} to edit`)
  const { base, place: root } = places(text, raw)
  if (root === undefined) throw new EditError('the document is empty')
  const site: Site = { text, base, json: raw.format === 'json' }
  const { at } = edit
  if (at.length === 0) throw new EditError('a whole document cannot be edited')
  const { chain, missing } = walk(root, at)
  if (edit.op === 'remove') return missing.length > 0 ? text : remove(site, chain, at)
  const parent = chain[chain.length - 1] as Place
  if (edit.op === 'insert' && missing.length === 0) {
    const list = chain[chain.length - 2]
    const step = at[at.length - 1]
    if (list?.kind === 'list' && typeof step === 'number') return insertItem(site, list, step, edit.value)
  }
  if (missing.length === 0) return replace(site, chain, at, edit.value)
  // What is missing on the way is made: the rest of the path becomes nested mappings and lists around the value.
  const [step, ...rest] = missing as [string | number, ...(string | number)[]]
  const value = rest.reduceRight<unknown>((inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }), edit.value)
  if (parent.kind === 'scalar') {
    if (parent.start !== parent.end && !/^(null|~)$/i.test(text.slice(base + parent.start, base + parent.end))) {
      throw new EditError(`${formatPath(at.slice(0, at.length - missing.length))} is neither a mapping nor a list`)
    }
    return replace(site, chain, at.slice(0, at.length - missing.length), typeof step === 'number' ? [value] : { [step]: value })
  }
  if (typeof step === 'number') return insertItem(site, parent, step, value)
  return insertEntry(site, parent, step, value)
}

/** The places along a path, and what of the path has none. */
function walk(root: Place, at: Path): { readonly chain: Place[]; readonly missing: Path } {
  const chain = [root]
  for (const [depth, step] of at.entries()) {
    const current = chain[chain.length - 1] as Place
    if (current.alias) throw new EditError(`${formatPath(at.slice(0, depth))} is an alias: edit the place of its anchor`)
    const entry = typeof step === 'string' ? current.entries?.get(step) : undefined
    if (entry?.merged)
      throw new EditError(`${formatPath(at.slice(0, depth + 1))} comes in through a merge key: edit it where it is written`)
    const next = entry?.value ?? (typeof step === 'number' ? current.items?.[step] : undefined)
    if (next === undefined) return { chain, missing: at.slice(depth) }
    chain.push(next)
  }
  return { chain, missing: [] }
}

/** What is written ends its lines as the text does. */
function splice(site: Site, start: number, end: number, text: string): string {
  const written = /\r\n/.test(site.text) ? text.replaceAll('\n', '\r\n') : text
  return site.text.slice(0, site.base + start) + written + site.text.slice(site.base + end)
}

const flowStyle = ({ json }: Site) => (json ? 'json' : 'flow')

function columnOf({ text, base }: Site, offset: number): number {
  return base + offset - (text.lastIndexOf('\n', base + offset - 1) + 1)
}

/** Where the line that holds `offset` ends, its break not included. Relative to the base. */
function lineEnd(site: Site, offset: number): number {
  return beforeBreak(site, offset, nextLine(site, offset))
}

/** Where the line after that begins. */
function nextLine({ text, base }: Site, offset: number): number {
  const end = text.indexOf('\n', base + offset)
  return (end < 0 ? text.length : end + 1) - base
}

/** Where the content of a place ends: a block scalar's end is the start of the next line. */
function contentEnd(site: Site, place: Place): number {
  return beforeBreak(site, place.start, place.end)
}

/** The end of a part of the text without the line breaks that it ends in. */
function beforeBreak({ text, base }: Site, start: number, end: number): number {
  let at = end
  while (at > start && /[\r\n]/.test(text[base + at - 1] ?? '')) at--
  return at
}

function replace(site: Site, chain: readonly Place[], at: Path, value: unknown): string {
  const place = chain[chain.length - 1] as Place
  const parent = chain[chain.length - 2] as Place
  const end = contentEnd(site, place)
  if (parent.flow) return splice(site, place.start, end, inline(value, flowStyle(site)))
  const step = at[at.length - 1] as string | number
  if (typeof step === 'number') {
    const indent = dashColumn(site, place)
    return splice(site, place.start, end, (place.start === end ? ' ' : '') + afterDash(value, indent).trimStart())
  }
  const entry = parent.entries?.get(step)
  const keyEnd = entry?.keyEnd ?? place.start
  const colon = site.text.indexOf(':', site.base + keyEnd) - site.base + 1
  return splice(site, colon, Math.max(end, colon), afterKey(value, columnOf(site, entry?.keyStart ?? 0) + 2))
}

/** The column of the dash before an item of a block list. */
function dashColumn(site: Site, item: Place): number {
  return columnOf(site, dashOf(site, item))
}

function dashOf({ text, base }: Site, item: Place): number {
  let at = base + item.start - 1
  while (at > 0 && text[at] !== '-') at--
  return at - base
}

function insertEntry(site: Site, map: Place, key: string, value: unknown): string {
  const entries = [...(map.entries?.values() ?? [])].filter(entry => !entry.merged)
  const last = entries[entries.length - 1]
  if (map.flow) {
    const text = `${site.json ? JSON.stringify(key) : inline(key, 'flow')}: ${inline(value, flowStyle(site))}`
    if (last === undefined) return splice(site, map.start, map.end, `{${text}}`)
    const own = site.text.slice(site.base + map.start, site.base + map.end).includes('\n')
    const gap = own ? `\n${' '.repeat(columnOf(site, last.keyStart))}` : ' '
    return splice(site, last.value.end, last.value.end, `,${gap}${text}`)
  }
  if (last === undefined) throw new EditError('the mapping has no entry of its own to write beside')
  const indent = columnOf(site, entries[0]!.keyStart)
  const end = lineEnd(site, Math.max(last.keyEnd, contentEnd(site, last.value)))
  return splice(site, end, end, `\n${block({ [key]: value }, indent)}`)
}

function insertItem(site: Site, list: Place, index: number, value: unknown): string {
  const items = list.items ?? []
  const before = items[index]
  const last = items[items.length - 1]
  if (list.flow) {
    const text = inline(value, flowStyle(site))
    if (last === undefined) return splice(site, list.start, list.end, `[${text}]`)
    return before === undefined ? splice(site, last.end, last.end, `, ${text}`) : splice(site, before.start, before.start, `${text}, `)
  }
  if (last === undefined) throw new EditError('the list has no item to write beside')
  const indent = dashColumn(site, last)
  const line = `${' '.repeat(indent)}-${afterDash(value, indent)}`
  if (before === undefined) {
    const end = lineEnd(site, contentEnd(site, last))
    return splice(site, end, end, `\n${line}`)
  }
  const start = dashOf(site, before)
  return splice(site, start, start, `${line.trimStart()}\n${' '.repeat(indent)}`)
}

function remove(site: Site, chain: readonly Place[], at: Path): string {
  const place = chain[chain.length - 1] as Place
  const parent = chain[chain.length - 2] as Place
  const step = at[at.length - 1] as string | number
  const siblings = typeof step === 'number' ? (parent.items ?? []) : [...(parent.entries?.values() ?? [])].filter(entry => !entry.merged)
  const position = typeof step === 'number' ? step : siblings.indexOf(parent.entries!.get(step) as never)
  const startOf = (i: number): number => {
    const sibling = siblings[i]!
    if ('keyStart' in sibling) return sibling.keyStart
    return parent.flow ? sibling.start : dashOf(site, sibling)
  }
  const endOf = (i: number): number => {
    const sibling = siblings[i]!
    return contentEnd(site, 'keyStart' in sibling ? sibling.value : sibling)
  }
  const start = startOf(position)
  if (siblings.length === 1) {
    // An empty block collection has no text of its own; what is left is an empty one in flow style.
    const empty = typeof step === 'number' ? '[]' : '{}'
    if (parent.flow) return splice(site, parent.start, parent.end, empty)
    if (chain.length > 2) return replace(site, chain.slice(0, -1), at.slice(0, -1), typeof step === 'number' ? [] : {})
    return splice(site, start, contentEnd(site, place), empty)
  }
  if (parent.flow) {
    if (position > 0) return splice(site, endOf(position - 1), Math.max(endOf(position), place.end), '')
    return splice(site, start, startOf(1), '')
  }
  const { text, base } = site
  const lineStart = text.lastIndexOf('\n', base + start - 1) + 1 - base
  // The first entry of a list item shares its line with the dash: the next one moves up to it.
  if (text.slice(base + lineStart, base + start).trim() !== '') return splice(site, start, startOf(position + 1), '')
  const end = nextLine(
    site,
    Math.max(endOf(position), 'keyEnd' in siblings[position]! ? (siblings[position] as { keyEnd: number }).keyEnd : 0),
  )
  return splice(site, lineStart, end, '')
}
