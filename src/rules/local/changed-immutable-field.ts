import { describeRule } from '../rule.ts'

/** A rule about the change from the stored object to the new one that fails. */
export default describeRule({
  code: 'GWA-SCH-004',
  name: 'changed-immutable-field',
  producer: 'schema',
  severity: 'error',
  gate: 'object',
  since: '0.1.0',
  docs: {
    summary: 'An update changes what may not change, such as the controllerName of a GatewayClass.',
    why: 'The API server refuses the update; the stored object stays as it is.',
    fix: 'Create a new object beside the old one, move what uses it, then delete the old one.',
    spec: 'GatewayClass.spec.controllerName and XMesh.spec.controllerName in the Gateway API reference',
  },
})
