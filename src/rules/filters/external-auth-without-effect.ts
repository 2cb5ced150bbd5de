import { fields, isFields, whole } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { settingsAt } from '../view/filter.ts'

/** An authorisation that does not see what it is meant to see. */
export default defineRule({
  code: 'GWA-FIL-024',
  name: 'external-auth-without-effect',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'External authorisation stands beside a redirect, or forwards a body of no size.',
    why: 'A redirect may answer before the authorisation is asked, and without maxSize the authorisation receives no body to judge.',
    fix: 'Authorise in the rule that serves the redirected request; set forwardBody.maxSize to the bytes that the service needs.',
    spec: 'HTTPExternalAuthFilter in the Gateway API reference; GEP-1494',
  },
  messages: {
    redirect: () =>
      'the rule answers with a redirect, and whether the authorisation is asked before depends on the implementation: authorise where the request is served',
    body: () => 'without a maxSize above 0 no body is forwarded: the authorisation decides on headers alone',
  },
  check(object, { topology, report }) {
    for (const { filters } of topology.route(object)?.rules ?? []) {
      for (const filter of filters) {
        if (filter.type !== 'ExternalAuth') continue
        if (filters.some(other => other.type === 'RequestRedirect')) report('redirect', filter.at, {})
        const body = filter.settings.forwardBody
        if (isFields(body) && (whole(fields(body).maxSize) ?? 0) === 0) report('body', [...settingsAt(filter), 'forwardBody'], {})
      }
    }
  },
})
