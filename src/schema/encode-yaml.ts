import { Float } from '../values/number.ts'
import { compareStrings } from '../values/text.ts'

/** Words that YAML 1.1, which Kubernetes reads, takes for something else than a string. */
const AMBIGUOUS = /^(?:y|n|yes|no|on|off|true|false|null)$/i
const PLAIN = /^[A-Za-z/][A-Za-z0-9_./@+=-]*(?:(?: |,|, |:(?! |$))[A-Za-z0-9_./@+=-]+)*$/

/**
 * Writes a JSON value as YAML in block style, keys in order, as kubectl prints objects. What reads YAML 1.1 or 1.2 reads the same value.
 * Ends with a line break.
 */
export function encodeYaml(value: unknown): string {
  return `${block(value, '').replace(/^\n/, '')}\n`
}

/** The text after `key:` or `-`, with a line break before it where it stands on lines of its own. */
function block(value: unknown, margin: string): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return value.map(item => `\n${margin}-${afterDash(item, margin)}`).join('')
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Float)) {
    const object = value as Readonly<Record<string, unknown>>
    const keys = Object.keys(object).sort(compareStrings)
    if (keys.length === 0) return '{}'
    return keys.map(key => `\n${margin}${scalar(key, '')}:${afterKey(object[key], margin)}`).join('')
  }
  return scalar(value, margin)
}

function afterKey(value: unknown, margin: string): string {
  // Lists stand at the margin of their key, as kubectl writes them.
  const text = block(value, Array.isArray(value) ? margin : `${margin}  `)
  return text.startsWith('\n') ? text : ` ${text}`
}

function afterDash(value: unknown, margin: string): string {
  const text = block(value, `${margin}  `)
  return text.startsWith('\n') ? ` ${text.slice(1).trimStart()}` : ` ${text}`
}

function scalar(value: unknown, margin: string): string {
  if (value instanceof Float) return String(value.value)
  if (typeof value !== 'string') return value === undefined ? 'null' : String(value)
  if (PLAIN.test(value) && !AMBIGUOUS.test(value)) return value
  return margin !== '' &&
    /^[^\s][^\n\r]*\n/.test(value) &&
    /^(?:[\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe]|[\u{10000}-\u{10ffff}])*$/u.test(value)
    ? literal(value, margin)
    : JSON.stringify(value).replace(
        /[\u007f-\u009f\u2028\u2029\ufeff]/g,
        character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
}

/** A literal block; the sign after `|` says how many line breaks end it. */
function literal(text: string, margin: string): string {
  const body = text.replace(/\n+$/, '')
  const end = text.length - body.length
  const sign = end === 0 ? '-' : end === 1 ? '' : '+'
  const lines = (end > 1 ? text.slice(0, -1) : body).split('\n').map(line => (line === '' ? '' : margin + line))
  return `|${sign}\n${lines.join('\n')}`
}
