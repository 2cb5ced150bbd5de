import { defineRule } from '../rule.ts'
import { filtersIn, settingsAt } from '../view/filter.ts'

/** Credentials for everyone: browsers refuse the literal wildcard, and gateways that echo the origin let every site in. */
export default defineRule({
  code: 'GWA-FIL-021',
  name: 'cors-credentials-wildcard',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'CORS allows credentials together with a wildcard.',
    why: 'With an echoed origin every site may act in the name of your visitors and read the answers; a literal * makes browsers refuse the answer.',
    fix: 'List the origins, methods and headers that need credentials, or set allowCredentials to false.',
    spec: 'HTTPCORSFilter.allowCredentials in the Gateway API reference; Fetch standard, CORS protocol and credentials',
  },
  messages: {
    origins: () =>
      'with allowCredentials any site may send requests with the cookies of your visitors and read the answers; list the origins that may',
    others: ({ field }: { field: string }) =>
      `with allowCredentials browsers take a * in the answer for a name: unless the controller writes out what it allows, ${field} allows nothing`,
  },
  check(object, { topology, report }) {
    for (const { filter } of filtersIn(topology, object)) {
      if (filter.type !== 'CORS' || filter.settings.allowCredentials !== true) continue
      for (const field of ['allowOrigins', 'allowMethods', 'allowHeaders', 'exposeHeaders']) {
        const values = filter.settings[field]
        if (!Array.isArray(values)) continue
        const index = values.indexOf('*')
        if (index < 0) continue
        const at = [...settingsAt(filter), field, index]
        if (field === 'allowOrigins') report('origins', at, {})
        else report('others', at, { field }, { severity: 'info' })
      }
    }
  },
})
