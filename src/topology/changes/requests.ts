import type { RequestSketch } from '../../diagnostics/finding.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { delegates, delegationIn } from '../delegation.ts'
import type { FlatMatch } from '../matches/flat-match.ts'
import { gatewayGroup } from '../model.ts'
import type { SimulatedRequest } from '../simulate/result.ts'
import type { EffectiveListener, Topology } from '../topology.ts'

/** A request at one Gateway; the key is equal for equal requests. */
export interface SampleRequest {
  readonly key: string
  readonly request: SimulatedRequest & { readonly method: string }
}

const connections: Readonly<Record<string, string>> = { TLSRoute: 'tls', TCPRoute: 'tcp', UDPRoute: 'udp' }

/**
 * Requests that stand for all that routes claim: one for each match of each rule on each host at each listener, and one for each host of a
 * route of connections. Matches of which no example can be made up are left out.
 */
export function sampleRequests(topology: Topology): ReadonlyMap<string, SampleRequest> {
  const samples = new Map<string, SampleRequest>()
  for (const kind of ['HTTPRoute', 'GRPCRoute', ...Object.keys(connections)]) {
    for (const route of topology.snapshot.list(gatewayGroup, kind)) {
      const scheme = connections[kind]
      for (const sample of scheme === undefined ? ofMatches(route, topology) : ofConnections(route, scheme, topology))
        samples.set(sample.key, sample)
    }
  }
  return samples
}

function* ofMatches(route: KubeObject, topology: Topology): Iterable<SampleRequest> {
  for (const match of topology.matchesOf(route)) {
    const gateway = topology.snapshot.get(match.listener.gateway)
    if (gateway === undefined) continue
    const { profile } = topology.classOf(gateway)
    const behind: readonly FlatMatch[] = delegates(profile) ? delegationIn(topology.snapshot)(match) : [match]
    for (const each of behind) {
      const [witness] = topology.samplesOf(each)
      if (witness !== undefined) yield sampleOf(witness.sketch, each.listener)
    }
  }
}

function sampleOf({ method, url, headers, grpc }: RequestSketch, listener: EffectiveListener): SampleRequest {
  const { namespace, name } = listener.gateway
  const request = { method, url, headers, ...(grpc !== undefined && { grpc }), gateway: { namespace, name } }
  return { key: JSON.stringify(request), request }
}

function* ofConnections(route: KubeObject, scheme: string, topology: Topology): Iterable<SampleRequest> {
  for (const binding of topology.bindingsOf(route)) {
    if (binding.verdict === 'no') continue
    const { listener } = binding
    for (const hostname of scheme === 'tls' ? topology.effectiveHostnames(binding) : ['']) {
      const host = hostname === '' ? 'any-host.example' : hostname.replace(/^\*/, 'www')
      yield sampleOf({ method: 'GET', url: `${scheme}://${host}:${listener.port}`, headers: {} }, listener)
    }
  }
}
