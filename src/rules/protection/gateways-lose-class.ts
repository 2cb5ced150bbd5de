import { describeRule } from '../rule.ts'

/** A GatewayClass goes while Gateways use it. */
export default describeRule({
  code: 'GWA-PRO-003',
  name: 'gateways-lose-class',
  producer: 'engine',
  severity: 'warning',
  gate: 'opt-in',
  since: '0.1.0',
  docs: {
    summary: 'The GatewayClass is in use.',
    why: 'Without its class no controller looks after a Gateway: it goes on as it is for now, and no later change of it or of its routes takes effect.',
    fix: 'Delete the Gateways first, or give them another class.',
    spec: 'Gateway API reference, GatewayClass: it is recommended that a class in use is not deleted',
  },
})
