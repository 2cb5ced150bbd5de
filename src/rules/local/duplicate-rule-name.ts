import { defineRule } from '../rule.ts'

/** Two rules of one name. The experimental channel refuses this; the standard channel stores it. */
export default defineRule({
  code: 'GWA-SCH-013',
  name: 'duplicate-rule-name',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'Two rules of a route have the same name.',
    why: 'A policy or status that names the rule means either of them; the experimental channel refuses the route.',
    fix: 'Give each rule a name of its own.',
    spec: 'GEP-995, named route rules: unique within a route',
  },
  messages: {
    again: ({ name, first }: { name: string; first: number }) =>
      `rule name ${name} is that of spec.rules[${first}] already: a policy that names it cannot tell the two apart, and the experimental channel refuses the route`,
  },
  check(route, { topology, report, options }) {
    if (options.gatewayApi.channel === 'experimental') return
    const seen = new Map<string, number>()
    for (const { name, index, at } of topology.route(route)?.rules ?? []) {
      if (name === undefined) continue
      const first = seen.get(name)
      if (first === undefined) seen.set(name, index)
      else report('again', [...at, 'name'], { name, first })
    }
  },
})
