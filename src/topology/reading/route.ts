import type { ObjectRef } from '../../diagnostics/finding.ts'
import type { Path } from '../../diagnostics/path.ts'
import { keptOn } from '../../inventory/kept-on.ts'
import { refOf } from '../../inventory/ref.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { type BackendRef, type Filter, gatewayGroup, type ParentRef, type Route, type RouteKind, type RouteRule } from '../model.ts'
import { type Fields, fields, isFields, readItems, text, texts, whole } from './fields.ts'
import { readMatches } from './match.ts'
import { below, shareBelow } from './place.ts'

export const routeKinds: readonly RouteKind[] = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']

/** A route has at most 16. */
const MOST_RULES = 32

const parentRefsAt = shareBelow('spec', 'parentRefs')
const hostnamesAt = shareBelow('spec', 'hostnames')
const rulesAt = shareBelow('spec', 'rules')

const routes = keptOn<Route>()

/** Rules ask about one route after the other, each of them many times. */
let last: Route | undefined

/** Reads a route; undefined where the object is not one. */
export function readRoute(object: KubeObject): Route | undefined {
  if (last?.object === object) return last
  const route = routes.get(object) ?? firstRead(object)
  if (route !== undefined) last = route
  return route
}

function firstRead(object: KubeObject): Route | undefined {
  const ref = refOf(object)
  const kind = routeKinds.find(routeKind => routeKind === ref.kind)
  if (kind === undefined || ref.group !== gatewayGroup) return undefined
  const route = read(object, ref, kind)
  routes.set(object, route)
  return route
}

function read(object: KubeObject, ref: ObjectRef, kind: RouteKind): Route {
  const spec = fields(object.spec)
  // Only an HTTPRoute without rules has one by default: it matches everything and sends it nowhere.
  const rules = spec.rules === undefined && kind === 'HTTPRoute' ? [{}] : spec.rules
  const created = text(fields(object.metadata).creationTimestamp)
  return {
    object,
    ref,
    kind,
    parentRefs: readItems(spec.parentRefs, parentRefsAt, (value, at, index) => parentRef(value, at, index, ref.namespace)),
    useDefaultGateways: spec.useDefaultGateways === 'All',
    hostnames: texts(spec.hostnames, hostnamesAt).map(({ at, value }) => ({ at, value: value.toLowerCase() })),
    rules: readItems(rules, rulesAt, (value, at, index) => rule(value, at, index, kind, ref.namespace), MOST_RULES),
    ...(created !== undefined && { created }),
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function parentRef(value: Fields, at: Path, index: number, namespace: string): ParentRef {
  const ref: Mutable<ParentRef> = {
    at,
    group: text(value.group) ?? gatewayGroup,
    kind: text(value.kind) ?? 'Gateway',
    namespace: text(value.namespace) || namespace,
    name: text(value.name) ?? '',
    index,
  }
  const sectionName = text(value.sectionName)
  const port = whole(value.port)
  if (sectionName !== undefined && sectionName !== '') ref.sectionName = sectionName
  if (port !== undefined) ref.port = port
  return ref
}

function rule(value: Fields, at: Path, index: number, kind: RouteKind, namespace: string): RouteRule {
  const made: Mutable<RouteRule> = {
    at,
    index,
    matches: readMatches(value, at, kind),
    filters: value.filters === undefined ? none : readFilters(value.filters, below(at, 'filters'), namespace),
    backends: readItems(value.backendRefs, below(at, 'backendRefs'), (backend, place) => backendRef(backend, place, 'backend', namespace)),
    timeouts: value.timeouts === undefined ? noTimeouts : timeouts(fields(value.timeouts)),
  }
  const name = text(value.name)
  if (name !== undefined) made.name = name
  if (isFields(value.retry)) made.retry = retry(value.retry)
  if (isFields(value.sessionPersistence)) made.sessionPersistence = value.sessionPersistence
  return made
}

const none: readonly never[] = []
const noTimeouts: RouteRule['timeouts'] = Object.freeze({})

function timeouts(value: Fields): RouteRule['timeouts'] {
  const request = text(value.request)
  const backendRequest = text(value.backendRequest)
  return { ...(request !== undefined && { request }), ...(backendRequest !== undefined && { backendRequest }) }
}

function retry(value: Fields): NonNullable<RouteRule['retry']> {
  const attempts = whole(value.attempts)
  const backoff = text(value.backoff)
  const codes = Array.isArray(value.codes) ? value.codes.map(whole).filter(code => code !== undefined) : []
  return { codes, ...(attempts !== undefined && { attempts }), ...(backoff !== undefined && { backoff }) }
}

/** Where a filter keeps its settings. */
export const settingsField: Readonly<Record<string, string>> = {
  RequestHeaderModifier: 'requestHeaderModifier',
  ResponseHeaderModifier: 'responseHeaderModifier',
  RequestMirror: 'requestMirror',
  RequestRedirect: 'requestRedirect',
  URLRewrite: 'urlRewrite',
  CORS: 'cors',
  ExternalAuth: 'externalAuth',
  ExtensionRef: 'extensionRef',
}

function readFilters(value: unknown, at: Path, namespace: string): readonly Filter[] {
  return readItems(value, at, (filter, place) => {
    const type = text(filter.type) ?? ''
    const field = settingsField[type]
    const settings = field === undefined ? {} : fields(filter[field])
    const purpose = type === 'RequestMirror' ? 'mirror' : type === 'ExternalAuth' ? 'auth' : undefined
    return {
      at: place,
      type,
      settings,
      ...(purpose !== undefined &&
        isFields(settings.backendRef) && {
          backend: backendRef(settings.backendRef, below(below(place, field!), 'backendRef'), purpose, namespace),
        }),
    }
  })
}

function backendRef(value: Fields, at: Path, purpose: BackendRef['purpose'], namespace: string): BackendRef {
  return {
    at,
    group: text(value.group) ?? '',
    kind: text(value.kind) ?? 'Service',
    namespace: text(value.namespace) || namespace,
    name: text(value.name) ?? '',
    purpose,
    port: whole(value.port),
    weight: weightOf(value.weight),
    filters: purpose === 'backend' && value.filters !== undefined ? readFilters(value.filters, below(at, 'filters'), namespace) : none,
  }
}

/** Weights below 0 are refused like those of another type. */
function weightOf(value: unknown): number {
  const weight = whole(value)
  return weight === undefined || weight < 0 ? 1 : weight
}

/** Every place that the route sends something to, in the order in which it stands. */
export function backendRefsOf(route: Route): readonly BackendRef[] {
  const found: BackendRef[] = []
  const fromFilters = (filters: readonly Filter[]) => {
    for (const filter of filters) if (filter.backend !== undefined) found.push(filter.backend)
  }
  for (const entry of route.rules) {
    for (const backend of entry.backends) {
      found.push(backend)
      fromFilters(backend.filters)
    }
    fromFilters(entry.filters)
  }
  return found
}
