import { refOf } from '../../inventory/ref.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { ListenerIndex } from '../matches/listener-index.ts'
import { gatewayGroup } from '../model.ts'
import type { Engine } from '../scope.ts'
import type { EffectiveListener, Topology } from '../topology.ts'
import { type Answered, answerHttp, type HttpSite, unanswered } from './http.ts'
import { answerConnection } from './l4.ts'
import { simulateMesh } from './mesh.ts'
import { type ReadRequest, readRequest } from './request.ts'
import type { Answer, ListenerSite, SimulatedRequest, Simulation, Trace } from './result.ts'
import { listenersOn, mostSpecific } from './select.ts'
import { handshake, misdirected, refusesClient } from './tls.ts'

/** What happens to a request at every Gateway that it may have been sent to. Total: what cannot be read is answered with a reason. */
export function simulate(topology: Topology, engine: Engine, given: SimulatedRequest): Simulation {
  const request = readRequest(given)
  if (typeof request === 'string') {
    const trace: Trace = { ...unanswered, gateway: nowhere, answer: { kind: 'unknown', reason: request } }
    return { request: { method: given.method ?? 'GET', url: given.url, host: '', port: 0, path: '' }, traces: [trace] }
  }
  if (given.clientNamespace !== undefined)
    return { request: request.summary, traces: [simulateMesh(topology, engine, request, given.clientNamespace)] }
  const gateways = gatewaysFor(topology, engine, request)
  if (gateways.length === 0 && given.gateway !== undefined) {
    const gateway = { ...nowhere, ...given.gateway }
    const reason = `there is no Gateway ${gateway.namespace}/${gateway.name}`
    return { request: request.summary, traces: [{ ...unanswered, gateway, answer: { kind: 'unknown', reason } }] }
  }
  return { request: request.summary, traces: gateways.map(gateway => traceAt(topology, engine, gateway, request)) }
}

const nowhere = { group: gatewayGroup, kind: 'Gateway', namespace: '', name: '' }

/** The one that was named, or those that have a listener for the host; those that listen on the port where none has, all as a last resort. */
function gatewaysFor(topology: Topology, engine: Engine, request: ReadRequest): readonly KubeObject[] {
  const { gateway } = request.given
  if (gateway !== undefined) {
    const object = topology.snapshot.get({ group: gatewayGroup, kind: 'Gateway', namespace: gateway.namespace, name: gateway.name })
    return object === undefined ? [] : [object]
  }
  const transport = request.transport === 'udp' ? 'UDP' : 'TCP'
  const name = request.transport === 'http' ? request.host : request.sni
  const fitting = engine.entrances().gatewaysFor(request.port, transport, name)
  if (fitting.length > 0) return fitting
  const all = topology.snapshot.list(gatewayGroup, 'Gateway')
  const listening = all.filter(object => {
    const port = listenersOn(topology.effectiveListeners(object), request.port, transport)
    return port.usable.length + port.broken.length > 0
  })
  return listening.length > 0 ? listening : all
}

function traceAt(topology: Topology, engine: Engine, gateway: KubeObject, request: ReadRequest): Trace {
  const listeners = topology.effectiveListeners(gateway)
  const here = listenersOn(listeners, request.port, request.transport === 'udp' ? 'UDP' : 'TCP')
  const base = { ...unanswered, gateway: refOf(gateway) }
  if (here.usable.length === 0) return { ...base, answer: closed(listeners, here.broken, request.port) }
  const site = (listener: EffectiveListener): Omit<HttpSite, 'index'> => ({
    topology,
    engine,
    gateway,
    listener,
    profile: engine.profileAt(listener),
  })
  const result = (listener: EffectiveListener, answered: Answered, tls?: Trace['tls']): Trace => ({
    gateway: base.gateway,
    listener: listenerSite(listener),
    ...(tls !== undefined && { tls }),
    ...answered,
    notes: [...answered.notes, ...doubts(listener), ...orphaned(topology, gateway)],
  })
  const http = (listener: EffectiveListener): Answered =>
    answerHttp({ ...site(listener), index: engine.routesAt(listener)?.index ?? ListenerIndex.empty }, request)

  if (request.transport === 'udp' || request.transport === 'tcp') {
    const protocol = request.transport === 'udp' ? 'UDP' : 'TCP'
    const listener = here.usable.find(entry => entry.protocol === protocol)
    if (listener === undefined)
      return { ...base, answer: { kind: 'refused', reason: `port ${request.port} speaks ${here.usable[0]!.protocol}` } }
    return result(listener, answerConnection(site(listener), request, [protocol === 'UDP' ? 'UDPRoute' : 'TCPRoute'], false))
  }
  if (request.transport === 'http') {
    const plain = here.usable.filter(({ protocol }) => protocol === 'HTTP' || protocol.includes('/'))
    if (plain.length === 0)
      return { ...base, answer: { kind: 'refused', reason: `port ${request.port} speaks ${here.usable[0]!.protocol}, not plain HTTP` } }
    const listener = mostSpecific(plain, request.host)
    if (listener === undefined)
      return { ...base, answer: { kind: 'error', status: 404, reason: `no listener on port ${request.port} has the host ${request.host}` } }
    return result(listener, http(listener))
  }
  return overTls(here.usable, request, base, { site, result, http })
}

interface Helpers {
  site(listener: EffectiveListener): Omit<HttpSite, 'index'>
  result(listener: EffectiveListener, answered: Answered, tls?: Trace['tls']): Trace
  http(listener: EffectiveListener): Answered
}

/** The name in the handshake chooses the listener; only then, and only where TLS ends there, the request counts. */
function overTls(
  usable: readonly EffectiveListener[],
  request: ReadRequest,
  base: Omit<Trace, 'answer'>,
  { site, result, http }: Helpers,
): Trace {
  const family = usable.filter(({ protocol }) => protocol === 'HTTPS' || protocol === 'TLS' || protocol.includes('/'))
  if (family.length === 0) {
    const tcp = usable.find(({ protocol }) => protocol === 'TCP')
    if (tcp !== undefined) return result(tcp, answerConnection(site(tcp), request, ['TCPRoute'], true))
    return { ...base, answer: { kind: 'refused', reason: `port ${request.port} speaks ${usable[0]!.protocol}, not TLS` } }
  }
  const listener = mostSpecific(family, request.sni)
  if (listener === undefined) {
    const reason =
      request.sni === ''
        ? 'the client names no host in the handshake, and every listener needs one'
        : `no listener on port ${request.port} has the name ${request.sni}`
    return { ...base, answer: { kind: 'refused', reason } }
  }
  const tls = handshake(listener, request.sni)
  if (listener.protocol === 'TLS') {
    const passthrough = tls.mode === 'Passthrough'
    return result(
      listener,
      answerConnection(site(listener), request, passthrough ? ['TLSRoute'] : ['TLSRoute', 'TCPRoute'], passthrough),
      tls,
    )
  }
  const refused = refusesClient(listener, request)
  if (refused !== undefined) return result(listener, { ...unanswered, answer: refused }, tls)
  if (request.transport === 'tls')
    return result(listener, { ...unanswered, answer: { kind: 'unknown', reason: 'the listener speaks HTTPS: ask with a https URL' } }, tls)
  const owner = mostSpecific(
    family.filter(({ protocol }) => protocol === 'HTTPS'),
    request.host,
  )
  if (!misdirected(listener, owner, request.host)) return result(listener, http(listener), tls)
  const detects = site(listener).profile.features['GatewayHTTPSListenerDetectMisdirectedRequests']
  if (detects === 'no') {
    const answered = http(listener)
    return result(
      listener,
      { ...answered, notes: [...answered.notes, `${request.host} belongs to listener ${owner!.name}, but the controller does not notice`] },
      tls,
    )
  }
  const reason = `the handshake was for listener ${listener.name}, and ${request.host} belongs to listener ${owner!.name}`
  const notes = detects === undefined ? ['not every controller detects misdirected requests'] : []
  return result(listener, { ...unanswered, notes, answer: { kind: 'error', status: 421, reason } }, tls)
}

function closed(listeners: readonly EffectiveListener[], broken: readonly EffectiveListener[], port: number): Answer {
  const [first] = broken
  if (first !== undefined) {
    const why = first.conflict?.reason ?? first.rejected ?? 'it refers to something that cannot be used'
    return { kind: 'refused', reason: `listener ${first.name} on port ${port} does not work: ${why}` }
  }
  const ports = [...new Set(listeners.map(listener => listener.port))].sort((a, b) => a - b)
  return { kind: 'refused', reason: `nothing listens on port ${port}; the Gateway has ${ports.join(', ') || 'no port'}` }
}

function doubts(listener: EffectiveListener): readonly string[] {
  return listener.programmed === 'unknown' ? [`whether listener ${listener.name} works depends on objects that are not known`] : []
}

function orphaned(topology: Topology, gateway: KubeObject): readonly string[] {
  if (topology.classOf(gateway).class.state !== 'absent') return []
  return [`GatewayClass ${topology.gateway(gateway)!.className} does not exist: no controller takes the Gateway`]
}

function listenerSite({ gateway, owner, name, port, protocol, hostname }: EffectiveListener): ListenerSite {
  return { gateway, owner, name, port, protocol, hostname }
}
