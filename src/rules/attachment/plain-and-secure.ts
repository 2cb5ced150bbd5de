import { defineRule } from '../rule.ts'
import { parentReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A route that answers in plain HTTP what it also answers over HTTPS. */
export default defineRule({
  code: 'GWA-ATT-007',
  name: 'plain-and-secure',
  severity: 'info',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: parentReads,
  since: '0.1.0',
  recommended: false,
  docs: {
    summary: 'A route is attached to an HTTP listener and to an HTTPS listener of one Gateway.',
    why: 'What it serves can be read on the wire by whoever leaves the s out of the address.',
    fix: 'Attach it to the HTTPS listener, and a route that redirects to https to the HTTP listener.',
    spec: 'Gateway API guide, HTTP redirects and rewrites',
  },
  messages: {
    both: ({ plain, secure, gateway }: { plain: string; secure: string; gateway: string }) =>
      `the same requests are answered in plain text by listener ${plain} of ${gateway} and over TLS by listener ${secure}`,
  },
  check(object, { topology, report }) {
    if (topology.route(object)?.rules.every(rule => rule.filters.some(({ type }) => type === 'RequestRedirect'))) return
    for (const { ref, bindings } of topology.parentsOf(object)) {
      const open = bindings.filter(({ verdict }) => verdict === 'yes').map(({ listener }) => listener)
      const plain = open.find(({ protocol }) => protocol === 'HTTP')
      const secure = open.find(({ protocol }) => protocol === 'HTTPS')
      if (plain !== undefined && secure !== undefined)
        report('both', ref.at, { plain: plain.name, secure: secure.name, gateway: named(plain.gateway) })
    }
  },
})
