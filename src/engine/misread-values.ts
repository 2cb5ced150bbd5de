import type { Path } from '../diagnostics/path.ts'
import type { KubeObject } from '../kinds/object.ts'
import { closest } from '../values/closest.ts'

// Values of a type that their author did not mean: YAML reads yes, no, on, off, y and n as booleans and 1.10 as a number.

const QUOTE = 'Write it in quotes: without them YAML reads yes, no, on, off, y, n, true and false as booleans, and 1.10 as a number.'
const BARE = 'Write it without quotes.'

/** What to do about a value of the wrong type, or one that is not in the list. */
export function valueHint(message: string): string | undefined {
  const [, wanted, got] = /must be of type (\w+): "(\w+)"$/.exec(message) ?? []
  if (wanted === 'string' && (got === 'boolean' || got === 'integer' || got === 'number')) return QUOTE
  if ((wanted === 'boolean' || wanted === 'integer' || wanted === 'number') && got === 'string') return BARE
  const [, value, supported] = /Unsupported value: "(\w+)": supported values: (.*)$/.exec(message) ?? []
  if (value === undefined || supported === undefined) return undefined
  const values = [...supported.matchAll(/"(\w+)"/g)].map(([, name]) => name!)
  const meant = closest(value, values) ?? only(values.filter(name => name.toLowerCase().includes(value.toLowerCase())))
  return meant === undefined ? undefined : `Did you mean ${meant}?`
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined
}

export interface Misread {
  readonly at: Path
  readonly message: string
  readonly hint: string
}

/** Labels and annotations that are no text, of which the API server names one and reads no further; and the object as it was meant. */
export function misreadMetadata(object: KubeObject): { readonly misread: readonly Misread[]; readonly meant: KubeObject } {
  const misread: Misread[] = []
  const metadata: Record<string, unknown> = { ...object.metadata }
  for (const field of ['labels', 'annotations']) {
    const entries = metadata[field]
    if (typeof entries !== 'object' || entries === null || Array.isArray(entries)) continue
    metadata[field] = Object.fromEntries(
      Object.entries(entries).map(([key, value]) => {
        if (typeof value === 'string' || value === null || typeof value === 'object') return [key, value]
        const message = `the API server cannot read the object: ${field} are texts, and this is a ${typeof value === 'boolean' ? 'boolean' : 'number'}`
        misread.push({ at: ['metadata', field, key], message, hint: QUOTE })
        return [key, String(value)]
      }),
    )
  }
  return { misread, meant: misread.length === 0 ? object : { ...object, metadata: metadata as KubeObject['metadata'] } }
}
