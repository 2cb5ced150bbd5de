import { describeRule } from '../rule.ts'

/** Two documents of one input are the same object. */
export default describeRule({
  code: 'GWA-SCH-016',
  name: 'same-object-twice',
  producer: 'source',
  severity: 'error',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'The input holds two documents for one object.',
    why: 'Applied together, the last one wins, and which one is last depends on the order of the files.',
    fix: 'Keep one of them; lint one overlay or build output at a time.',
    spec: 'object names and identity, Kubernetes documentation',
  },
})
