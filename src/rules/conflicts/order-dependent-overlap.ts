import { defineRule } from '../rule.ts'
import { lostConflicts, relatedMatch, requestText, routeText } from '../view/conflicts.ts'
import { conflictReads } from '../view/reads.ts'

/** Two matches of equal rank that some requests satisfy both: only age, name or order decides between them. */
export default defineRule({
  code: 'GWA-XRT-004',
  name: 'order-dependent-overlap',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: conflictReads,
  since: '0.1.0',
  docs: {
    summary: 'Some requests satisfy two matches of equal rank.',
    why: 'Which one answers depends on the age of the routes, their names, or the order of rules: it changes when a route is created anew.',
    fix: 'Add a rule that asks for the conditions of both and does what is meant for such requests.',
    spec: 'HTTPRouteMatch in the Gateway API reference, paragraph on precedence',
  },
  messages: {
    age: ({ request, other, winner }: { request: string; other: string; winner: string }) =>
      `${request} satisfies this match and one of ${other}; nothing in them decides, so ${winner}`,
    order: ({ request, other }: { request: string; other: string }) =>
      `${request} satisfies this match and one of ${other}, which stands first and takes it`,
  },
  check(route, { topology, report }) {
    for (const { match, others, witness, outcome, level, flip } of lostConflicts(topology, route, 'order-dependent')) {
      const [other] = others
      if (other === undefined) continue
      const request = requestText(witness)
      const details = { witness, related: [relatedMatch(other, 'has equal rank')], hint: `What would turn this round: ${flip}.` }
      const regex = [match, other].some(
        ({ path, headers, query }) => path.type === 'regex' || [...headers, ...query].some(condition => condition.regex),
      )
      if (other.route === match.route)
        report('order', match.at, { request, other: routeText(other, match) }, { ...details, severity: 'info' })
      else {
        const winner = outcome === 'undetermined' ? 'the route that is created first answers' : `it goes there by ${level}`
        report('age', match.at, { request, other: routeText(other, match), winner }, { ...details, ...(regex && { severity: 'info' }) })
      }
    }
  },
})
