import { formatPath } from '../../diagnostics/path.ts'
import { defineRule } from '../rule.ts'
import { headerEdits } from '../view/filter.ts'

/** A rule and one of its backends both change one header; which comes last is not written anywhere. */
export default defineRule({
  code: 'GWA-FIL-028',
  name: 'header-edited-at-two-levels',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'A rule and one of its backends change the same header.',
    why: 'The order of filters of a rule and of a backend is left to the implementation, so either of the two values may arrive.',
    fix: 'Change the header in one place.',
    spec: 'HTTPBackendRef.filters in the Gateway API reference',
  },
  messages: {
    both: ({ name, other }: { name: string; other: string }) =>
      `${other} changes header ${name} too: which of the two values arrives depends on the implementation`,
  },
  check(object, { topology, report }) {
    for (const { filters, backends } of topology.route(object)?.rules ?? []) {
      for (const backend of backends) {
        for (const filter of backend.filters) {
          const above = filters.filter(other => other.type === filter.type).flatMap(headerEdits)
          for (const { name, key, action, value, at } of headerEdits(filter)) {
            const other = above.find(edit => edit.key === key)
            if (
              other !== undefined &&
              !(action === 'add' && other.action === 'add') &&
              (action !== other.action || value !== other.value)
            ) {
              report('both', at, { name, other: formatPath(other.at) })
            }
          }
        }
      }
    }
  },
})
