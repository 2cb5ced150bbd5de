import type { RouteKind } from '../../topology/model.ts'
import { defineRule } from '../rule.ts'
import { backendReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** An appProtocol that does not go with the kind of route. */
export default defineRule({
  code: 'GWA-BE-005',
  name: 'app-protocol',
  severity: 'warning',
  gate: 'never',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute'],
  reads: backendReads,
  since: '0.1.0',
  docs: {
    summary: 'The Service says that its port speaks something that this kind of route does not send.',
    why: 'Controllers that heed appProtocol speak that protocol to the backend, or refuse it; requests then fail.',
    fix: 'Correct appProtocol of the Service, or use the kind of route that fits.',
    spec: 'GEP-1911, table of protocols by route',
  },
  messages: {
    differs: ({ port, backend, protocol, kind }: { port: number; backend: string; protocol: string; kind: string }) =>
      `port ${port} of ${backend} says that it speaks ${protocol}, which ${kind}s are not made for: controllers that heed this refuse the backend or misspeak to it`,
  },
  check(object, { topology, report }) {
    for (const { ref, port } of topology.backendsOf(object)) {
      if (port?.appProtocol === undefined || !MISFITS[object.kind as RouteKind]?.has(port.appProtocol)) continue
      report('differs', [...ref.at, 'port'], { port: port.port, backend: named(ref), protocol: port.appProtocol, kind: object.kind })
    }
  },
})

const LAYER_4 = ['tcp', 'mysql', 'redis', 'mongo', 'postgresql', 'kafka']
/** Only what is certain; names that a vendor or a mesh may read otherwise stay out. */
const MISFITS: Partial<Readonly<Record<RouteKind, ReadonlySet<string>>>> = {
  HTTPRoute: new Set(LAYER_4),
  GRPCRoute: new Set(['kubernetes.io/ws', 'kubernetes.io/wss', 'http', 'http/1.1', ...LAYER_4]),
  TLSRoute: new Set(['kubernetes.io/h2c', 'kubernetes.io/ws']),
}
