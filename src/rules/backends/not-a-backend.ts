import { scopeOf } from '../../kinds/index.ts'
import { isRoute } from '../../topology/delegation.ts'
import { defineRule } from '../rule.ts'
import { lossOf } from '../view/backends.ts'
import { mayDelegate } from '../view/delegation.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

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
    delegation: ({ backend }: { backend: string }) =>
      `only some controllers (kgateway, Gloo Gateway) take an HTTPRoute as backend; with others what goes to ${backend} is answered with 500`,
    unknown: ({ detail, loss }: { detail: string; loss: string }) => `${detail}: ${loss}`,
  },
  check(object, { topology, options, report }) {
    const route = topology.route(object)!
    for (const { ref, reason, detail } of topology.backendsOf(object)) {
      if (reason !== 'InvalidKind') continue
      if (isRoute(ref) && mayDelegate(topology, object) === 'unknown') {
        report('delegation', [...ref.at, 'kind'], { backend: named(ref) }, { severity: 'info' })
        continue
      }
      report(
        'unknown',
        [...ref.at, 'kind'],
        { detail: detail ?? `${ref.kind} is not a kind of backend`, loss: lossOf(route, ref).text },
        {
          condition: { type: 'ResolvedRefs', status: 'False', reason },
          // A kind that nobody knows may be an extension of a controller that nobody named.
          ...(options.profile === 'conformant' && scopeOf(ref.group, ref.kind) === undefined && { severity: 'warning' as const }),
        },
      )
    }
  },
})
