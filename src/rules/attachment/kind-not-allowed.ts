import { defineRule } from '../rule.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { listed, named } from '../view/words.ts'

/** A route of a kind that no selected listener takes. */
export default defineRule({
  code: 'GWA-ATT-001',
  name: 'kind-not-allowed',
  severity: 'error',
  gate: 'opt-in',
  kinds: routeKinds,
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'No listener that the parentRef selects takes routes of this kind.',
    why: 'The route is not accepted by this parent and serves nothing through it.',
    fix: 'Attach to a listener of a fitting protocol, or allow the kind in its allowedRoutes.',
    spec: 'AllowedRoutes.kinds and ProtocolType in the Gateway API reference, reason NotAllowedByListeners',
  },
  messages: {
    refused: ({ kind, parent, takes }: { kind: string; parent: string; takes: string }) =>
      `${parent} takes no ${kind} here, so this one serves nothing through it: ${takes}`,
  },
  check(object, { topology, report }) {
    for (const { ref, accepted, bindings } of topology.parentsOf(object)) {
      if (accepted !== 'no' || bindings.length === 0 || bindings.some(({ stage }) => stage !== 'kind')) continue
      const takes = bindings.map(({ listener: { name, protocol, supportedKinds } }) => {
        return `listener ${name} (${protocol}) takes ${supportedKinds.length === 0 ? 'nothing' : listed(supportedKinds.map(({ kind }) => kind))}`
      })
      report(
        'refused',
        ref.at,
        { kind: object.kind, parent: named(ref), takes: listed(takes, 3) },
        {
          condition: { type: 'Accepted', status: 'False', reason: 'NotAllowedByListeners' },
        },
      )
    }
  },
})
