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
  return [...new Set(full.flat())].sort(compareObjects)
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
  const leaving = new Set(gone)
  const arriving = come.flatMap(object => bindingsOf(scope, facts, object))
  return new Map(
    [...previous.byListener].map(([listener, before]) => {
      const removed = gone.length === 0 ? [] : before.bindings.filter(({ route }) => leaving.has(route.object))
      const added = arriving.filter(binding => binding.listener === listener)
      if (removed.length === 0 && added.length === 0) return [listener, before]
      const bindings = merge(before.bindings, removed, added)
      const removedMatches = removed.length === 0 ? [] : matchesOfRoutes(before.index, removed, isolation)
      return [
        listener,
        {
          bindings,
          index: before.index.change(
            removedMatches,
            added.flatMap(binding => flatten(binding, isolation)),
          ),
        },
      ]
    }),
  )
}

/** The flat matches that an index holds for some bindings: found where the bindings would file them. */
function matchesOfRoutes(index: ListenerIndex, bindings: readonly Binding[], isolation: boolean): readonly FlatMatch[] {
  const found = new Set<FlatMatch>()
  for (const binding of bindings) {
    for (const match of flatten(binding, isolation)) {
      for (const held of index.equals(match)) if (held.binding === binding) found.add(held)
    }
  }
  return [...found]
}

function merge(before: readonly Binding[], removed: readonly Binding[], added: readonly Binding[]): readonly Binding[] {
  const gone = new Set(removed)
  const result = gone.size === 0 ? [...before] : before.filter(binding => !gone.has(binding))
  for (const binding of added) {
    let at = result.length
    while (at > 0 && compareObjects(result[at - 1]!.route.object, binding.route.object) > 0) at--
    result.splice(at, 0, binding)
  }
  return result
}

/** What two lists in the same order do not share, by identity. */
function difference(before: readonly KubeObject[], after: readonly KubeObject[]): { gone: KubeObject[]; come: KubeObject[] } {
  let start = 0
  let endBefore = before.length
  let endAfter = after.length
  while (start < endBefore && start < endAfter && before[start] === after[start]) start++
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore--
    endAfter--
  }
  const left = before.slice(start, endBefore)
  const right = after.slice(start, endAfter)
  const [had, has] = [new Set(left), new Set(right)]
  return { gone: left.filter(object => !has.has(object)), come: right.filter(object => !had.has(object)) }
}
