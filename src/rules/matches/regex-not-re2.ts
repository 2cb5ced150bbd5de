import { patterns } from '../../topology/matches/patterns.ts'
import { Malformed } from '../../values/malformed.ts'
import { compileRE2 } from '../../values/re2.ts'
import { defineRule } from '../rule.ts'
import { matchesIn } from '../view/match.ts'

/** A regular expression that RE2, the engine of most controllers, cannot compile. */
export default defineRule({
  code: 'GWA-MAT-001',
  name: 'regex-not-re2',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A regular expression is not valid RE2.',
    why: 'The dialect depends on the implementation. Those built on Envoy or in Go use RE2: they refuse the route, or the match never applies.',
    fix: 'Rewrite the expression without lookaround, back-references and possessive quantifiers, or split it into several matches.',
    spec: 'HTTPPathMatch.type RegularExpression: the dialect is implementation specific',
  },
  messages: {
    refused: ({ what, pattern, why }: { what: string; pattern: string; why: string }) =>
      `the expression for ${what} is not valid RE2 (${why}): controllers built on Envoy or in Go refuse the route or never match ${JSON.stringify(pattern)}`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    for (const match of matchesIn(topology, object)) {
      for (const { pattern, at, what } of patterns(route!, match)) {
        const compiled = compileRE2(pattern)
        if (compiled instanceof Malformed)
          report('refused', at, { what, pattern, why: compiled.message.replace(/^error parsing regexp: /, '') })
      }
    }
  },
})
