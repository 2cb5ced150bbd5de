import { intersectHostnames } from '../../values/hostname.ts'
import { defineRule } from '../rule.ts'
import { parentReads } from '../view/reads.ts'
import { listed } from '../view/words.ts'

/** One hostname among several that no listener serves. */
export default defineRule({
  code: 'GWA-ATT-005',
  name: 'hostname-dropped',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute'],
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'Some hostnames of the route are served by no listener that it attaches to.',
    why: 'They are dropped without a word: the route shows Accepted, and requests for these names meet 404 or another route.',
    fix: 'Add a listener for the name, correct it, or remove it.',
    spec: 'HTTPRouteSpec.hostnames in the Gateway API reference: names that do not match are ignored',
  },
  messages: {
    dropped: ({ hostname, serve }: { hostname: string; serve: string }) =>
      `no request for ${hostname} reaches this route: the listeners that it attaches to serve ${serve}`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    if (route === undefined || route.hostnames.length < 2) return
    const parents = topology.parentsOf(object)
    // A parent that is not known, or a Service, which takes any host, may serve the name.
    if (
      parents.length === 0 ||
      parents.some(({ accepted, kind }) => accepted === 'unknown' || (kind !== 'Gateway' && kind !== 'ListenerSet'))
    )
      return
    const listeners = parents.flatMap(({ bindings }) => bindings.filter(({ verdict }) => verdict !== 'no').map(({ listener }) => listener))
    if (listeners.length === 0) return
    for (const { value, at } of route.hostnames) {
      if (listeners.some(({ hostname }) => intersectHostnames(hostname, value) !== undefined)) continue
      report('dropped', at, { hostname: value, serve: listed([...new Set(listeners.map(({ hostname }) => hostname))]) })
    }
  },
})
