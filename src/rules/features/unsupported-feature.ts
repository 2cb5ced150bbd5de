import type { KubeObject } from '../../inventory/object.ts'
import type { Support, Topology } from '../../topology/topology.ts'
import { defineRule } from '../rule.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { meshUses } from './mesh-uses.ts'
import { gatewayUses, listenerUses, policyUses, protocolUses, routeUses, type Use } from './uses.ts'

/** Something that the controller of a Gateway is known not to support. */
export default defineRule({
  code: 'GWA-FEAT-001',
  name: 'unsupported-feature',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute', 'Gateway', 'ListenerSet', 'BackendTLSPolicy'],
  reads: [...backendReads, ...routeKinds, 'XMesh'],
  since: '0.1.0',
  docs: {
    summary: 'A part of the object needs a feature that the controller does not have.',
    why: 'Such parts are refused or, worse, ignored: the object looks right and does something else.',
    fix: 'Do without it, or use a controller that has the feature. Reports of a controller may be older than the controller: what its GatewayClass lists in its status counts before them.',
    spec: 'GatewayClassStatus.supportedFeatures in the Gateway API reference; GEP-2162; conformance reports',
  },
  messages: {
    status: ({ what, by, feature, then }: Data) => `${what} needs ${feature}, which ${by} does not list: ${then}`,
    profile: ({ what, by, feature, then }: Data) => `${what} needs ${feature}, which ${by} reports as unsupported: ${then}`,
  },
  check(object, { topology, report }) {
    const told = new Set<string>()
    const tell = ({ feature, at, what, then, harmless }: Use, { supported, source }: Support, status: string, profile: string) => {
      if (supported !== 'no') return
      const key = `${feature} ${at.join('.')}`
      if (told.has(key)) return
      told.add(key)
      const severity = harmless === true ? 'info' : source === 'status' ? 'error' : 'warning'
      report(
        source === 'status' ? 'status' : 'profile',
        at,
        { what, feature, then, by: source === 'status' ? status : profile },
        { severity },
      )
    }
    const gateways = gatewaysFor(object, topology)
    const uses = gateways.length === 0 ? [] : usesOf(object, topology)
    for (const gateway of gateways) {
      const facts = topology.classOf(gateway)
      const className = facts.class.state === 'found' ? (facts.class.object.metadata.name ?? '') : ''
      for (const use of uses) tell(use, topology.supports(gateway, use.feature), `GatewayClass ${className}`, facts.profile.title)
    }
    const route = topology.route(object)
    for (const use of route === undefined ? [] : meshUses(route))
      tell(use, topology.supportsInMesh(use.feature), 'the XMesh', meshName(topology))
  },
})

interface Data {
  readonly what: string
  readonly feature: string
  readonly then: string
  /** Who says so. */
  readonly by: string
}

function gatewaysFor(object: KubeObject, topology: Topology): readonly KubeObject[] {
  if (topology.gateway(object) !== undefined) return [object]
  const set = topology.listenerSetFacts(object)
  if (set !== undefined) return set.gateway.state === 'found' ? [set.gateway.object] : []
  const policy = topology.backendTlsPolicy(object)
  if (policy === undefined) return topology.gatewaysOf(object)
  return policy.ancestors.flatMap(ref => topology.snapshot.get(ref) ?? [])
}

function usesOf(object: KubeObject, topology: Topology): readonly Use[] {
  const gateway = topology.gateway(object)
  if (gateway !== undefined) return gatewayUses(gateway)
  const set = topology.listenerSet(object)
  if (set !== undefined) return [{ ...setUse, at: ['kind'] }, ...listenerUses(set.listeners)]
  const policy = topology.backendTlsPolicy(object)
  if (policy !== undefined) return policyUses(policy)
  const route = topology.route(object)
  return route === undefined ? [] : [...routeUses(route), ...(route.kind === 'HTTPRoute' ? protocolUses(topology.backendsOf(object)) : [])]
}

const setUse = { feature: 'ListenerSet', what: 'a ListenerSet', then: 'none of its listeners is served' }

function meshName({ profile }: Topology): string {
  return profile.name === 'conformant' ? 'the mesh' : profile.title
}
