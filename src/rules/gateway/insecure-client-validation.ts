import type { FrontendValidation } from '../../topology/model.ts'
import { defineRule } from '../rule.ts'

/** Client certificates are asked for, and whoever has none comes in all the same. */
export default defineRule({
  code: 'GWA-GW-010',
  name: 'insecure-client-validation',
  severity: 'warning',
  gate: 'object',
  kinds: ['Gateway'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'Validation of client certificates lets clients without a valid one in.',
    why: 'Every client reaches the backends; whether its certificate was valid is for them to check.',
    fix: 'Use mode AllowValidOnly, or suppress this finding with the reason why backends decide.',
    spec: 'FrontendTLSValidation.mode and condition InsecureFrontendValidationMode in the Gateway API reference',
  },
  messages: {
    fallback: ({ where }: { where: string }) =>
      `clients without a valid certificate reach the backends ${where}: only those can still refuse them`,
  },
  check(object, { topology, report }) {
    const gateway = topology.gateway(object)
    const judge = (validation: FrontendValidation | undefined, where: string) => {
      if (validation?.mode !== 'AllowInsecureFallback') return
      const condition = { type: 'InsecureFrontendValidationMode', status: 'True', reason: 'ConfigurationChanged' } as const
      report('fallback', [...validation.at, 'mode'], { where }, { condition })
    }
    judge(gateway?.frontendDefault, 'on every HTTPS port without a setting of its own')
    for (const { port, validation } of gateway?.frontendPerPort ?? []) judge(validation, `on port ${port}`)
  },
})
