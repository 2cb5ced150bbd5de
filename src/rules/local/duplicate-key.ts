import { describeRule } from '../rule.ts'

/** Two items of a list that must differ in their key. */
export default describeRule({
  code: 'GWA-SCH-005',
  name: 'duplicate-key',
  producer: 'schema',
  severity: 'error',
  gate: 'object',
  since: '0.1.0',
  docs: {
    summary: 'A list that is keyed, such as listeners by name, holds the same key twice, or a set holds the same member twice.',
    why: 'The API server refuses the object, so nothing of it takes effect.',
    fix: 'Rename or remove one of the two.',
    spec: 'x-kubernetes-list-type map and set in the CustomResourceDefinition',
  },
})
