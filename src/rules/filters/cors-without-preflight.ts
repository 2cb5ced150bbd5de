import { defineRule } from '../rule.ts'

/** A CORS filter on a rule that matches by method, and not OPTIONS, which is how browsers ask. */
export default defineRule({
  code: 'GWA-FIL-023',
  name: 'cors-without-preflight',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'A rule with CORS matches other methods only, so the preflight is not one of its requests.',
    why: 'Browsers ask with OPTIONS before they send. Whether a gateway answers for a rule that does not match OPTIONS depends on the implementation; others answer 404.',
    fix: 'Add a match with method OPTIONS to the rule, or leave the method out.',
    spec: 'GEP-1767, preflight requests',
  },
  messages: {
    preflight: ({ methods }: { methods: string }) =>
      `the rule matches ${methods} only: a browser asks with OPTIONS first, and where the controller does not answer that on its own, the request meets another rule or 404`,
  },
  check(object, { topology, report }) {
    const rules = topology.route(object)?.rules ?? []
    const answers = rules.filter(rule => rule.filters.some(filter => filter.type === 'CORS')).flatMap(rule => rule.matches)
    for (const { filters, matches } of rules) {
      const cors = filters.find(filter => filter.type === 'CORS')
      if (cors === undefined || matches.some(match => match.method === undefined || match.method === 'OPTIONS')) continue
      const covered = matches.every(match =>
        answers.some(
          other =>
            (other.method ?? 'OPTIONS') === 'OPTIONS' && other.path.value === match.path.value && other.path.type === match.path.type,
        ),
      )
      if (!covered) report('preflight', cors.at, { methods: [...new Set(matches.map(match => match.method))].join(', ') })
    }
  },
})
