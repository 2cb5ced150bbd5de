import { formatPath } from '../../diagnostics/path.ts'
import type { RouteMatch } from '../../topology/model.ts'
import { defineRule } from '../rule.ts'
import { describeMatch } from '../view/match.ts'

/** The same match twice in one rule. */
export default defineRule({
  code: 'GWA-MAT-008',
  name: 'repeated-match',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A rule lists a match that it already has.',
    why: 'The second one claims no further request. Most often one of the two was meant to be something else.',
    fix: 'Remove it, or correct what it was meant to match.',
    spec: 'HTTPRouteRule.matches in the Gateway API reference: a rule applies when any of its matches does',
  },
  messages: {
    again: ({ match, first }: { match: string; first: string }) => `${match} is matched by ${first} already: this match adds no request`,
  },
  check(object, { topology, report }) {
    for (const rule of topology.route(object)?.rules ?? []) {
      if (!rule.matches.some((match, index) => rule.matches.findIndex(other => nearlySamePath(other, match)) < index)) continue
      const seen = new Map<string, string>()
      for (const match of rule.matches) {
        const key = match.canonical.key
        const first = seen.get(key)
        if (first === undefined) seen.set(key, formatPath(match.at))
        else report('again', match.at, { match: describeMatch(match), first })
      }
    }
  },
})

/** A cheap look before the exact one. */
function nearlySamePath({ path: a }: RouteMatch, { path: b }: RouteMatch): boolean {
  return a.type === b.type && (a.value === b.value || Math.abs(a.value.length - b.value.length) === 1)
}
