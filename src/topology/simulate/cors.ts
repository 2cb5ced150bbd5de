import type { RequestView } from '../matches/request.ts'
import { type Fields, texts, whole } from '../reading/fields.ts'

/** Whether a browser asks for permission before the request itself. */
export function isPreflight(request: RequestView): boolean {
  return request.method === 'OPTIONS' && request.headers.has('origin') && request.headers.has('access-control-request-method')
}

/** Whether an origin is among those that a CORS filter lets in: `*`, the origin itself, or `https://*.example.com` for names below it. */
export function allowsOrigin(settings: Fields, origin: string): boolean {
  return values(settings.allowOrigins).some(allowed => {
    if (allowed === '*' || allowed === origin) return true
    const star = allowed.indexOf('*')
    if (star < 0) return false
    const [start, end] = [allowed.slice(0, star), allowed.slice(star + 1)]
    return origin.length > start.length + end.length && origin.startsWith(start) && origin.endsWith(end)
  })
}

/**
 * The headers of the answer to a preflight; undefined where the origin is not let in. With credentials a `*` would be ignored by browsers, so
 * the request's own values are given back.
 * @see HTTPCORSFilter, Fetch standard
 */
export function preflightHeaders(settings: Fields, request: RequestView): Readonly<Record<string, string>> | undefined {
  const origin = request.headers.get('origin') ?? ''
  if (!allowsOrigin(settings, origin)) return undefined
  const asked = request.headers.get('access-control-request-headers')
  const methods = listed(settings.allowMethods, settings, request.headers.get('access-control-request-method') ?? '')
  const headers = listed(settings.allowHeaders, settings, asked ?? '')
  return {
    ...originHeaders(settings, origin),
    ...(methods !== '' && { 'access-control-allow-methods': methods }),
    ...(headers !== '' && asked !== undefined && { 'access-control-allow-headers': headers }),
    ...exposedHeaders(settings),
    'access-control-max-age': `${whole(settings.maxAge) ?? 5}`,
  }
}

/** What is added to the answer to the request itself. */
export function responseHeaders(settings: Fields, request: RequestView): Readonly<Record<string, string>> {
  const origin = request.headers.get('origin')
  if (origin === undefined || !allowsOrigin(settings, origin)) return {}
  return { ...originHeaders(settings, origin), ...exposedHeaders(settings) }
}

/** With credentials browsers read `*` as the name of a header. */
function exposedHeaders(settings: Fields): Readonly<Record<string, string>> {
  const credentials = settings.allowCredentials === true
  const exposed = values(settings.exposeHeaders)
    .filter(name => name !== '*' || !credentials)
    .join(', ')
  return exposed === '' ? {} : { 'access-control-expose-headers': exposed }
}

function originHeaders(settings: Fields, origin: string): Readonly<Record<string, string>> {
  const credentials = settings.allowCredentials === true
  const any = values(settings.allowOrigins).includes('*') && !credentials
  return { 'access-control-allow-origin': any ? '*' : origin, ...(credentials && { 'access-control-allow-credentials': 'true' }) }
}

function listed(list: unknown, settings: Fields, asked: string): string {
  const all = values(list)
  return all.includes('*') && settings.allowCredentials === true ? asked : all.join(', ')
}

function values(list: unknown): readonly string[] {
  return texts(list, []).map(({ value }) => value)
}
