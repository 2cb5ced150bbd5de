import type { KubeObject } from '../../inventory/object.ts'
import type { Topology } from '../../topology/topology.ts'
import { defineRule } from '../rule.ts'
import { parentReads } from '../view/reads.ts'
import { gatewayUses, listenerUses, routeUses, type Use } from './uses.ts'

/** Something that the controller of a Gateway is known not to support. */
export default defineRule({
  code: 'GWA-FEAT-001',
  name: 'unsupported-feature',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute', 'Gateway', 'ListenerSet'],
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'A part of the object needs a feature that the controller does not have.',
    why: 'Such parts are refused or, worse, ignored: the object looks right and does something else.',
    fix: 'Do without it, or use a controller that has the feature. Where our table is out of date, set features in the configuration.',
    spec: 'GatewayClassStatus.supportedFeatures in the Gateway API reference; GEP-2162; conformance reports',
  },
  messages: {
    status: ({ what, className, feature, then }: Data) =>
      `${what} needs ${feature}, which GatewayClass ${className} does not list: ${then}`,
    profile: ({ what, title, feature, then }: Data) => `${what} needs ${feature}, which ${title} reports as unsupported: ${then}`,
  },
  check(object, { topology, report }) {
    const told = new Set<string>()
    for (const gateway of gatewaysFor(object, topology)) {
      const facts = topology.classOf(gateway)
      for (const { feature, at, what, then } of usesOf(object, topology)) {
        const { supported, source } = topology.supports(gateway, feature)
        const key = `${feature} ${at.join('.')}`
        if (supported !== 'no' || told.has(key)) continue
        told.add(key)
        const className = facts.class.state === 'found' ? (facts.class.object.metadata.name ?? '') : ''
        const data = { what, feature, then, title: facts.profile.title, className }
        if (source === 'status') report('status', at, data)
        else report('profile', at, data, { severity: 'warning' })
      }
    }
  },
})

interface Data {
  readonly what: string
  readonly feature: string
  readonly then: string
  readonly title: string
  readonly className: string
}

function gatewaysFor(object: KubeObject, topology: Topology): readonly KubeObject[] {
  if (topology.gateway(object) !== undefined) return [object]
  const set = topology.listenerSetFacts(object)
  if (set !== undefined) return set.gateway.state === 'found' ? [set.gateway.object] : []
  return topology.gatewaysOf(object)
}

function usesOf(object: KubeObject, topology: Topology): readonly Use[] {
  const gateway = topology.gateway(object)
  if (gateway !== undefined) return gatewayUses(gateway)
  const set = topology.listenerSet(object)
  if (set !== undefined) return listenerUses(set.listeners)
  const route = topology.route(object)
  return route === undefined ? [] : routeUses(route)
}
