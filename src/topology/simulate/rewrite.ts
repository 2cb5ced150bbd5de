import type { Fields } from '../reading/fields.ts'
import { fields, text, whole } from '../reading/fields.ts'

/** What the path filters need to know of the request and of the rule that answers it. */
export interface PathSite {
  readonly path: string
  /** The prefix that matched; undefined where the match is not by prefix. */
  readonly prefix?: string
}

/**
 * A path with its matched prefix replaced. A trailing slash of prefix and replacement does not count, and an empty result is `/`.
 * @see HTTPPathModifier.replacePrefixMatch
 */
export function replacePrefix(path: string, prefix: string, replacement: string): string {
  const matched = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix
  const rest = path.slice(matched.length)
  const start = replacement.endsWith('/') ? replacement.slice(0, -1) : replacement
  return `${start}${rest}` || '/'
}

/** The path after a path modifier of a redirect or a rewrite. */
export function modifyPath(modifier: Fields, { path, prefix }: PathSite): string {
  if (modifier.type === 'ReplaceFullPath') return text(modifier.replaceFullPath) ?? path
  if (modifier.type === 'ReplacePrefixMatch' && prefix !== undefined)
    return replacePrefix(path, prefix, text(modifier.replacePrefixMatch) ?? '')
  return path
}

export interface RedirectSite extends PathSite {
  readonly scheme: 'http' | 'https'
  /** The port of the listener. */
  readonly port: number
  readonly host: string
  readonly query: string
}

/**
 * Where a RequestRedirect sends the client. Without a port in the filter the port of a given scheme counts, otherwise that of the listener; the
 * port is left out where the scheme implies it.
 * @see HTTPRequestRedirectFilter
 */
export function redirectLocation(settings: Fields, site: RedirectSite): { readonly status: number; readonly location: string } {
  const given = text(settings.scheme)
  const scheme = given ?? site.scheme
  const wellKnown = scheme === 'https' ? 443 : 80
  const port = whole(settings.port) ?? (given === undefined ? site.port : wellKnown)
  const host = text(settings.hostname) ?? site.host
  const path = modifyPath(fields(settings.path), site)
  const shown = port === wellKnown ? '' : `:${port}`
  return { status: whole(settings.statusCode) ?? 302, location: `${scheme}://${host}${shown}${path}${site.query}` }
}
