import { coversHostname } from '../../values/hostname.ts'
import { defineRule } from '../rule.ts'

/** A hostname that another one of the same route covers. */
export default defineRule({
  code: 'GWA-HOST-002',
  name: 'redundant-hostname',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A route lists a hostname twice, or one that its wildcard covers.',
    why: 'The second adds no request. One below a wildcard only changes which route wins: a precise name outranks wildcards.',
    fix: 'Remove it, unless the higher rank is wanted.',
    spec: 'HTTPRouteSpec.hostnames in the Gateway API reference',
  },
  messages: {
    twice: ({ hostname }: { hostname: string }) => `${hostname} is listed already`,
    covered: ({ hostname, by }: { hostname: string; by: string }) =>
      `${by} covers ${hostname}: this adds no request, it only makes the route outrank wildcards of other routes`,
  },
  check(object, { topology, report }) {
    const hostnames = topology.route(object)?.hostnames ?? []
    hostnames.forEach(({ value, at }, index) => {
      if (hostnames.findIndex(other => other.value === value) < index) report('twice', at, { hostname: value })
      const wider = hostnames.find(other => other.value !== value && coversHostname(other.value, value))
      if (wider !== undefined) report('covered', at, { hostname: value, by: wider.value }, { severity: 'info' })
    })
  },
})
