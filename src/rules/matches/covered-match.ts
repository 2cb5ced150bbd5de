import { formatPath } from '../../diagnostics/path.ts'
import type { Relation } from '../../topology/matches/flat-match.ts'
import { combine, conditionsRelation, methodRelation, pathRelation } from '../../topology/matches/relation.ts'
import type { RouteMatch } from '../../topology/model.ts'
import { defineRule } from '../rule.ts'
import { describeMatch } from '../view/match.ts'

/** A match of a rule that a wider one of the same rule covers. */
export default defineRule({
  code: 'GWA-MAT-009',
  name: 'covered-match',
  severity: 'info',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'Another match of the same rule takes every request of this one.',
    why: 'The match adds no request; it only gives these requests a higher rank against other rules. Often the wider one is a mistake.',
    fix: 'Remove it, unless the rank is meant.',
    spec: 'HTTPRouteRule.matches in the Gateway API reference: a rule applies when any of its matches does',
  },
  messages: {
    covered: ({ match, by }: { match: string; by: string }) =>
      `${by} of this rule takes every request of ${match}: this match adds none, it only gives these a higher rank`,
  },
  check(object, { topology, report }) {
    for (const { matches } of topology.route(object)?.rules ?? []) {
      if (matches.length < 2) continue
      for (const match of matches) {
        const wider = matches.find(other => other !== match && mayCover(other, match) && relationOf(match, other) === 'sub')
        if (wider !== undefined) report('covered', match.at, { match: describeMatch(match), by: formatPath(wider.at) })
      }
    }
  },
})

/** A cheap look before the exact one: a prefix covers only what begins with it, another path only its own text. */
function mayCover(wide: RouteMatch, match: RouteMatch): boolean {
  const { type, value } = wide.path
  return type === 'RegularExpression' || match.path.value.startsWith(type === 'PathPrefix' ? value.replace(/\/$/, '') : value)
}

function relationOf({ canonical: x }: RouteMatch, { canonical: y }: RouteMatch): Relation {
  return combine([
    pathRelation(x.path, y.path),
    methodRelation(x.method, y.method),
    conditionsRelation(x.headers, y.headers),
    conditionsRelation(x.query, y.query),
  ])
}
