import type { KubeObject } from '../../kinds/object.ts'
import type { BackendRef, Filter, RouteKind } from '../model.ts'
import type { BackendFacts, Topology } from '../topology.ts'
import type { ReadRequest } from './request.ts'
import type { BackendOutcome } from './result.ts'

export interface BackendSite {
  readonly topology: Topology
  readonly route: KubeObject
  readonly kind: RouteKind
  readonly gateway: KubeObject | undefined
  readonly request: ReadRequest
  /** Traffic that stays encrypted from the client to the backend. */
  readonly passthrough: boolean
}

/** Where the traffic of a rule goes, by weight. Errors take their share: a backend that cannot be used still gets requests, and fails them. */
export function backendOutcomes(
  refs: readonly BackendRef[],
  site: BackendSite,
  filtered: (ref: BackendRef) => Pick<BackendOutcome, 'filters' | 'own'>,
): readonly BackendOutcome[] {
  const total = refs.reduce((sum, { weight }) => sum + weight, 0)
  return refs.map(ref => ({ ...outcome(ref, site), share: total === 0 ? 0 : ref.weight / total, ...filtered(ref) }))
}

export function mirrorOutcome(filter: Filter, percent: number, site: BackendSite): (BackendOutcome & { percent: number })[] {
  return filter.backend === undefined ? [] : [{ ...outcome(filter.backend, site), share: 0, filters: [], percent }]
}

function outcome(ref: BackendRef, site: BackendSite): Omit<BackendOutcome, 'share' | 'filters' | 'own'> {
  const { group, kind, namespace, name, port, weight } = ref
  const facts = site.topology.resolveBackend(site.route, ref)
  const tls = site.passthrough ? undefined : backendTls(facts, site)
  const error = problem(facts, tls, site)
  return {
    backend: { group, kind, namespace, name },
    ...(port !== undefined && { port }),
    weight,
    protocol: protocolOf(facts, tls !== undefined, site),
    ...(tls !== undefined && { tls: tls.tls }),
    ...(error !== undefined && { error }),
  }
}

interface BackendTls {
  readonly tls: NonNullable<BackendOutcome['tls']>
  readonly usable: BackendFacts['resolved']
}

/** The policy for the Service's port; the client certificate is the Gateway's. */
function backendTls({ ref, port }: BackendFacts, { topology, gateway }: BackendSite): BackendTls | undefined {
  if (port === undefined) return undefined
  const { effective } = topology.backendTls(ref, port.port)
  if (effective === undefined) return undefined
  const certificate = gateway === undefined ? undefined : topology.clientCertificate(gateway)
  return {
    usable: effective.usable,
    tls: {
      policy: effective.ref,
      hostname: effective.hostname,
      ca:
        effective.wellKnown === undefined
          ? effective.cas.map(({ ref: ca }) => `${ca.kind} ${ca.namespace}/${ca.name}`)
          : [effective.wellKnown],
      subjectAltNames: effective.subjectAltNames.map(({ value }) => value),
      ...(certificate !== undefined && {
        clientCertificate: {
          group: certificate.ref.group,
          kind: certificate.ref.kind,
          namespace: certificate.ref.namespace,
          name: certificate.ref.name,
        },
      }),
    },
  }
}

/** What the share meets: 500 for a reference that does not resolve, 503 where nothing is ready, an error of TLS where trust is not set up. */
function problem(facts: BackendFacts, tls: BackendTls | undefined, { kind }: BackendSite): BackendOutcome['error'] {
  const http = kind === 'HTTPRoute' || kind === 'GRPCRoute'
  const status = (code: number) => (http ? code : 0)
  if (facts.reason !== undefined) return { status: status(500), reason: `${facts.reason}: ${facts.detail ?? ''}` }
  if (tls?.usable === 'no') return { status: status(500), reason: 'the BackendTLSPolicy has no certificate authority that can be used' }
  if (facts.endpoints === 'no')
    return { status: status(503), reason: `${facts.ref.kind} ${facts.ref.namespace}/${facts.ref.name} has no ready endpoint` }
  return undefined
}

function protocolOf(facts: BackendFacts, tls: boolean, { kind, request, passthrough }: BackendSite): BackendOutcome['protocol'] {
  if (kind === 'UDPRoute') return 'udp'
  if (passthrough) return 'tls'
  if (kind === 'TCPRoute' || kind === 'TLSRoute') return tls ? 'tls' : 'tcp'
  const app = facts.port?.appProtocol
  if (request.webSocket || app === 'kubernetes.io/ws' || app === 'kubernetes.io/wss') return 'websocket'
  if (kind === 'GRPCRoute' || app === 'kubernetes.io/h2c' || app === 'grpc' || app === 'http2') return tls ? 'http/2' : 'h2c'
  return 'http/1.1'
}
