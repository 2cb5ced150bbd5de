import { parentKind } from '../../topology/attachment/parents.ts'
import { isRoute } from '../../topology/delegation.ts'
import { defineRule } from '../rule.ts'
import { mayDelegate } from '../view/delegation.ts'
import { parentReads, routeKinds } from '../view/reads.ts'

/** A parent of a kind that takes no routes, most often by a wrong group. */
export default defineRule({
  code: 'GWA-PAR-002',
  name: 'odd-parent-kind',
  severity: 'warning',
  gate: 'object',
  kinds: routeKinds,
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'A parentRef has a group and kind that no controller of Gateway API knows as a parent.',
    why: 'Controllers ignore the reference: the route serves nothing through it and gets no status.',
    fix: 'Leave group and kind out for a Gateway; write group "" and kind Service for a mesh.',
    spec: 'ParentReference in the Gateway API reference: Gateway, ListenerSet, and Service for meshes',
  },
  messages: {
    group: ({ group, kind, right }: { group: string; kind: string; right: string }) =>
      `there is no ${kind} in group ${JSON.stringify(group)}, so controllers ignore this parent; a ${kind} is in group ${JSON.stringify(right)}`,
    vendor: ({ group, kind }: { group: string; kind: string }) =>
      `${kind} of group ${group} is a parent to controllers of that vendor only; others ignore it`,
    delegation: () => 'only some controllers (kgateway, Gloo Gateway) let a route have a route as parent; others ignore this reference',
    none: ({ kind }: { kind: string }) => `a ${kind} is no parent of routes, so controllers ignore this reference`,
  },
  check(object, { topology, report }) {
    for (const ref of topology.route(object)?.parentRefs ?? []) {
      if (parentKind(ref) !== 'other') continue
      const delegation = isRoute(ref) ? mayDelegate(topology, object) : 'no'
      if (delegation === 'unknown') report('delegation', [...ref.at, 'kind'], {}, { severity: 'info' })
      if (delegation !== 'no') continue
      const right = GROUPS[ref.kind]
      if (right !== undefined && MISTAKEN.has(ref.group)) report('group', [...ref.at, 'group'], { group: ref.group, kind: ref.kind, right })
      else if (MISTAKEN.has(ref.group)) report('none', [...ref.at, 'kind'], { kind: ref.kind })
      else report('vendor', [...ref.at, 'kind'], { group: ref.group, kind: ref.kind }, { severity: 'info' })
    }
  },
})

const GROUPS: Readonly<Record<string, string>> = {
  Gateway: 'gateway.networking.k8s.io',
  ListenerSet: 'gateway.networking.k8s.io',
  Service: '',
  ServiceImport: 'multicluster.x-k8s.io',
}
/** Groups that hold no parent of this kind, whatever is installed. */
const MISTAKEN = new Set(['', 'core', 'v1', 'apps', 'networking.k8s.io', 'gateway.networking.k8s.io', 'gateway.networking.x-k8s.io'])
