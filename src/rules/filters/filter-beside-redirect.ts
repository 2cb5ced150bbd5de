import { defineRule } from '../rule.ts'

/** Filters on the way to a backend, in a rule that never asks one. */
export default defineRule({
  code: 'GWA-FIL-005',
  name: 'filter-beside-redirect',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'A rule redirects and also changes or mirrors the request.',
    why: 'The redirect is the answer: no backend sees the request, so changing its headers has no effect, and few implementations mirror it.',
    fix: 'Remove the other filter, or put it into the rule that serves the redirected request.',
    spec: 'HTTPRouteRule.filters in the Gateway API reference: incompatible filters may be refused',
  },
  messages: {
    headers: () => 'this has no effect: the rule answers with a redirect, so no backend sees the headers of the request',
    mirror: ({ backend }: { backend: string }) =>
      `${backend} may receive no copy: the rule answers with a redirect, and mirrors belong to requests that are forwarded`,
  },
  check(object, { topology, report }) {
    for (const { filters } of topology.route(object)?.rules ?? []) {
      if (!filters.some(filter => filter.type === 'RequestRedirect')) continue
      for (const filter of filters) {
        if (filter.type === 'RequestHeaderModifier') report('headers', filter.at, {})
        if (filter.type === 'RequestMirror' && filter.backend) {
          report('mirror', filter.at, { backend: `${filter.backend.kind} ${filter.backend.namespace}/${filter.backend.name}` })
        }
      }
    }
  },
})
