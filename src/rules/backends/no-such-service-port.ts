import { defineRule } from '../rule.ts'
import { lossOf } from '../view/backends.ts'
import { backendReads, routeKinds } from '../view/reads.ts'

/** A port that the Service does not have: most often the port of its Pods. */
export default defineRule({
  code: 'GWA-BE-003',
  name: 'no-such-service-port',
  severity: 'error',
  gate: 'never',
  kinds: routeKinds,
  reads: backendReads,
  since: '0.1.0',
  docs: {
    summary: 'A route names a port that the Service does not have.',
    why: 'What is sent there fails: with 500 for HTTP, by a closed connection otherwise. Routes name spec.ports[].port, not targetPort.',
    fix: 'Use a port of the Service.',
    spec: 'BackendObjectReference.port in the Gateway API reference: the port of the Service, not of its Pods',
  },
  messages: {
    absent: ({ detail, loss }: { detail: string; loss: string }) => `${detail}: ${loss}`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)!
    for (const { ref, object: found, port, reason, hidden, detail } of topology.backendsOf(object)) {
      if (found.state !== 'found' || port !== undefined || reason === undefined) continue
      if (reason === 'InvalidKind' || reason === 'RefNotPermitted' || reason === 'UnsupportedValue') continue
      if (ref.port === undefined) continue
      const loss = lossOf(route, ref)
      report(
        'absent',
        [...ref.at, 'port'],
        { detail: detail ?? '', loss: loss.text },
        {
          ...(loss.none && { severity: 'warning' }),
          ...(hidden !== true && { condition: { type: 'ResolvedRefs', status: 'False', reason } }),
        },
      )
    }
  },
})
