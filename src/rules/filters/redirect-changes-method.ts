import { whole } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { settingsAt } from '../view/filter.ts'

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH'])

/** 301 and 302 let clients repeat a POST as a GET. */
export default defineRule({
  code: 'GWA-FIL-014',
  name: 'redirect-changes-method',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'Requests that carry a body are redirected with 301 or 302.',
    why: 'Browsers and many clients repeat a POST as a GET after 301 and 302: the body is lost.',
    fix: 'Use 308 instead of 301 and 307 instead of 302 (bundle 1.5 or later, where the controller supports them).',
    spec: 'RFC 9110, sections 15.4.2 and 15.4.3; HTTPRequestRedirectFilter.statusCode in the Gateway API reference',
  },
  messages: {
    lost: ({ method, status, keeps }: { method: string; status: number; keeps: number }) =>
      `clients may repeat the ${method} as a GET after ${status}, without its body; ${keeps} keeps method and body`,
  },
  check(object, { topology, report }) {
    for (const { matches, filters } of topology.route(object)?.rules ?? []) {
      const method = matches.find(match => WITH_BODY.has(match.method ?? ''))?.method
      const redirect = filters.find(filter => filter.type === 'RequestRedirect')
      if (method === undefined || redirect === undefined) continue
      const status = whole(redirect.settings.statusCode) ?? 302
      if (status === 301 || status === 302)
        report('lost', [...settingsAt(redirect), 'statusCode'], { method, status, keeps: status === 301 ? 308 : 307 })
    }
  },
})
