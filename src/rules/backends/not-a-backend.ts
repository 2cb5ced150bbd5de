import { defineRule } from '../rule.ts'
import { lossOf } from '../view/backends.ts'
import { backendReads, routeKinds } from '../view/reads.ts'

/** A backendRef to a kind that receives no traffic. */
export default defineRule({
  code: 'GWA-BE-001',
  name: 'not-a-backend',
  severity: 'error',
  gate: 'never',
  kinds: routeKinds,
  reads: backendReads,
  since: '0.1.0',
  docs: {
    summary: 'A route sends requests to a kind that is no backend.',
    why: 'The controller cannot resolve the reference, and what is sent there fails: with 500 for HTTP, by a closed connection otherwise.',
    fix: 'Refer to a Service (group "", the default), or to a kind of backend that your controller documents.',
    spec: 'BackendObjectReference in the Gateway API reference; conformance test HTTPRouteInvalidBackendRefUnknownKind',
  },
  messages: {
    unknown: ({ detail, loss }: { detail: string; loss: string }) => `${detail}: ${loss}`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)!
    for (const { ref, reason, detail } of topology.backendsOf(object)) {
      if (reason !== 'InvalidKind') continue
      report(
        'unknown',
        [...ref.at, 'kind'],
        { detail: detail ?? `${ref.kind} is not a kind of backend`, loss: lossOf(route, ref).text },
        {
          condition: { type: 'ResolvedRefs', status: 'False', reason },
        },
      )
    }
  },
})
