import type { AdmissionRequest } from './admission.ts'
import { decodeJson, JsonNumberError, JsonSyntaxError } from './json.ts'
import { kindOf } from './primitives.ts'

/** A request body that is an object with a kind. */
export interface Body {
  readonly object: Record<string, unknown>
  /** Paths of keys that occur twice. */
  readonly duplicates: readonly string[]
  /** Set when a number is beyond float64. */
  readonly overflow?: string
}

export interface DecodeFailure {
  readonly message: string
}

/** Reads the object of a request, or says in the server's words why there is none. */
export function decodeBody(request: Pick<AdmissionRequest, 'object' | 'text'>): Body | DecodeFailure {
  if (request.text === undefined) return checked(request.object, [], undefined)
  try {
    const { value, duplicates } = decodeJson(request.text)
    return checked(
      value,
      duplicates.map(key => key.path),
      request.text,
    )
  } catch (error) {
    if (error instanceof JsonNumberError) return { ...checked(error.value, [], request.text), overflow: error.message }
    if (error instanceof JsonSyntaxError) return unrecognized(`couldn't get version/kind; json parse error: ${error.message}`, request.text)
    throw error
  }
}

function checked(value: unknown, duplicates: readonly string[], text: string | undefined): Body | DecodeFailure {
  const kind = kindOf(value)
  const body = text ?? JSON.stringify(value) ?? ''
  if (kind !== 'object') {
    const type = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'
    const name = kind === 'int' || kind === 'float' ? 'number' : kind === 'boolean' ? 'bool' : kind
    return unrecognized(`couldn't get version/kind; json parse error: json: cannot unmarshal ${name} into Go value of type ${type}`, body)
  }
  const object = value as Record<string, unknown>
  for (const name of ['apiVersion', 'kind']) {
    const field = object[name]
    if (field === undefined || field === null || typeof field === 'string') continue
    const fieldKind = kindOf(field)
    const type = fieldKind === 'int' || fieldKind === 'float' ? 'number' : fieldKind === 'boolean' ? 'bool' : fieldKind
    return unrecognized(
      `couldn't get version/kind; json parse error: json: cannot unmarshal ${type} into Go struct field .${name} of type string`,
      body,
    )
  }
  if (!object['kind']) return unrecognized(`Object 'Kind' is missing in '${body}'`, body)
  return { object, duplicates }
}

function unrecognized(why: string, body: string): DecodeFailure {
  return { message: `the object provided is unrecognized: ${why} (${excerpt(body)})` }
}

/** The first thirty bytes, in hexadecimal where they do not look like JSON. */
function excerpt(body: string): string {
  if (body === '') return '<empty>'
  const bytes = new TextEncoder().encode(body)
  const head = bytes.slice(0, 30)
  const more = bytes.length > 30 ? ' ...' : ''
  if (body.startsWith('{')) return new TextDecoder().decode(head) + more
  return Array.from(head, byte => byte.toString(16).padStart(2, '0')).join('') + more
}
