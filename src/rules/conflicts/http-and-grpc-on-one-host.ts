import { intersectHostnames } from '../../values/hostname.ts'
import { defineRule } from '../rule.ts'
import { conflictReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** An HTTPRoute and a GRPCRoute that share a listener and a hostname. */
export default defineRule({
  code: 'GWA-XRT-011',
  name: 'http-and-grpc-on-one-host',
  severity: 'warning',
  gate: 'never',
  kinds: ['GRPCRoute'],
  reads: conflictReads,
  since: '0.1.0',
  docs: {
    summary: 'An HTTPRoute and a GRPCRoute claim one hostname on one listener.',
    why: 'The specification let only the older of the two be accepted until bundle 1.6; some controllers still do. The other one then serves nothing.',
    fix: 'Give gRPC a hostname of its own, or match gRPC paths in the HTTPRoute.',
    spec: 'GRPCRouteSpec in the Gateway API reference, paragraph on HTTPRoutes with the same hostname',
  },
  messages: {
    older: ({ other, host }: { other: string; host: string }) =>
      `this controller accepts only the older of ${other} and this GRPCRoute for ${host}: the other serves nothing`,
    some: ({ other, host }: { other: string; host: string }) =>
      `${other} has ${host} on the same listener: controllers that keep to the rule before bundle 1.6 accept only the older of the two`,
  },
  check(object, { topology, report }) {
    const told = new Set<string>()
    for (const binding of topology.bindingsOf(object)) {
      if (binding.verdict !== 'yes') continue
      const { mixedRouteKinds, name } = topology.classOf(topology.snapshot.get(binding.listener.gateway) ?? object).profile
      if (mixedRouteKinds === 'both' && name !== 'conformant') continue
      for (const other of topology.routesOn(binding.listener)) {
        if (other.verdict !== 'yes' || other.route.kind !== 'HTTPRoute' || told.has(named(other.route.ref))) continue
        const pairs = binding.hostnames.flatMap(mine => other.hostnames.map(theirs => intersectHostnames(mine, theirs)))
        const host = pairs.find(pair => pair !== undefined)
        if (host === undefined) continue
        told.add(named(other.route.ref))
        const data = { other: named(other.route.ref), host: host === '' ? 'every hostname' : host }
        const related = [{ object: other.route.ref, message: 'claims the same hostname' }]
        if (mixedRouteKinds === 'older') report('older', binding.parent.at, data, { related })
        else report('some', binding.parent.at, data, { related, severity: 'info' })
      }
    }
  },
})
