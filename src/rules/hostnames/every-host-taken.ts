import { defineRule } from '../rule.ts'
import { describeListener } from '../view/listeners.ts'
import { parentReads } from '../view/reads.ts'
import { listed } from '../view/words.ts'

/** A route none of whose hostnames is left to it: more specific listeners own them all. */
export default defineRule({
  code: 'GWA-HOST-005',
  name: 'every-host-taken',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute'],
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'More specific listeners own every hostname of the route, and the route is attached to none of them.',
    why: 'Each request goes to the most specific listener and to its routes only: no request reaches this route, although it shows Accepted.',
    fix: 'Attach the route to the listener that owns its hostname.',
    spec: 'Gateway.spec.listeners in the Gateway API reference, listener isolation; conformance test GatewayHTTPListenerIsolation',
  },
  messages: {
    all: ({ hosts, by }: { hosts: string; by: string }) =>
      `no request reaches this route: those for ${hosts} go to listener ${by}, where it is not attached`,
  },
  check(object, { topology, report }) {
    const parents = topology.parentsOf(object)
    const bindings = parents.flatMap(parent => parent.bindings.filter(({ verdict }) => verdict !== 'no'))
    if (bindings.length === 0 || parents.some(({ accepted }) => accepted === 'unknown')) return
    if (bindings.some(({ hostnames, isolated }) => isolated.length < hostnames.length || isolated.some(({ served }) => served))) return
    if (
      parents.some(({ gateway }) => gateway !== undefined && topology.supports(gateway, 'GatewayHTTPListenerIsolation').supported === 'no')
    )
      return
    const isolated = bindings.flatMap(binding => binding.isolated)
    const hosts = [...new Set(isolated.map(({ hostname }) => (hostname === '' ? 'every name' : hostname)))]
    report('all', parents[0]!.ref.at, { hosts: listed(hosts), by: listed([...new Set(isolated.map(({ by }) => describeListener(by)))]) })
  },
})
