import type { ObjectRef } from '../diagnostics/finding.ts'
import { absent, found, unknown } from '../inventory/lookup.ts'
import type { Lookup, Snapshot } from '../inventory/snapshot.ts'
import type { KubeObject } from '../kinds/object.ts'
import { canonicalMatch } from './matches/canonical.ts'
import type { FlatMatch } from './matches/flat-match.ts'
import { type BackendRef, type GroupKind, gatewayGroup, type Route, type RouteMatch, type ValueMatch } from './model.ts'
import type { Profile } from './profile.ts'
import { fields } from './reading/fields.ts'
import { readRoute } from './reading/route.ts'

// kgateway and Gloo Gateway let a rule hand its requests on to other HTTPRoutes: what it claims is then claimed by their matches, and nothing
// else. A request that none of them takes is looked for elsewhere on the host.

/** A match that stands behind a delegating one. */
export interface Delegated extends FlatMatch {
  readonly delegatedBy: FlatMatch
}

/** Whether routes of the controller delegate. */
export function delegates({ backendKinds }: Profile): boolean {
  return backendKinds.includes(`${gatewayGroup}/HTTPRoute`)
}

export function isRoute({ group, kind }: GroupKind): boolean {
  return group === gatewayGroup && kind === 'HTTPRoute'
}

/** The routes that a reference names: one, or all of a namespace. */
function routesNamed({ namespace, name }: ObjectRef, snapshot: Snapshot): readonly KubeObject[] {
  const list = snapshot.list(gatewayGroup, 'HTTPRoute', namespace)
  return name === '' || name === '*' ? list : list.filter(({ metadata }) => metadata.name === name)
}

/** Whether there is any route of those that a reference names, and the first one. */
export function lookupRoutes(ref: ObjectRef, snapshot: Snapshot): Lookup {
  const [object] = routesNamed(ref, snapshot)
  if (object !== undefined) return found(object)
  return snapshot.complete(gatewayGroup, 'HTTPRoute', ref.namespace) ? absent : unknown
}

/** Where requests are handed on, in the order from the Gateway to the route. */
export function delegationOf(match: FlatMatch): readonly FlatMatch[] {
  const by = (match as Partial<Delegated>).delegatedBy
  return by === undefined ? [] : [...delegationOf(by), by]
}

/** Routes that all delegate to each other have more ways through them than anybody could follow. */
const MOST = 10_000

/**
 * Follows delegation, for one request: the match itself where its rule does not delegate or the routes behind it are not known, otherwise
 * every match that stands behind it. A route never stands behind itself.
 */
export function delegationIn(snapshot: Snapshot): (match: FlatMatch) => readonly FlatMatch[] {
  let left = MOST
  return function resolve(match: FlatMatch): readonly FlatMatch[] {
    const refs = match.rule.backends.filter(isRoute)
    if (refs.length === 0 || left <= 0) return [match]
    const above = new Set([...delegationOf(match), match].map(({ route }) => route.object))
    const children = refs.flatMap(ref => childrenOf(ref, match.route, snapshot)).filter(child => !above.has(child.object))
    if (children.length === 0 && refs.some(({ namespace }) => !snapshot.complete(gatewayGroup, 'HTTPRoute', namespace))) return [match]
    const behind = children.flatMap(child => child.rules.flatMap(rule => rule.matches.flatMap(own => within(match, child, rule, own))))
    left -= behind.length
    const resolved = behind.flatMap(resolve)
    return refs.length === match.rule.backends.length ? resolved : [match, ...resolved]
  }
}

/** A child has no hostnames of its own, and names the parent where it names any. */
function childrenOf(ref: BackendRef, parent: Route, snapshot: Snapshot): readonly Route[] {
  return routesNamed(ref, snapshot)
    .flatMap(object => readRoute(object) ?? [])
    .filter(
      ({ hostnames, parentRefs }) => hostnames.length === 0 && (parentRefs.length === 0 || parentRefs.some(ref => names(ref, parent))),
    )
}

function names(ref: Route['parentRefs'][number], { ref: { kind, namespace, name } }: Route): boolean {
  return ref.group === gatewayGroup && ref.kind === kind && ref.namespace === namespace && ref.name === name
}

/** What a match of a child claims of what its parent does: nothing where it reaches beyond, unless it is written relative to the parent. */
function within(parent: FlatMatch, route: Route, rule: FlatMatch['rule'], own: RouteMatch): readonly Delegated[] {
  if (parent.match.path.type !== 'PathPrefix') return []
  const match = isRelative(route) ? joined(parent.match, own) : own
  if (!narrows(match, parent.match)) return []
  const { path, method, headers, query, key } = match.canonical
  const { host, listener } = parent
  const binding = { ...parent.binding, route }
  return [{ binding, listener, route, rule, match, at: own.at, host, path, method, headers, query, action: '', key, delegatedBy: parent }]
}

const relative = ['delegation.kgateway.dev/inherit-parent-matcher', 'delegation.gateway.solo.io/inherit-parent-matcher']

function isRelative({ object }: Route): boolean {
  const annotations = fields(object.metadata.annotations)
  return relative.some(name => annotations[name] === 'true')
}

function narrows(child: RouteMatch, parent: RouteMatch): boolean {
  const prefix = parent.path.value.replace(/\/+$/, '')
  const { value } = child.path
  return (
    (value === prefix || value.startsWith(`${prefix}/`)) &&
    (parent.method === undefined || child.method === parent.method) &&
    includes(child.headers, parent.headers) &&
    includes(child.query, parent.query)
  )
}

function includes(all: readonly ValueMatch[], some: readonly ValueMatch[]): boolean {
  return some.every(one => all.some(({ type, name, value }) => type === one.type && name === one.name && value === one.value))
}

function joined(parent: RouteMatch, child: RouteMatch): RouteMatch {
  const value = `${parent.path.value}/${child.path.value}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')
  const method = parent.method ?? child.method
  const match = {
    at: child.at,
    index: child.index,
    path: { type: child.path.type, value },
    ...(method !== undefined && { method }),
    headers: [...parent.headers, ...child.headers],
    query: [...parent.query, ...child.query],
  }
  return { ...match, canonical: canonicalMatch(match) }
}
