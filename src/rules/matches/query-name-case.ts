import { defineRule } from '../rule.ts'
import { matchesIn } from '../view/match.ts'

/** Names of query parameters keep their case: two that differ only in case are two conditions, and both must hold. */
export default defineRule({
  code: 'GWA-MAT-007',
  name: 'query-name-case',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'One match names a query parameter in two spellings.',
    why: 'Unlike header names, names of query parameters are case sensitive: a request must carry both parameters to match.',
    fix: 'Use two matches where either spelling will do.',
    spec: 'HTTPQueryParamMatch.name in the Gateway API reference',
  },
  messages: {
    both: ({ name, first }: { name: string; first: string }) =>
      `${name} and ${first} are two query parameters (their case counts): only requests that carry both match; use two matches for either spelling`,
  },
  check(object, { topology, report }) {
    for (const { query } of matchesIn(topology, object)) {
      if (query.length < 2) continue
      const seen = new Map<string, string>()
      for (const { name, at } of query) {
        const first = seen.get(name.toLowerCase())
        if (first === undefined) seen.set(name.toLowerCase(), name)
        else if (first !== name) report('both', [...at, 'name'], { name, first })
      }
    }
  },
})
