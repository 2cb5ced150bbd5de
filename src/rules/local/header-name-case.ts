import { defineRule } from '../rule.ts'

/** Two header conditions of one match whose names differ only in case: the later one is never compared. */
export default defineRule({
  code: 'GWA-SCH-006',
  name: 'header-name-case',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'One match names the same header twice in different spellings.',
    why: 'Header names ignore case and only the first entry counts, so requests are served although they fail the second condition.',
    fix: 'Keep one entry per header; use a regular expression where both conditions matter.',
    spec: 'HTTPHeaderMatch.name and GRPCHeaderMatch.name in the Gateway API reference',
  },
  messages: {
    ignored: ({ name, first, value }: { name: string; first: string; value: string }) =>
      `header ${name} is ${first} again (header names ignore case): only the first entry counts, requests are served whether or not they carry ${JSON.stringify(value)}`,
  },
  check(route, { topology, report }) {
    for (const rule of topology.route(route)?.rules ?? []) {
      for (const { headers } of rule.matches) {
        if (headers.length < 2) continue
        const seen = new Map<string, string>()
        for (const { name, value, at } of headers) {
          const first = seen.get(name.toLowerCase())
          if (first === undefined) seen.set(name.toLowerCase(), name)
          else if (first !== name) report('ignored', [...at, 'name'], { name, first, value })
        }
      }
    }
  },
})
