import { fields } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { isAt } from '../view/bundle.ts'

/** TLS to a backend whose certificate nobody can check. */
export default defineRule({
  code: 'GWA-BE-018',
  name: 'xbackend-tls-without-validation',
  severity: 'warning',
  gate: 'object',
  kinds: ['XBackend'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'An XBackend asks for TLS and does not say how the server is verified.',
    why: 'Without validation a controller either refuses the backend or trusts any server that answers.',
    fix: 'Set tls.validation with a hostname and certificate authorities.',
    spec: 'GEP-4894, backend TLS',
  },
  messages: {
    unverified: ({ mode }: { mode: string }) =>
      `tls.mode is ${mode} and tls.validation is missing: any server that answers at this name is trusted, or none is`,
  },
  check(object, { options, report }) {
    // Since 1.7 the definition refuses this.
    if (isAt(options, { experimental: '1.7' })) return
    const tls = fields(fields(object.spec).tls)
    const mode = tls.mode
    if ((mode === 'ServerOnly' || mode === 'ClientAndServer') && tls.validation === undefined)
      report('unverified', ['spec', 'tls', 'mode'], { mode })
  },
})
