import { defineRule } from '../rule.ts'

/** A redirect among the filters of a backend: requests that choose the backend never reach it. */
export default defineRule({
  code: 'GWA-FIL-004',
  name: 'redirect-on-backend',
  severity: 'error',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'A RequestRedirect stands among the filters of one backend.',
    why: 'A redirect answers the request itself, so its backend is never asked; few implementations accept the combination.',
    fix: 'Move the redirect to a rule of its own, without backendRefs.',
    spec: 'HTTPBackendRef.filters and HTTPRequestRedirectFilter in the Gateway API reference',
  },
  messages: {
    never: ({ backend }: { backend: string }) =>
      `${backend} never receives a request: the redirect in front of it answers, where the controller accepts that at all`,
  },
  check(object, { topology, report }) {
    for (const backend of topology.route(object)?.rules.flatMap(rule => rule.backends) ?? []) {
      for (const filter of backend.filters) {
        if (filter.type === 'RequestRedirect')
          report('never', filter.at, { backend: `${backend.kind} ${backend.namespace}/${backend.name}` })
      }
    }
  },
})
