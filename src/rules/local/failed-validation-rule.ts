import { describeRule } from '../rule.ts'

/** A CEL rule of the schema that the object does not satisfy. */
export default describeRule({
  code: 'GWA-SCH-003',
  name: 'failed-validation-rule',
  producer: 'schema',
  severity: 'error',
  gate: 'object',
  since: '0.1.0',
  docs: {
    summary: 'A validation rule of the CustomResourceDefinition fails.',
    why: 'The API server refuses the object, so nothing of it takes effect.',
    fix: 'Change the object so that the rule in the message holds.',
    spec: 'x-kubernetes-validations in the CustomResourceDefinition',
  },
})
