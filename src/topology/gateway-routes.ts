import { refKey, refOf } from '../inventory/ref.ts'
import { Table } from '../inventory/table.ts'
import type { KubeObject } from '../kinds/object.ts'
import { bindingsAt } from './attachment/parents.ts'
import type { Fact } from './derive.ts'
import { type GatewayFacts, gatewayFacts } from './gateway-facts.ts'
import { defaultParents, routesByParent } from './indexes.ts'
import { ListenerIndex } from './matches/listener-index.ts'
import { readRoute } from './reading/route.ts'
import type { Scope } from './scope.ts'
import type { Binding, EffectiveListener } from './topology.ts'

/** One listener with the routes that it lets in. */
export interface ListenerRoutes {
  /** Verdict yes or unknown, each route once. */
  readonly bindings: Table<Binding>
  readonly index: ListenerIndex
}

/** All routes at a Gateway and its ListenerSets. */
export interface GatewayRoutes {
  readonly facts: GatewayFacts
  readonly byListener: ReadonlyMap<EffectiveListener, ListenerRoutes>
  /** The routes that name the Gateway, let in or not; those that name each of its sets; those that take what Gateways there are. */
  readonly routes: readonly Table<KubeObject>[]
  /** Answers about namespaces on which verdicts rest: a change of any makes everything new. */
  readonly namespaces: unknown
  /** How many routes went and came since the value from which this one was made; infinite where it was made from nothing. */
  readonly steps: number
}

/**
 * Kept up to date route by route: while the Gateway and the namespaces stay as they are, only routes that came, went or changed are looked at.
 */
export const gatewayRoutes: Fact<Scope, GatewayRoutes> = {
  name: 'routes of a Gateway',
  compute(scope, object, previous) {
    const found = candidates(scope, object)
    // Written out: Node 20 makes a new hidden class, an old object, for each copy by a spread that gets more members.
    const { facts, routes, namespaces } = found
    if (previous === undefined || !follows(found, previous))
      return { facts, routes, namespaces, byListener: build(scope, found), steps: Number.POSITIVE_INFINITY }
    const changes = difference(previous.routes, routes)
    const steps = changes.gone.length + changes.come.length
    return { facts, routes, namespaces, byListener: update(scope, previous, changes), steps }
  },
  distance(scope, object, previous) {
    const found = candidates(scope, object)
    if (!follows(found, previous)) return Number.POSITIVE_INFINITY
    const { gone, come } = difference(previous.routes, found.routes)
    return gone.length + come.length
  },
  isStep: ({ steps }) => steps <= 2,
}

type Candidates = Omit<GatewayRoutes, 'byListener' | 'steps'>

/** Every route that names the Gateway or one of its sets, or takes what Gateways there are. */
function candidates(scope: Scope, object: KubeObject): Candidates {
  const facts = scope.derive(gatewayFacts, object)
  const { gateway, sets, listeners } = facts
  const keys = [gateway.ref, ...sets.map(({ set }) => set.ref)].map(refKey)
  if (gateway.defaultScope === 'All') keys.push(defaultParents)
  const selective = listeners.some(({ allowedNamespaces }) => allowedNamespaces.from === 'Selector')
  return {
    facts,
    routes: keys.map(key => scope.snapshot.filed(routesByParent, key)),
    namespaces: selective ? scope.snapshot.list('', 'Namespace') : undefined,
  }
}

/** Whether routes can have changed, but nothing else. The sets, and so the tables, are those of the Gateway. */
function follows(found: Candidates, previous: GatewayRoutes): boolean {
  return previous.facts === found.facts && previous.namespaces === found.namespaces
}

/** Namespaces are read without a note for each route: the fact notes the list of them. */
function bindingsOf(scope: Scope, facts: GatewayFacts, object: KubeObject): readonly Binding[] {
  const route = readRoute(object)
  return route === undefined ? [] : bindingsAt(facts, route, scope.quiet)
}

function build(scope: Scope, { facts, routes }: Candidates): Map<EffectiveListener, ListenerRoutes> {
  const lists = new Map<EffectiveListener, Binding[]>(facts.listeners.map(listener => [listener, []]))
  for (const object of new Set(routes.flatMap(table => table.list())))
    for (const binding of bindingsOf(scope, facts, object)) lists.get(binding.listener)!.push(binding)
  const isolation = isolates(facts)
  return new Map(
    [...lists].map(([listener, list]) => {
      const bindings = Table.of(list, routeOf)
      return [listener, { bindings, index: ListenerIndex.of(bindings.list(), isolation) }]
    }),
  )
}

function routeOf({ route }: Binding): Binding['route']['ref'] {
  return route.ref
}

/** Whether hosts of a more specific listener are kept from wider ones. */
export function isolates(facts: GatewayFacts): boolean {
  return facts.class.profile.features['GatewayHTTPListenerIsolation'] !== 'no'
}

function update(
  scope: Scope,
  { facts, byListener }: GatewayRoutes,
  { gone, come }: Difference,
): ReadonlyMap<EffectiveListener, ListenerRoutes> {
  if (gone.length === 0 && come.length === 0) return byListener
  const arriving = groupByListener(come.flatMap(object => bindingsOf(scope, facts, object)))
  const next = new Map(byListener)
  for (const [listener, { bindings, index }] of byListener) {
    const removed = gone.flatMap(object => bindingOf(bindings, object) ?? [])
    const added = arriving.get(listener) ?? []
    if (removed.length === 0 && added.length === 0) continue
    let table = bindings
    for (const binding of added) table = table.with(binding)
    for (const binding of removed) if (bindingOf(table, binding.route.object) !== undefined) table = table.without(binding.route.ref)
    next.set(listener, { bindings: table, index: index.change(removed, added, isolates(facts)) })
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

/** The binding of this very version of a route. */
export function bindingOf(bindings: Table<Binding>, object: KubeObject): Binding | undefined {
  const binding = bindings.get(refOf(object))
  return binding?.route.object === object ? binding : undefined
}

interface Difference {
  readonly gone: readonly KubeObject[]
  readonly come: readonly KubeObject[]
}

/** What went and what came in any of the tables, each once. */
function difference(before: readonly Table<KubeObject>[], after: readonly Table<KubeObject>[]): Difference {
  const changes = before.map((table, i) => table.difference(after[i]!))
  const [first] = changes
  if (first !== undefined && changes.length === 1) return first
  return { gone: [...new Set(changes.flatMap(({ gone }) => gone))], come: [...new Set(changes.flatMap(({ come }) => come))] }
}
