import type { Filter } from '../model.ts'
import { fields, items, text, texts, whole } from '../reading/fields.ts'
import { responseHeaders } from './cors.ts'
import type { ReadRequest } from './request.ts'
import type { FilterStep } from './result.ts'
import { modifyPath, redirectLocation } from './rewrite.ts'

/** A request on its way through filters. */
export interface Passage {
  readonly request: ReadRequest
  /** The prefix that matched, for filters that replace it. */
  readonly prefix?: string
  readonly listenerPort: number
  readonly listenerScheme: 'http' | 'https'
  host: string
  path: string
  readonly headers: Map<string, string>
  readonly responseHeaders: Map<string, string | undefined>
  readonly steps: FilterStep[]
  readonly mirrors: { readonly filter: Filter; readonly percent: number }[]
  redirect?: { readonly status: number; readonly location: string }
  /** A filter that nothing is known about. */
  readonly unknown: string[]
}

/** Applies filters one after the other; what comes after a redirect still counts for the answer's headers. */
export function applyFilters(filters: readonly Filter[], passage: Passage): void {
  for (const filter of filters) {
    const effect = apply(filter, passage)
    if (effect !== undefined) passage.steps.push({ type: filter.type, at: filter.at, effect })
  }
}

function apply(filter: Filter, passage: Passage): string | undefined {
  const { settings } = filter
  switch (filter.type) {
    case 'RequestHeaderModifier':
      return modifyHeaders(settings, passage.headers)
    case 'ResponseHeaderModifier':
      return modifyHeaders(settings, passage.responseHeaders)
    case 'RequestMirror': {
      const percent = mirrorPercent(settings)
      passage.mirrors.push({ filter, percent })
      const target = filter.backend === undefined ? 'nowhere' : `${filter.backend.kind} ${filter.backend.namespace}/${filter.backend.name}`
      return `${percent} % of the requests are copied to ${target}`
    }
    case 'RequestRedirect': {
      const { request, listenerPort, listenerScheme } = passage
      passage.redirect = redirectLocation(settings, {
        path: passage.path,
        ...(passage.prefix !== undefined && { prefix: passage.prefix }),
        scheme: listenerScheme,
        port: listenerPort,
        host: request.host,
        query: request.query,
      })
      return `redirects to ${passage.redirect.location} with status ${passage.redirect.status}`
    }
    case 'URLRewrite':
      return rewrite(filter, passage)
    case 'CORS': {
      const added = Object.entries(responseHeaders(settings, passage.request.view))
      for (const [name, value] of added) passage.responseHeaders.set(name, value)
      if (!passage.request.view.headers.has('origin')) return 'no Origin header: nothing to do'
      return added.length === 0 ? 'the origin is not let in: no CORS headers' : `the answer gets ${added.map(([name]) => name).join(', ')}`
    }
    case 'ExternalAuth':
      passage.unknown.push('what the authorisation service answers')
      return `asks ${filter.backend === undefined ? 'an authorisation service' : `${filter.backend.namespace}/${filter.backend.name}`} first`
    case 'ExtensionRef': {
      const name = `${text(settings.kind) ?? 'extension'} ${text(settings.name) ?? ''}`
      passage.unknown.push(`what ${name} does`)
      return `does what ${name} says`
    }
    default:
      return undefined
  }
}

/** Set replaces, add appends with a comma, remove takes away. Names are folded. */
function modifyHeaders(settings: Filter['settings'], headers: Map<string, string | undefined>): string {
  const effects: string[] = []
  for (const { name, value } of pairs(settings.set)) {
    headers.set(name, value)
    effects.push(`sets ${name}: ${value}`)
  }
  for (const { name, value } of pairs(settings.add)) {
    const before = headers.get(name)
    headers.set(name, before === undefined ? value : `${before},${value}`)
    effects.push(`adds ${name}: ${value}`)
  }
  for (const { value } of texts(settings.remove, [])) {
    const name = value.toLowerCase()
    if (headers instanceof ResponseHeaders) headers.set(name, undefined)
    else headers.delete(name)
    effects.push(`removes ${name}`)
  }
  return effects.join(', ') || 'changes nothing'
}

/** Headers of an answer that is not known: what is removed is remembered. */
export class ResponseHeaders extends Map<string, string | undefined> {}

function pairs(list: unknown): readonly { name: string; value: string }[] {
  return items(list, []).map(({ value }) => ({ name: (text(value.name) ?? '').toLowerCase(), value: text(value.value) ?? '' }))
}

function rewrite({ settings }: Filter, passage: Passage): string {
  const host = text(settings.hostname)
  const before = passage.path
  const effects: string[] = []
  if (host !== undefined) {
    effects.push(`host ${passage.host} becomes ${host}`)
    passage.host = host
  }
  passage.path = modifyPath(fields(settings.path), passage)
  if (passage.path !== before) effects.push(`path ${before} becomes ${passage.path}`)
  return effects.join(', ') || 'changes nothing'
}

/** Of a hundred requests how many are copied: all by default. @see HTTPRequestMirrorFilter */
export function mirrorPercent(settings: Filter['settings']): number {
  const percent = whole(settings.percent)
  if (percent !== undefined) return percent
  const fraction = fields(settings.fraction)
  const numerator = whole(fraction.numerator)
  return numerator === undefined ? 100 : (numerator / (whole(fraction.denominator) ?? 100)) * 100
}
