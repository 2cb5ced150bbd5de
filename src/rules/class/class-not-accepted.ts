import { fields, items, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'

/** A Gateway of a class that its controller has refused. */
export default defineRule({
  code: 'GWA-CLS-007',
  name: 'class-not-accepted',
  severity: 'warning',
  gate: 'never',
  kinds: ['Gateway'],
  reads: ['GatewayClass'],
  since: '0.1.0',
  docs: {
    summary: 'The status of the GatewayClass says that its controller does not accept it.',
    why: 'Gateways of the class are not served until it is accepted.',
    fix: 'Look at the message of the Accepted condition of the class.',
    spec: 'GatewayClassConditionStatusAccepted in the Gateway API reference',
  },
  messages: {
    refused: ({ name, reason, why }: { name: string; reason: string; why: string }) =>
      `the controller does not accept GatewayClass ${name} (${reason}${why}), so this Gateway is not served`,
  },
  check(gateway, { topology, report }) {
    const found = topology.classOf(gateway).class
    if (found.state !== 'found') return
    const { metadata, status } = found.object
    const accepted = items(fields(status).conditions, []).find(({ value }) => value.type === 'Accepted')?.value
    // An older generation says nothing about the class as it is now.
    if (accepted?.status !== 'False' || (metadata.generation !== undefined && accepted.observedGeneration !== metadata.generation)) return
    const why = text(accepted.message) ?? ''
    report('refused', ['spec', 'gatewayClassName'], {
      name: metadata.name ?? '',
      reason: text(accepted.reason) ?? 'no reason',
      why: why === '' ? '' : `: ${why.replace(/\.$/, '')}`,
    })
  },
})
