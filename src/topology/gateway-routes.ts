import { refKey, refOf } from '../inventory/ref.ts'
import { compare } from '../inventory/table.ts'
import type { KubeObject } from '../kinds/object.ts'
import { bindingsAt } from './attachment/parents.ts'
import type { Fact } from './derive.ts'
import { type GatewayFacts, gatewayFacts } from './gateway-facts.ts'
import { defaultParents, routesByParent } from './indexes.ts'
import type { FlatMatch } from './matches/flat-match.ts'
import { flatten } from './matches/flatten.ts'
import { ListenerIndex } from './matches/listener-index.ts'
import { readRoute } from './reading/route.ts'
import type { Scope } from './scope.ts'
import type { Binding, EffectiveListener } from './topology.ts'

/** One listener with the routes that it lets in. */
export interface ListenerRoutes {
  /** Verdict yes or unknown, each route once, ordered by namespace, name and kind. */
  readonly bindings: readonly Binding[]
  readonly index: ListenerIndex
}

/** All routes at a Gateway and its ListenerSets. */
export interface GatewayRoutes {
  readonly facts: GatewayFacts
  readonly byListener: ReadonlyMap<EffectiveListener, ListenerRoutes>
  /** The routes that name the Gateway, let in or not, ordered by namespace, name and kind. */
  readonly routes: readonly KubeObject[]
  /** Answers about namespaces on which verdicts rest: a change of any makes everything new. */
  readonly namespaces: unknown
}

/**
 * Kept up to date route by route: while the Gateway and the namespaces stay as they are, only routes that came, went or changed are looked at.
 */
export const gatewayRoutes: Fact<Scope, GatewayRoutes> = {
  name: 'routes of a Gateway',
  compute(scope, object, previous) {
    const facts = scope.derive(gatewayFacts, object)
    const routes = candidates(scope, facts)
    const selective = facts.listeners.some(({ allowedNamespaces }) => allowedNamespaces.from === 'Selector')
    const namespaces = selective ? scope.snapshot.list('', 'Namespace') : undefined
    if (previous !== undefined && previous.facts === facts && previous.namespaces === namespaces) {
      return { facts, namespaces, routes, byListener: update(scope, previous, routes) }
    }
    return { facts, namespaces, routes, byListener: build(scope, facts, routes) }
  },
}

/** Every route that names the Gateway or one of its sets, or takes what Gateways there are. */
function candidates(scope: Scope, { gateway, sets }: GatewayFacts): readonly KubeObject[] {
  const lists = [gateway.ref, ...sets.map(({ set }) => set.ref)].map(ref => scope.snapshot.indexed(routesByParent, refKey(ref)))
  if (gateway.defaultScope === 'All') lists.push(scope.snapshot.indexed(routesByParent, defaultParents))
  const full = lists.filter(list => list.length > 0)
  if (full.length <= 1) return full[0] ?? []
  return mergeSorted(full)
}

/** One list of several that are ordered alike, each object once. */
function mergeSorted(lists: readonly (readonly KubeObject[])[]): readonly KubeObject[] {
  return lists.reduce((merged, list) => {
    const result: KubeObject[] = []
    let i = 0
    let j = 0
    while (i < merged.length || j < list.length) {
      const [one, two] = [merged[i], list[j]]
      const order = one === two ? 0 : one === undefined ? 1 : two === undefined ? -1 : compareObjects(one, two)
      result.push(order <= 0 ? one! : two!)
      if (order <= 0) i++
      if (order >= 0) j++
    }
    return result
  })
}

function compareObjects(a: KubeObject, b: KubeObject): number {
  const [one, two] = [refOf(a), refOf(b)]
  return compare(one.namespace, two.namespace) || compare(one.name, two.name) || compare(one.kind, two.kind)
}

/** Namespaces are read without a note for each route: the fact notes the list of them. */
function bindingsOf(scope: Scope, facts: GatewayFacts, object: KubeObject): readonly Binding[] {
  const route = readRoute(object)
  return route === undefined ? [] : bindingsAt(facts, route, scope.quiet)
}

function build(scope: Scope, facts: GatewayFacts, routes: readonly KubeObject[]): Map<EffectiveListener, ListenerRoutes> {
  const lists = new Map<EffectiveListener, Binding[]>(facts.listeners.map(listener => [listener, []]))
  for (const object of routes) for (const binding of bindingsOf(scope, facts, object)) lists.get(binding.listener)!.push(binding)
  const isolation = isolates(facts)
  return new Map([...lists].map(([listener, bindings]) => [listener, { bindings, index: ListenerIndex.of(claims(bindings, isolation)) }]))
}

function* claims(bindings: readonly Binding[], isolation: boolean): Iterable<FlatMatch> {
  for (const binding of bindings) yield* flatten(binding, isolation)
}

/** Whether hosts of a more specific listener are kept from wider ones. */
export function isolates(facts: GatewayFacts): boolean {
  return facts.class.profile.features['GatewayHTTPListenerIsolation'] !== 'no'
}

function update(scope: Scope, previous: GatewayRoutes, routes: readonly KubeObject[]): ReadonlyMap<EffectiveListener, ListenerRoutes> {
  const { gone, come } = difference(previous.routes, routes)
  if (gone.length === 0 && come.length === 0) return previous.byListener
  const { facts } = previous
  const isolation = isolates(facts)
  const arriving = groupByListener(come.flatMap(object => bindingsOf(scope, facts, object)))
  const next = new Map(previous.byListener)
  for (const [listener, before] of previous.byListener) {
    const removed = gone.flatMap(object => bindingOf(before.bindings, object) ?? [])
    const added = arriving.get(listener) ?? []
    if (removed.length === 0 && added.length === 0) continue
    const removedMatches = removed.flatMap(binding => heldMatches(before.index, binding, isolation))
    const addedMatches = added.flatMap(binding => flatten(binding, isolation))
    next.set(listener, { bindings: merge(before.bindings, removed, added), index: before.index.change(removedMatches, addedMatches) })
  }
  return next
}

function groupByListener(bindings: readonly Binding[]): ReadonlyMap<EffectiveListener, readonly Binding[]> {
  const groups = new Map<EffectiveListener, Binding[]>()
  for (const binding of bindings) {
    const group = groups.get(binding.listener)
    if (group === undefined) groups.set(binding.listener, [binding])
    else group.push(binding)
  }
  return groups
}

/** The binding of a route in a list that is ordered as routes are. */
export function bindingOf(bindings: readonly Binding[], object: KubeObject): Binding | undefined {
  const binding = bindings[placeOf(bindings, object)]
  return binding?.route.object === object ? binding : undefined
}

function placeOf(bindings: readonly Binding[], object: KubeObject): number {
  let low = 0
  let high = bindings.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareObjects(bindings[middle]!.route.object, object) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** The flat matches that an index holds for a binding: found where the binding would file them. */
function heldMatches(index: ListenerIndex, binding: Binding, isolation: boolean): readonly FlatMatch[] {
  return flatten(binding, isolation).flatMap(
    match => index.equals(match).find(held => held.binding === binding && held.match === match.match) ?? [],
  )
}

/** Up to this many changes are made one by one, each a plain copy; beyond, the list is put together anew. */
const few = 8

function merge(before: readonly Binding[], removed: readonly Binding[], added: readonly Binding[]): readonly Binding[] {
  if (removed.length + added.length > few) {
    const gone = new Set(removed)
    return [...before.filter(binding => !gone.has(binding)), ...added].sort((a, b) => compareObjects(a.route.object, b.route.object))
  }
  let result = before
  for (const binding of removed) result = result.toSpliced(placeOf(result, binding.route.object), 1)
  for (const binding of added) result = result.toSpliced(placeOf(result, binding.route.object), 0, binding)
  return result
}

/** What two lists in the same order do not share, by identity. */
function difference(before: readonly KubeObject[], after: readonly KubeObject[]): { gone: KubeObject[]; come: KubeObject[] } {
  const gone: KubeObject[] = []
  const come: KubeObject[] = []
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]]
    if (old === now) {
      i++
      j++
      continue
    }
    const order = old === undefined ? 1 : now === undefined ? -1 : compareObjects(old, now)
    if (order <= 0) gone.push(before[i++]!)
    if (order >= 0) come.push(after[j++]!)
  }
  return { gone, come }
}
