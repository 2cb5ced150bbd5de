/**
 * Hostnames as Gateway API has them: precise (`shop.example.com`) or with a wildcard as the whole first label (`*.example.com`), which stands
 * for one label or more. The empty string means any host.
 * @see Gateway.spec.listeners[].hostname, HTTPRoute.spec.hostnames
 */

/** The pattern of the Gateway API schema, `Hostname` and `PreciseHostname`. */
const HOSTNAME = /^(?:\*\.)?[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/

export const ANY = ''

/** Whether the text is a hostname as the API accepts it: lower case, at most 253 characters, no address, no port. */
export function isHostname(text: string): boolean {
  return text.length <= 253 && HOSTNAME.test(text)
}

export function isPreciseHostname(text: string): boolean {
  return isHostname(text) && !isWildcard(text)
}

export function isWildcard(hostname: string): boolean {
  return hostname.startsWith('*.')
}

/** Lower case, without the dot that ends a fully qualified name: what requests are compared by. */
export function normalizeHostname(hostname: string): string {
  const lower = hostname.toLowerCase()
  return lower.endsWith('.') ? lower.slice(0, -1) : lower
}

/** Whether a request for the precise `host` is one for `hostname`. The apex is no match for its wildcard. */
export function matchesHostname(hostname: string, host: string): boolean {
  if (hostname === ANY) return true
  if (isWildcard(hostname)) return host.length > hostname.length - 1 && host.endsWith(hostname.slice(1))
  return hostname === host
}

/** Whether every host of `inner` is one of `outer`. */
export function coversHostname(outer: string, inner: string): boolean {
  if (outer === ANY) return true
  if (inner === ANY) return false
  if (outer === inner) return true
  return isWildcard(outer) && matchesHostname(outer, isWildcard(inner) ? inner.slice(2) : inner)
}

/** The hosts that both name: the narrower of the two, or undefined when they have none in common. */
export function intersectHostnames(a: string, b: string): string | undefined {
  if (coversHostname(a, b)) return b
  return coversHostname(b, a) ? a : undefined
}

/**
 * Orders hostnames by precedence, the more specific first: precise before wildcard before any; among wildcards the longer one;
 * otherwise 0. For `Array.sort`.
 */
export function compareSpecificity(a: string, b: string): number {
  return rank(a) - rank(b) || (isWildcard(a) ? labels(b) - labels(a) || b.length - a.length : 0)
}

function rank(hostname: string): number {
  return hostname === ANY ? 2 : isWildcard(hostname) ? 1 : 0
}

function labels(hostname: string): number {
  return hostname.split('.').length
}

/** Whether a server certificate for `name` covers `host`: there a wildcard stands for exactly one label (RFC 6125). */
export function certificateCovers(name: string, host: string): boolean {
  const [pattern, subject] = [normalizeHostname(name), normalizeHostname(host)]
  if (!isWildcard(pattern)) return pattern === subject
  const dot = subject.indexOf('.')
  return dot > 0 && subject.slice(dot) === pattern.slice(1)
}
