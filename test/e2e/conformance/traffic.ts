import type { ObjectRef } from '../../../src/diagnostics/finding.ts'
import { refKey, type Snapshot } from '../../../src/inventory/index.ts'
import { createTopology, type SimulatedRequest } from '../../../src/topology/index.ts'
import type { BackendOutcome, ForwardedRequest, ListenerSite, Trace } from '../../../src/topology/simulate/result.ts'
import type { EffectiveListener } from '../../../src/topology/topology.ts'
import { certificateIn, judgeClient, satisfies } from './certificates.ts'
import type { Controller } from './controller.ts'
import { type Echoed, EchoServers, milliseconds, type Seen } from './echo.ts'
import type { WatchedCluster } from './watched-cluster.ts'
import type { Pod, Workloads } from './workloads.ts'

/** A request as a client of the suite makes it. */
export interface Sent {
  readonly url: string
  readonly host?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, readonly string[]>>
  readonly sni?: string
  readonly grpc?: string
  /** PEM, or `none`; not given before the server asks. */
  readonly certificate?: string
  readonly from?: string
}

/** What the client gets. */
interface Received {
  readonly refused?: string
  readonly wantsCertificate?: true
  readonly serverCertificate?: string
  readonly status?: number
  readonly protocol?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly webSocket?: boolean
  readonly seen?: Seen
}

/** A connection that is forwarded as it is. */
export interface Connection {
  readonly pod: Pod
  /** Whether TLS ends at the pod. */
  readonly encrypted: boolean
  /** The Secret whose certificate the client gets to see. */
  readonly secret?: ObjectRef
}

/** Sends clients of the suite where the simulator says that their requests go, at all Gateways and in the mesh. */
export class Traffic {
  readonly echo = new EchoServers()
  /** How often each choice was made before. */
  readonly #turns = new Map<string, number>()
  readonly #cluster: WatchedCluster
  readonly #controller: Controller
  readonly #workloads: Workloads

  constructor(cluster: WatchedCluster, controller: Controller, workloads: Workloads) {
    this.#cluster = cluster
    this.#controller = controller
    this.#workloads = workloads
  }

  answer(sent: Sent): Received {
    const { hostname, host } = new URL(sent.url.replace(/^[a-z]+/, 'http'))
    const gateway = sent.from === undefined ? this.#controller.gatewayAt(hostname) : undefined
    const headers = Object.fromEntries(Object.entries(sent.headers ?? {}).map(([name, values]) => [name.toLowerCase(), values.join(',')]))
    const request: SimulatedRequest = {
      url: sent.url,
      headers: { ...headers, host: sent.host || host },
      sni: sent.sni ?? '',
      ...(sent.method && { method: sent.method }),
      ...(sent.grpc && { grpc: sent.grpc }),
      ...(gateway && { gateway }),
      ...(sent.from && { clientNamespace: sent.from }),
      backendHeaders: this.echo.promised(headers),
    }
    const pod = this.#workloads.at(hostname)
    // From pod to pod no mesh has a say.
    if (pod !== undefined) return this.#plainly(this.echo.answer(pod, plain(request), 'http/1.1'), request)
    if (sent.from === undefined && gateway === undefined) return { refused: `nothing has the address ${hostname}` }
    const trace = this.#trace(request)
    const { tls, listener } = trace
    if (tls?.clientValidation === undefined || listener === undefined) return this.#received(trace, request)
    if (sent.certificate === undefined) return { wantsCertificate: true }
    const clientCertificate =
      sent.certificate === 'none' ? 'none' : judgeClient(this.#snapshot, this.#listenerAt(listener), sent.certificate)
    return this.#received(this.#trace({ ...request, clientCertificate }), request)
  }

  /** Where a connection that a client opens by itself leads: `tcp://ADDRESS:PORT`, `tls://`, `udp://`. */
  connect(url: string, sni = ''): Connection | undefined {
    const gateway = this.#controller.gatewayAt(new URL(url.replace(/^[a-z]+/, 'http')).hostname)
    if (gateway === undefined) return undefined
    const trace = this.#trace({ url, sni, gateway })
    if (trace.answer.kind !== 'forward') return undefined
    const { backend, error } = this.#choose(trace, trace.answer.backends)
    const [pod] = error === undefined ? this.#workloads.behind(backend.namespace, backend.name) : []
    if (pod === undefined) return undefined
    const secret = trace.tls?.mode === 'Passthrough' ? secretOf(pod) : trace.tls?.certificate
    return { pod, encrypted: trace.tls?.mode === 'Passthrough', ...(secret && { secret }) }
  }

  #plainly(echoed: Echoed, { backendHeaders = {} }: SimulatedRequest): Received {
    return { status: echoed.status, protocol: 'HTTP/1.1', headers: backendHeaders, ...(echoed.seen !== undefined && { seen: echoed.seen }) }
  }

  get #snapshot(): Snapshot {
    return this.#cluster.snapshot()
  }

  #trace(request: SimulatedRequest): Trace {
    return createTopology(this.#snapshot).simulate(request).traces[0]!
  }

  #listenerAt({ gateway, owner, name }: ListenerSite): EffectiveListener {
    const listeners = createTopology(this.#snapshot).effectiveListeners(this.#snapshot.get(gateway)!)
    return listeners.find(listener => listener.name === name && refKey(listener.owner) === refKey(owner))!
  }

  #received(trace: Trace, request: SimulatedRequest): Received {
    const { answer, tls } = trace
    const handshake = tls?.certificate === undefined ? {} : { serverCertificate: certificateIn(this.#snapshot, tls.certificate) }
    const over = { ...handshake, protocol: 'HTTP/1.1' }
    switch (answer.kind) {
      case 'refused':
        return { refused: answer.reason }
      case 'unknown':
        throw new Error(`${request.url}: ${answer.reason}`)
      case 'redirect':
        return { ...over, status: answer.status, headers: { location: answer.location } }
      case 'preflight':
        return { ...over, status: answer.status, headers: answer.headers }
      case 'error':
        return { ...over, status: answer.status, headers: {} }
      case 'forward': {
        const sent = answer.request ?? plain(request)
        for (const mirror of trace.mirrors) if (this.#copies(trace, mirror)) this.#reach(mirror, sent)
        const backend = this.#choose(trace, answer.backends)
        const echoed = this.#tries(trace, backend, backend.own?.request ?? sent)
        // What passes through encrypted is answered by the certificate of the backend.
        const [pod] = tls?.mode === 'Passthrough' ? this.#workloads.behind(backend.backend.namespace, backend.backend.name) : []
        const secret = pod && secretOf(pod)
        const own = Object.entries(backend.own?.responseHeaders ?? trace.responseHeaders).filter(([, value]) => value !== undefined)
        return {
          ...over,
          ...(secret && { serverCertificate: certificateIn(this.#snapshot, secret) }),
          status: echoed.status,
          headers: Object.fromEntries(own) as Record<string, string>,
          ...(echoed.seen !== undefined && { seen: echoed.seen }),
          webSocket: backend.protocol === 'websocket' && echoed.status === 200,
        }
      }
    }
  }

  /** Sends to a backend until it answers, as long as the rule says. */
  #tries(trace: Trace, backend: BackendOutcome, request: ForwardedRequest): Echoed {
    const { timeouts, retry } = trace
    const limit = (text: string | undefined) => (text === undefined ? Infinity : milliseconds(text) || Infinity)
    let left = limit(timeouts.request)
    let echoed: Echoed
    let tries = 0
    do {
      echoed = this.#reach(backend, request)
      const patience = Math.min(left, limit(timeouts.backendRequest))
      left -= Math.min(patience, echoed.delay)
      if (echoed.delay > patience) echoed = { status: 504, delay: patience }
    } while (tries++ < (retry?.attempts ?? 1) && left > 0 && (retry?.codes.includes(echoed.status) || (retry && echoed.status === 0)))
    return echoed.status === 0 ? { ...echoed, status: 502 } : echoed
  }

  #reach(backend: BackendOutcome, request: ForwardedRequest): Echoed {
    const failed = (status: number): Echoed => ({ status, delay: 0 })
    if (backend.error !== undefined) return failed(backend.error.status)
    const [pod] = this.#workloads.behind(backend.backend.namespace, backend.backend.name)
    if (pod === undefined) return failed(503)
    if (backend.tls === undefined) return this.echo.answer(pod, request, backend.protocol)
    const { tls } = backend
    const secret = secretOf(pod)
    if (secret === undefined || !satisfies(this.#snapshot, tls, certificateIn(this.#snapshot, secret))) return failed(502)
    const peerCertificates = tls.clientCertificate === undefined ? [] : [certificateIn(this.#snapshot, tls.clientCertificate)]
    return this.echo.answer(pod, request, backend.protocol, { serverName: tls.hostname, peerCertificates })
  }

  /** By weight, the same way every time: whoever is furthest behind its share. */
  #choose(trace: Trace, backends: readonly BackendOutcome[]): BackendOutcome {
    const serving = backends.filter(({ share }) => share > 0)
    const key = (index: number) => JSON.stringify([trace.gateway, trace.site?.route, trace.site?.rule, index])
    const total = serving.reduce((sum, _, index) => sum + (this.#turns.get(key(index)) ?? 0), 1)
    const behind = serving.map(({ share }, index) => share * total - (this.#turns.get(key(index)) ?? 0))
    const index = behind.indexOf(Math.max(...behind))
    this.#turns.set(key(index), (this.#turns.get(key(index)) ?? 0) + 1)
    return serving[index]!
  }

  /** Whether it is the turn of a mirror that gets a part of the requests. */
  #copies(trace: Trace, { backend, percent }: Trace['mirrors'][number]): boolean {
    const key = JSON.stringify([trace.site?.route, trace.site?.rule, 'mirror', backend])
    const turn = (this.#turns.get(key) ?? 0) + 1
    this.#turns.set(key, turn)
    return Math.floor((turn * percent) / 100) > Math.floor(((turn - 1) * percent) / 100)
  }
}

/** The Secret that a pod serves TLS with. */
function secretOf({ namespace, template }: Pod): ObjectRef | undefined {
  const name = template.spec.volumes?.map(({ secret }) => secret?.secretName).find(found => found !== undefined)
  return name === undefined ? undefined : { group: '', kind: 'Secret', namespace, name }
}

/** A request that nothing has changed. */
function plain({ url, method = 'GET', headers = {} }: SimulatedRequest): ForwardedRequest {
  const { host, ...others } = headers
  const { pathname, search } = new URL(url.replace(/^[a-z]+/, 'http'))
  return { method, host: host!, path: pathname + search, headers: others }
}
