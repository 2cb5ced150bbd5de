import { defineRule } from '../rule.ts'
import { listed, named } from '../view/words.ts'

/** A rule whose backends all have weight 0. */
export default defineRule({
  code: 'GWA-BE-008',
  name: 'no-weight',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'All backends of a rule have weight 0.',
    why: 'A backend of weight 0 receives nothing, so every request of the rule fails: with 500 for HTTP, by a closed connection otherwise.',
    fix: 'Give at least one backend a weight above 0; a single backend needs no weight.',
    spec: 'BackendRef.weight in the Gateway API reference',
  },
  messages: {
    http: ({ backends, one }: { backends: string; one: boolean }) =>
      `requests of this rule are answered with 500: ${backends} ${one ? 'has' : 'have'} weight 0 and nothing else is there`,
    other: ({ backends, one }: { backends: string; one: boolean }) =>
      `connections of this rule are closed: ${backends} ${one ? 'has' : 'have'} weight 0 and nothing else is there`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    for (const { backends } of route?.rules ?? []) {
      if (backends.length === 0 || backends.some(backend => backend.weight > 0)) continue
      const id = route!.kind === 'HTTPRoute' || route!.kind === 'GRPCRoute' ? 'http' : 'other'
      report(id, [...backends[0]!.at, 'weight'], { backends: listed(backends.map(named)), one: backends.length === 1 })
    }
  },
})
