import { formatPath } from '../../diagnostics/path.ts'
import { canonicalMatch } from '../../topology/matches/canonical.ts'
import type { RouteRule } from '../../topology/model.ts'
import { defineRule } from '../rule.ts'
import { describeMatch } from '../view/match.ts'

/** One route, two rules with the same match: the later rule never sees it. */
export default defineRule({
  code: 'GWA-XRT-009',
  name: 'repeated-rule-match',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A rule has a match that an earlier rule of the route has already.',
    why: 'The earlier rule takes every such request: this match is never used.',
    fix: 'Make one of the two more specific, or move the backends (with weights) into one rule.',
    spec: 'HTTPRouteMatch in the Gateway API reference: among equal matches of a route the first rule wins',
  },
  messages: {
    taken: ({ match, first }: { match: string; first: string }) =>
      `${match} goes to ${first}, which has the same match: this rule never serves it`,
    longer: ({ match, later }: { match: string; later: string }) =>
      `${match} goes to ${later}, which has the same match written longer: this rule never serves it`,
  },
  check(object, { topology, report }) {
    const seen = new Map<string, { rule: RouteRule; length: number; at: readonly (string | number)[] }>()
    for (const rule of topology.route(object)?.rules ?? []) {
      for (const match of rule.matches) {
        const key = canonicalMatch(match).key
        const first = seen.get(key)
        const { length } = canonicalMatch(match).path
        if (first === undefined) seen.set(key, { rule, length, at: match.at })
        else if (first.rule !== rule) {
          if (length > first.length) {
            report('longer', first.at, { match: describeMatch(match), later: formatPath(match.at) })
            seen.set(key, { rule, length, at: match.at })
          } else report('taken', match.at, { match: describeMatch(match), first: formatPath(first.at) })
        }
      }
    }
  },
})
