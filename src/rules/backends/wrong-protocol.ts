import { defineRule } from '../rule.ts'
import { lossOf } from '../view/backends.ts'
import { backendReads, routeKinds } from '../view/reads.ts'

/** A port that speaks another protocol than the route. */
export default defineRule({
  code: 'GWA-BE-004',
  name: 'wrong-protocol',
  severity: 'error',
  gate: 'never',
  kinds: routeKinds,
  reads: backendReads,
  since: '0.1.0',
  docs: {
    summary: 'A route sends to a port that speaks another protocol.',
    why: 'The controller refuses the backend, and what is sent there fails: a UDP port answers no HTTP request.',
    fix: 'Use a port with the protocol of the route, or add one to the Service.',
    spec: 'GEP-1911, backend protocol selection, reason UnsupportedProtocol',
  },
  messages: {
    other: ({ detail, loss }: { detail: string; loss: string }) => `${detail}: ${loss}`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)!
    for (const { ref, port, reason, detail } of topology.backendsOf(object)) {
      // Some controllers look for the port among those of the protocol alone.
      if (port === undefined || (reason !== 'UnsupportedProtocol' && reason !== 'PortNotFound')) continue
      report(
        'other',
        [...ref.at, 'port'],
        { detail: detail ?? '', loss: lossOf(route, ref).text },
        { condition: { type: 'ResolvedRefs', status: 'False', reason } },
      )
    }
  },
})
