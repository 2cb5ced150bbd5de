import { defineRule } from '../rule.ts'
import { matchesIn } from '../view/match.ts'

/** An expression that opens with `^` and is left open at the end, where the whole path is compared. */
export default defineRule({
  code: 'GWA-MAT-017',
  name: 'half-anchored-regex',
  severity: 'warning',
  gate: 'never',
  kinds: ['HTTPRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A path expression starts with ^ and is left open at the end.',
    why: 'It looks like "paths that begin so". Controllers that compare the whole path match that text alone, and everything below it meets 404.',
    fix: 'End the expression with (/.*)?, or use PathPrefix.',
    spec: 'HTTPPathMatch.type RegularExpression: whether the whole path is compared is implementation specific',
  },
  messages: {
    open: ({ value, below }: { value: string; below: string }) =>
      `${value} does not match ${below} where the whole path is compared, as Envoy does: end it with (/.*)?, or use PathPrefix`,
  },
  check(object, { topology, report }) {
    if (topology.profile.regexMatch === 'search') return
    for (const { path, at } of matchesIn(topology, object)) {
      const literal = path.type === 'RegularExpression' ? /^\^(\/[A-Za-z0-9_/-]*)$/.exec(path.value)?.[1] : undefined
      if (literal === undefined) continue
      const severity = topology.profile.regexMatch === 'full' ? 'warning' : 'info'
      report('open', [...at, 'path', 'value'], { value: path.value, below: `${literal}${literal.endsWith('/') ? '' : '/'}a` }, { severity })
    }
  },
})
