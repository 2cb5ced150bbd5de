import { fields, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'

/** A name that controllers cannot turn into names of Services and Deployments. */
export default defineRule({
  code: 'GWA-SCH-008',
  name: 'long-gateway-name',
  severity: 'warning',
  gate: 'object',
  kinds: ['Gateway', 'GatewayClass'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'The name of a Gateway or GatewayClass cannot become the name of what a controller creates for it.',
    why: 'Controllers in the cluster create resources called GATEWAY-CLASS and label them with the Gateway name; both must be labels of at most 63 characters.',
    fix: 'Choose a shorter name that starts with a letter and holds letters, digits and dashes only.',
    spec: 'GEP-1762, resource naming; name of Gateway and GatewayClass in the Gateway API reference',
  },
  messages: {
    long: ({ kind, length }: { kind: string; length: number }) =>
      `the name has ${length} characters: a ${kind} name should be a label of at most 63, because controllers label what they create with it`,
    together: ({ together }: { together: string }) =>
      `a controller that follows GEP-1762 creates resources called ${together}, which has ${together.length} characters; Services and Deployments allow 63`,
    shape: ({ name }: { name: string }) =>
      `a controller that creates a Service for this Gateway cannot name it after ${name}: Service names start with a letter and hold no dots`,
  },
  check(object, { report }) {
    const name = text(object.metadata.name) ?? ''
    const at = ['metadata', 'name']
    if (name.length > 63) return report('long', at, { kind: object.kind, length: name.length })
    if (object.kind !== 'Gateway') return
    const together = `${name}-${text(fields(object.spec).gatewayClassName) ?? ''}`
    if (together.length > 63) report('together', at, { together }, { severity: 'info' })
    if (/^\d|\./.test(name)) report('shape', at, { name })
  },
})
