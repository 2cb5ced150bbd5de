import { formatPath } from '../../diagnostics/path.ts'
import type { RouteMatch, RouteRule } from '../../topology/model.ts'
import { groupBy } from '../../values/group.ts'
import { defineRule } from '../rule.ts'
import { describeMatch, matchesIn } from '../view/match.ts'

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
    const rules = topology.route(object)?.rules ?? []
    if (rules.length < 2 || allDiffer(matchesIn(topology, object))) return
    const byPath = groupBy(
      rules.flatMap(rule => rule.matches.map(match => ({ rule, match }))),
      ({ match }) => match.canonical.path.value,
    )
    for (const claims of byPath.values()) {
      const seen = new Map<string, Claim>()
      for (const { rule, match } of claims.length < 2 ? [] : claims) {
        const { key, path } = match.canonical
        const claim = { rule, match, length: path.length }
        const first = seen.get(key)
        if (first === undefined) seen.set(key, claim)
        else if (first.rule !== rule && path.length > first.length) {
          report('longer', first.match.at, { match: describeMatch(match), later: formatPath(match.at) })
          seen.set(key, claim)
        } else if (first.rule !== rule) report('taken', match.at, { match: describeMatch(match), first: formatPath(first.match.at) })
      }
    }
  },
})

/** A cheap look before the exact one: most routes name each path once. */
function allDiffer(matches: readonly RouteMatch[]): boolean {
  return new Set(matches.map(({ canonical }) => canonical.path.value)).size === matches.length
}

interface Claim {
  readonly rule: RouteRule
  readonly match: RouteMatch
  readonly length: number
}
