import { formatPath } from '../../diagnostics/path.ts'
import type { RouteMatch, RouteRule } from '../../topology/model.ts'
import { defineRule } from '../rule.ts'
import { textOf } from '../view/text.ts'

/** Rules on one path with different CORS, told apart by what a preflight does not carry. */
export default defineRule({
  code: 'GWA-FIL-029',
  name: 'ambiguous-preflight',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'Two rules on one path have different CORS filters and differ by method or headers only.',
    why: 'A preflight is an OPTIONS request without the headers of the real one: which of the two filters answers it is not defined, so browsers may refuse calls that are allowed.',
    fix: 'Use the same CORS filter in both rules, or different paths.',
    spec: 'GEP-1767, preflight requests',
  },
  messages: {
    either: ({ path, other }: { path: string; other: string }) =>
      `a preflight for ${path} carries neither method nor headers of the call: this filter may answer it, or that of ${other}, which allows something else`,
  },
  check(object, { topology, report }) {
    const seen = new Map<string, { rule: RouteRule; cors: string }>()
    for (const rule of topology.route(object)?.rules ?? []) {
      const filter = rule.filters.find(({ type }) => type === 'CORS')
      if (filter === undefined) continue
      const cors = textOf(filter.settings)
      for (const match of rule.matches) {
        const first = seen.get(keyOf(match))
        if (first === undefined) seen.set(keyOf(match), { rule, cors })
        else if (first.rule !== rule && first.cors !== cors) {
          report('either', filter.at, { path: match.path.value, other: formatPath(first.rule.at) })
          break
        }
      }
    }
  },
})

function keyOf({ path }: RouteMatch): string {
  return `${path.type} ${path.value}`
}
