import type { When } from '../../kinds/presence.ts'
import { defineRule } from '../rule.ts'
import { isAt } from '../view/bundle.ts'

const refused: When = { standard: '1.7', experimental: '1.0' }

/** Two rules of one name. The experimental channel refuses this; the standard channel before 1.7 stores it. */
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
    why: 'A policy or status that names the rule means either of them; the experimental channel refuses the route, and so does the standard one since 1.7.',
    fix: 'Give each rule a name of its own.',
    spec: 'GEP-995, named route rules: unique within a route',
  },
  messages: {
    again: ({ name, first }: { name: string; first: number }) =>
      `rule name ${name} is that of spec.rules[${first}] already: a policy that names it cannot tell the two apart, and the experimental channel refuses the route, as every channel does since 1.7`,
  },
  check(route, { topology, report, options }) {
    if (isAt(options, refused)) return
    const seen = new Map<string, number>()
    for (const { name, index, at } of topology.route(route)?.rules ?? []) {
      if (name === undefined) continue
      const first = seen.get(name)
      if (first === undefined) seen.set(name, index)
      else report('again', [...at, 'name'], { name, first })
    }
  },
})
