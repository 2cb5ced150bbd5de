import type { RouteRule } from '../../topology/model.ts'
import { text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { type PathEdit, pathEdit, settingsAt } from '../view/filter.ts'

/** A rewrite to what the request has already. */
export default defineRule({
  code: 'GWA-FIL-009',
  name: 'rewrite-without-effect',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'A rewrite puts in what every request of the rule has already.',
    why: 'The backend receives the request unchanged, so what the rewrite was written for does not happen.',
    fix: 'Correct the replacement, or remove the filter.',
    spec: 'HTTPURLRewriteFilter in the Gateway API reference',
  },
  messages: {
    path: ({ value }: { value: string }) => `the rule matches ${value} and replaces it by ${value}: backends receive the path unchanged`,
    host: ({ hostname }: { hostname: string }) =>
      `the route answers for ${hostname} only and rewrites it to ${hostname}: backends receive the host unchanged`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    for (const rule of route?.rules ?? []) {
      for (const filter of rule.filters) {
        if (filter.type !== 'URLRewrite') continue
        const edit = pathEdit(filter)
        if (edit !== undefined && changesNothing(rule, edit)) report('path', edit.at, { value: edit.value })
        const hostname = text(filter.settings.hostname)
        if (hostname !== undefined && route!.hostnames.length === 1 && route!.hostnames[0]!.value === hostname) {
          report('host', [...settingsAt(filter), 'hostname'], { hostname })
        }
      }
    }
  },
})

function changesNothing(rule: RouteRule, { type, value }: PathEdit): boolean {
  if (type === 'ReplaceFullPath') return rule.matches.every(({ path }) => path.type === 'Exact' && path.value === value)
  // Replacing / by / is how a rewrite of the whole path below a delegated prefix is written.
  if (value === '/') return false
  const [match] = rule.matches
  return rule.matches.length === 1 && match!.path.type === 'PathPrefix' && match!.path.value === value
}
