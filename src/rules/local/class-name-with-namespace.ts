import { fields, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'

/** A GatewayClass has no namespace, yet the schema lets a name with a slash pass. */
export default defineRule({
  code: 'GWA-SCH-017',
  name: 'class-name-with-namespace',
  severity: 'error',
  gate: 'object',
  kinds: ['Gateway'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'gatewayClassName is not the name of any possible GatewayClass.',
    why: 'No object can have such a name, so no controller ever takes up the Gateway and it answers no request.',
    fix: 'Write the bare name of the GatewayClass; it is cluster-scoped.',
    spec: 'GatewaySpec.gatewayClassName in the Gateway API reference; object names, Kubernetes documentation',
  },
  messages: {
    never: ({ name, bare }: { name: string; bare: string }) =>
      `no GatewayClass can be called ${JSON.stringify(name)}, so no controller takes up this Gateway${bare === '' ? '' : `; GatewayClasses have no namespace, write ${bare}`}`,
  },
  check(gateway, { report }) {
    const name = text(fields(gateway.spec).gatewayClassName)
    if (name === undefined || name === '' || /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) return
    report('never', ['spec', 'gatewayClassName'], { name, bare: /^[^/]+\/([a-z0-9][-a-z0-9.]*)$/.exec(name)?.[1] ?? '' })
  },
})
