import { Float } from '../values/number.ts'
import { resolvePlain } from './yaml/resolve.ts'

/** How new text is written: block YAML, flow YAML, or JSON. */
export type Style = 'yaml' | 'flow' | 'json'

/** A text that YAML would read as the string it is when left unquoted, in block and in flow context. */
function isPlain(text: string): boolean {
  if (!/^[A-Za-z0-9_./*][A-Za-z0-9_./*+ =@~-]*$/.test(text) || text.endsWith(' ') || text.startsWith('*') || text.includes(' #'))
    return false
  return resolvePlain(text).kind === 'string'
}

/** A scalar or an empty collection on one line. */
function scalar(value: unknown, style: Style): string {
  if (typeof value === 'string') return style !== 'json' && isPlain(value) ? value : JSON.stringify(value)
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Float) return String(value.value)
  if (Array.isArray(value)) return '[]'
  if (typeof value === 'object' && value !== null) return '{}'
  return JSON.stringify(value ?? null)
}

const entriesOf = (value: object): [string, unknown][] => Object.entries(value).filter(([, entry]) => entry !== undefined)

function isCollection(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || value instanceof Float) return false
  return Array.isArray(value) ? value.length > 0 : entriesOf(value).length > 0
}

/** A value on one line. */
export function inline(value: unknown, style: Exclude<Style, 'yaml'>): string {
  if (!isCollection(value)) return scalar(value, style)
  if (Array.isArray(value)) return `[${value.map(item => inline(item, style)).join(', ')}]`
  const entries = entriesOf(value).map(([key, entry]) => `${scalar(key, style)}: ${inline(entry, style)}`)
  return style === 'json' ? `{ ${entries.join(', ')} }` : `{${entries.join(', ')}}`
}

/** What stands after `key:`, in block style: ` value`, or a line break and lines with `indent` spaces and more. */
export function afterKey(value: unknown, indent: number): string {
  if (!isCollection(value)) return ` ${scalar(value, 'yaml')}`
  return `\n${block(value, indent)}`
}

/** A collection as lines, each with at least `indent` spaces. */
export function block(value: object, indent: number): string {
  const pad = ' '.repeat(indent)
  if (Array.isArray(value)) return value.map(item => `${pad}-${afterDash(item, indent)}`).join('\n')
  return entriesOf(value)
    .map(([key, entry]) => `${pad}${scalar(key, 'yaml')}:${afterKey(entry, indent + 2)}`)
    .join('\n')
}

/** What stands after the dash of a list item. */
export function afterDash(value: unknown, indent: number): string {
  if (!isCollection(value)) return ` ${scalar(value, 'yaml')}`
  return ` ${block(value, indent + 2).slice(indent + 2)}`
}
