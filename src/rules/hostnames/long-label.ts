import { defineRule } from '../rule.ts'
import { ownListeners } from '../view/listeners.ts'

/** A label of more than 63 characters: no DNS server can serve the name. The pattern of the schema limits the whole name only. */
export default defineRule({
  code: 'GWA-HOST-009',
  name: 'long-label',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'Gateway', 'ListenerSet'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A label of a hostname has more than 63 characters.',
    why: 'No such name can exist in DNS, so no client asks for it.',
    fix: 'Shorten the label between the dots.',
    spec: 'RFC 1035, section 2.3.4',
  },
  messages: {
    long: ({ label, length }: { label: string; length: number }) =>
      `${label} has ${length} characters, and DNS allows 63 between dots: no client can ask for this name`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    const hostnames =
      route?.hostnames ?? ownListeners(topology, object).map(({ hostname, at }) => ({ value: hostname, at: [...at, 'hostname'] }))
    for (const { value, at } of hostnames) {
      if (value.length <= 63) continue
      const label = value.split('.').find(part => part.length > 63)
      if (label !== undefined) report('long', at, { label: `${label.slice(0, 20)}...`, length: label.length })
    }
  },
})
