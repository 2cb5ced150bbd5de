import type { Binding } from '../../topology/topology.ts'
import { defineRule } from '../rule.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { listed, named } from '../view/words.ts'

/** A route of a namespace that no selected listener is open to. */
export default defineRule({
  code: 'GWA-ATT-002',
  name: 'namespace-not-allowed',
  severity: 'error',
  gate: 'opt-in',
  kinds: routeKinds,
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'No listener that the parentRef selects takes routes of this namespace.',
    why: 'The route is not accepted by this parent and serves nothing through it.',
    fix: 'Open the listener to the namespace in its allowedRoutes, or attach to a Gateway that is open to it.',
    spec: 'RouteNamespaces in the Gateway API reference, reason NotAllowedByListeners',
  },
  messages: {
    refused: ({ parent, namespace, why }: { parent: string; namespace: string; why: string }) =>
      `${parent} takes no routes of namespace ${namespace}, so this one serves nothing through it: ${why}`,
  },
  check(object, { topology, report }) {
    for (const { ref, accepted, bindings } of topology.parentsOf(object)) {
      const shut = bindings.filter(({ stage }) => stage === 'namespace')
      if (accepted !== 'no' || shut.length === 0 || bindings.some(({ stage }) => stage === 'hostname')) continue
      const namespace = topology.route(object)!.ref.namespace
      report(
        'refused',
        ref.at,
        { parent: named(ref), namespace, why: listed(shut.map(openTo), 3) },
        {
          condition: { type: 'Accepted', status: 'False', reason: 'NotAllowedByListeners' },
          hint: `In the listener:\nallowedRoutes:\n  namespaces:\n    from: Selector\n    selector:\n      matchLabels:\n        kubernetes.io/metadata.name: ${namespace}`,
        },
      )
    }
  },
})

function openTo({ route, listener: { name, owner, allowedNamespaces } }: Binding): string {
  const { from, selector } = allowedNamespaces
  const { namespace } = route.ref
  if (from === 'Same')
    return `listener ${name} is open to namespace ${owner.namespace} only (from: Same${allowedNamespaces.selector === undefined ? '' : ', its selector is ignored'})`
  return selector === undefined
    ? `listener ${name} has no selector and so is open to none`
    : `the labels of namespace ${namespace} do not match the selector of listener ${name}`
}
