import { defineRule } from '../rule.ts'
import { matchesIn } from '../view/match.ts'

const LITERAL = /^\^?(\/(?:[A-Za-z0-9_~/-]|\\[./-])*)(.*)$/

/** A regular expression for what Exact or PathPrefix says as well, with a precedence that is defined. */
export default defineRule({
  code: 'GWA-MAT-002',
  name: 'regex-without-need',
  severity: 'info',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A path expression says no more than Exact or PathPrefix would.',
    why: 'Support for expressions and their rank among other matches depend on the implementation; Exact and PathPrefix are the same everywhere.',
    fix: 'Use the type and value that the message names.',
    spec: 'HTTPRouteMatch, precedence: regular expressions have no defined rank',
  },
  messages: {
    instead: ({ type, value }: { type: string; value: string }) =>
      `type ${type} with value ${value} matches the same paths, and its precedence over other matches is defined`,
  },
  check(object, { topology, report }) {
    for (const { path, at } of matchesIn(topology, object)) {
      if (path.type !== 'RegularExpression') continue
      const [, head = '', tail = ''] = LITERAL.exec(path.value) ?? []
      const value = head.replaceAll('\\', '')
      const instead = literal(value, tail)
      if (instead !== undefined) report('instead', [...at, 'path'], instead)
    }
  },
})

/** Only where full match and search agree, or where the prefix ends at a slash. */
function literal(value: string, tail: string): { type: string; value: string } | undefined {
  if (value === '' || /\/\/|\/\.\.?(\/|$)/.test(value)) return undefined
  if (tail === '' || tail === '$') return { type: 'Exact', value }
  if (tail === '(/.*)?' || tail === '(/.*)?$') return { type: 'PathPrefix', value }
  if (value === '/' && (tail === '.*' || tail === '.*$')) return { type: 'PathPrefix', value }
  return undefined
}
