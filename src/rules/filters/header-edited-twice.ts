import { defineRule } from '../rule.ts'
import { filtersIn, headerEdits } from '../view/filter.ts'

/** One header, two actions in one filter: which of them counts is up to the implementation. */
export default defineRule({
  code: 'GWA-FIL-015',
  name: 'header-edited-twice',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'One filter does two things to the same header.',
    why: 'The specification allows one action per header. What comes out of two depends on the implementation.',
    fix: 'Keep one of set, add and remove for each header; names ignore case.',
    spec: 'HTTPHeaderFilter in the Gateway API reference: one action per header name',
  },
  messages: {
    twice: ({ name, first, second }: { name: string; first: string; second: string }) =>
      `header ${name} is in ${first === second ? `${first} twice` : `both ${first} and ${second}`}: what backends and clients receive depends on the implementation`,
  },
  check(object, { topology, report }) {
    for (const { filter } of filtersIn(topology, object)) {
      const seen = new Map<string, string>()
      for (const { action, name, key, at } of headerEdits(filter)) {
        const first = seen.get(key)
        if (first === undefined) seen.set(key, action)
        else report('twice', at, { name, first, second: action })
      }
    }
  },
})
