import { defineRule } from '../rule.ts'
import { pathEdit } from '../view/filter.ts'

/**
 * ReplacePrefixMatch on several backends of a rule that has no single prefix. The schema's own rule counts with `exists_one` and so sees one
 * such backend, but not two.
 */
export default defineRule({
  code: 'GWA-FIL-006',
  name: 'prefix-replacement-without-prefix',
  severity: 'error',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'Backends replace a path prefix in a rule that does not match by exactly one prefix.',
    why: 'There is no prefix to replace, so controllers refuse the rule. The API server refuses one such backend but overlooks several.',
    fix: 'Give the rule exactly one match of type PathPrefix, or use ReplaceFullPath.',
    spec: 'HTTPPathModifier.replacePrefixMatch in the Gateway API reference',
  },
  messages: {
    which: ({ matches }: { matches: string }) =>
      `there is no prefix to replace: the rule has ${matches}, and ReplacePrefixMatch needs exactly one match of type PathPrefix; controllers answer UnsupportedValue`,
  },
  check(object, { topology, report }) {
    for (const { matches, backends } of topology.route(object)?.rules ?? []) {
      if (backends.length < 2) continue
      if (matches.length === 1 && matches[0]!.path.type === 'PathPrefix') continue
      for (const type of ['URLRewrite', 'RequestRedirect']) {
        const edits = backends.map(({ filters }) =>
          filters.filter(filter => filter.type === type).find(filter => pathEdit(filter)?.type === 'ReplacePrefixMatch'),
        )
        if (edits.filter(edit => edit !== undefined).length < 2) continue
        for (const edit of edits) {
          if (edit === undefined) continue
          const described = matches.length === 1 ? `one match of type ${matches[0]!.path.type}` : `${matches.length} matches`
          report(
            'which',
            pathEdit(edit)!.at,
            { matches: described },
            { condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedValue' } },
          )
        }
      }
    }
  },
})
