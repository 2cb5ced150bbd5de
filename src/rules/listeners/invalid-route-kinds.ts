import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'
import { listed } from '../view/words.ts'

/** A listener that names a kind of route that its protocol does not carry. */
export default defineRule({
  code: 'GWA-LIS-005',
  name: 'invalid-route-kinds',
  severity: 'error',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'allowedRoutes.kinds names a kind of route that the protocol of the listener does not carry.',
    why: 'Such routes never attach here. Where no other kind is left, no route does, and the listener serves nothing.',
    fix: 'Name kinds that fit the protocol, or leave the list out to allow all of them.',
    spec: 'AllowedRoutes.kinds in the Gateway API reference; conformance test GatewayInvalidRouteKind',
  },
  messages: {
    none: ({ kind, protocol, name }: { kind: string; protocol: string; name: string }) =>
      `a listener with protocol ${protocol} carries no ${kind}, and listener ${name} names nothing else: no route can attach to it`,
    some: ({ kind, protocol, left }: { kind: string; protocol: string; left: string }) =>
      `a listener with protocol ${protocol} carries no ${kind}; only ${left} can attach`,
  },
  check(object, { topology, report }) {
    for (const { name, protocol, supportedKinds, invalidKinds, kindsKnown } of topology.listenersOf(object)) {
      for (const { group, kind, at } of invalidKinds) {
        if (!kindsKnown) continue
        const condition = { type: 'ResolvedRefs', status: 'False', reason: 'InvalidRouteKinds' } as const
        const shown = group === 'gateway.networking.k8s.io' ? kind : `${kind} of group ${JSON.stringify(group)}`
        if (supportedKinds.length === 0) report('none', at, { kind: shown, protocol, name }, { condition })
        else
          report(
            'some',
            at,
            { kind: shown, protocol, left: listed(supportedKinds.map(supported => supported.kind)) },
            { condition, severity: 'warning' },
          )
      }
    }
  },
})
