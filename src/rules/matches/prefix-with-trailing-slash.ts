import { defineRule } from '../rule.ts'
import { matchesIn } from '../view/match.ts'

/** `/foo/` and `/foo` claim the same requests as prefixes, but the first is one character longer and so takes precedence. */
export default defineRule({
  code: 'GWA-MAT-003',
  name: 'prefix-with-trailing-slash',
  severity: 'info',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A path prefix ends in a slash, which changes nothing but its rank.',
    why: 'The prefix matches the path without the slash too. It ranks above the same prefix without it, which then never applies.',
    fix: 'Leave the slash out.',
    spec: 'HTTPPathMatch.type PathPrefix: a trailing slash is ignored; HTTPRouteMatch, precedence by characters',
  },
  messages: {
    slash: ({ value, without }: { value: string; without: string }) =>
      `prefix ${value} matches ${without} as well: the slash at its end only makes it rank above ${without}`,
  },
  check(object, { topology, report }) {
    for (const { path, at } of matchesIn(topology, object)) {
      if (path.type !== 'PathPrefix' || path.value === '/' || !path.value.endsWith('/')) continue
      report('slash', [...at, 'path', 'value'], { value: path.value, without: path.value.slice(0, -1) })
    }
  },
})
