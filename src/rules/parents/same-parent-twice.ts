import { formatPath } from '../../diagnostics/path.ts'
import { defineRule } from '../rule.ts'
import { routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** One parent under two references that look different: one names the route's own namespace, the other leaves it out. */
export default defineRule({
  code: 'GWA-PAR-006',
  name: 'same-parent-twice',
  severity: 'warning',
  gate: 'object',
  kinds: routeKinds,
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'Two parentRefs mean the same parent, section and port once defaults are filled in.',
    why: 'The schema takes a missing namespace and that of the route for two. Controllers write two statuses, or one that the other overwrites.',
    fix: 'Keep one of the two.',
    spec: 'CommonRouteSpec.parentRefs in the Gateway API reference: references must be distinct',
  },
  messages: {
    again: ({ parent, first }: { parent: string; first: string }) =>
      `${parent} is ${first} already (the namespace defaults to that of the route)`,
  },
  check(object, { topology, report }) {
    const refs = topology.route(object)?.parentRefs ?? []
    if (refs.length < 2) return
    const seen = new Map<string, string>()
    for (const ref of refs) {
      const { group, kind, namespace, name, sectionName = '', port = 0 } = ref
      const key = JSON.stringify([group, kind, namespace, name, sectionName, port])
      const first = seen.get(key)
      if (first === undefined) seen.set(key, formatPath(ref.at))
      else report('again', ref.at, { parent: `${named(ref)}${sectionName === '' ? '' : `, section ${sectionName},`}`, first })
    }
  },
})
