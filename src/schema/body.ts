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

type Sent = Pick<AdmissionRequest, 'object' | 'text' | 'kind'>

/** Reads the object of a request, or says in the server's words why there is none. */
export function decodeBody(request: Sent): Body | DecodeFailure {
  if (request.text === undefined) return checked(request.object, [], request)
  try {
    const { value, duplicates } = decodeJson(request.text)
    const paths = duplicates.map(key => key.path)
    return checked(value, paths, request)
  } catch (error) {
    if (error instanceof JsonNumberError) return { ...checked(error.value, [], request), overflow: error.message }
    if (error instanceof JsonSyntaxError) return parseFailure(error.message, request)
    throw error
  }
}

const TYPE = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'

function checked(value: unknown, duplicates: readonly string[], request: Sent): Body | DecodeFailure {
  if (kindOf(value) !== 'object') return parseFailure(`json: cannot unmarshal ${nameOf(value)} into Go value of type ${TYPE}`, request)
  const object = value as Record<string, unknown>
  for (const name of ['apiVersion', 'kind']) {
    const field = object[name]
    if (field === undefined || field === null || typeof field === 'string') continue
    return parseFailure(`json: cannot unmarshal ${nameOf(field)} into Go struct field .${name} of type string`, request)
  }
  if (!object['kind']) return unrecognized(`Object 'Kind' is missing in '${bodyOf(request)}'`, request)
  return { object, duplicates }
}

/** What Go calls a JSON value. */
function nameOf(value: unknown): string {
  const kind = kindOf(value)
  return kind === 'int' || kind === 'float' ? 'number' : kind === 'boolean' ? 'bool' : kind
}

function parseFailure(message: string, request: Sent): DecodeFailure {
  return unrecognized(`couldn't get version/kind; json parse error: ${message}`, request)
}

function unrecognized(why: string, request: Sent): DecodeFailure {
  const expected = request.kind === undefined ? '' : ` (must be of type ${request.kind})`
  return { message: `the object provided is unrecognized${expected}: ${why} (${excerpt(bodyOf(request))})` }
}

function bodyOf({ text, object }: Sent): string {
  return text ?? JSON.stringify(object) ?? ''
}

/** The first thirty bytes, in hexadecimal where they do not look like JSON. */
function excerpt(body: string): string {
  if (body === '') return '<empty>'
  const bytes = new TextEncoder().encode(body.slice(0, 31))
  const head = bytes.slice(0, 30)
  const more = bytes.length > 30 ? ' ...' : ''
  if (body.startsWith('{')) return new TextDecoder().decode(head) + more
  return Array.from(head, byte => byte.toString(16).padStart(2, '0')).join('') + more
}
