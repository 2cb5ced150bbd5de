import type { ObjectRef } from '../../diagnostics/finding.ts'
import { ListenerIndex } from '../matches/listener-index.ts'
import type { Engine } from '../scope.ts'
import type { Topology } from '../topology.ts'
import { answerHttp, unanswered } from './http.ts'
import type { ReadRequest } from './request.ts'
import type { Trace } from './result.ts'

/**
 * A request from a workload in a mesh to a Service by its name in the URL (GAMMA), whatever its Host header says. Routes of the client's namespace count instead of those of the Service's
 * namespace; without any the request goes to the Service itself.
 * @see GEP-1294
 */
export function simulateMesh(topology: Topology, engine: Engine, request: ReadRequest, clientNamespace: string): Trace {
  const [name = '', namespace = clientNamespace] = request.address.split('.')
  const service: ObjectRef = { group: '', kind: 'Service', namespace, name }
  const base = { ...unanswered, gateway: service }
  const lookup = topology.snapshot.lookup(service)
  if (lookup.state === 'unknown') return { ...base, answer: { kind: 'unknown', reason: `Service ${namespace}/${name} is not known` } }
  if (lookup.state === 'absent') return { ...base, answer: { kind: 'refused', reason: `Service ${namespace}/${name} does not exist` } }
  const facts = topology.meshOf(service)
  const port = facts.ports.find(entry => entry.port === request.port)
  if (port === undefined)
    return {
      ...base,
      answer: {
        kind: 'refused',
        reason: `Service ${namespace}/${name} has no port ${request.port}; it has ${facts.ports.map(entry => entry.port).join(', ') || 'none'}`,
      },
    }
  const own = clientNamespace === namespace ? undefined : facts.consumers.get(clientNamespace)
  const bindings = (own ?? facts.producers).filter(({ listener, verdict }) => listener.port === request.port && verdict === 'yes')
  const [first] = bindings
  if (first === undefined) {
    const backends = [{ backend: service, port: request.port, weight: 1, share: 1, protocol: 'http/1.1' as const, filters: [] }]
    return { ...base, notes: ['no route names this port: the mesh leaves the request alone'], answer: { kind: 'forward', backends } }
  }
  const index = ListenerIndex.of(bindings, false)
  const answered = answerHttp({ topology, engine, gateway: undefined, listener: first.listener, profile: topology.profile, index }, request)
  return { gateway: service, ...answered }
}
