import { texts } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { settingsAt } from '../view/filter.ts'

const ORIGIN = /^(https?):\/\/[^/]*?(?::(\d+))?$/

/** CORS settings that no browser request can satisfy. */
export default defineRule({
  code: 'GWA-FIL-022',
  name: 'cors-never-applies',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'A CORS filter allows an origin that browsers never send, no origin at all, or not the method that its rule matches.',
    why: 'The browser finds no permission in the answer and withholds it from the page.',
    fix: 'Write origins as browsers send them, without a default port, and allow the methods that the rule serves.',
    spec: 'HTTPCORSFilter in the Gateway API reference; RFC 6454, section 6.2',
  },
  messages: {
    origins: () => 'no origin is allowed, so no page of another site can read an answer; list allowOrigins, or remove the filter',
    port: ({ origin, without }: { origin: string; without: string }) =>
      `browsers leave the default port out: they send ${without}, which is not ${origin}`,
    range: ({ origin }: { origin: string }) => `there is no port above 65535, so no browser sends ${origin}`,
    method: ({ method }: { method: string }) =>
      `the rule matches ${method} but allowMethods does not list it: browsers refuse the call after the preflight`,
  },
  check(object, { topology, report }) {
    for (const { filters, matches } of topology.route(object)?.rules ?? []) {
      for (const filter of filters) {
        if (filter.type !== 'CORS') continue
        const at = settingsAt(filter)
        const origins = texts(filter.settings.allowOrigins, [...at, 'allowOrigins'])
        if (origins.length === 0) report('origins', at, {})
        for (const { value: origin, at: place } of origins) {
          const [, scheme, port] = ORIGIN.exec(origin) ?? []
          if (port === (scheme === 'https' ? '443' : '80')) report('port', place, { origin, without: origin.slice(0, -port.length - 1) })
          else if (Number(port) > 65535) report('range', place, { origin })
        }
        const methods = texts(filter.settings.allowMethods, []).map(({ value }) => value)
        if (methods.length === 0 || methods.includes('*')) continue
        for (const method of new Set(matches.map(match => match.method))) {
          if (method !== undefined && !SAFE.has(method) && !methods.includes(method)) report('method', [...at, 'allowMethods'], { method })
        }
      }
    }
  },
})

/** Methods that browsers do not ask about: GET, HEAD and POST may go without; OPTIONS is the question itself. */
const SAFE = new Set(['GET', 'HEAD', 'POST', 'OPTIONS'])
