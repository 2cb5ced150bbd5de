import { describeRule } from '../rule.ts'

/** A file of a chart instead of what the chart renders. */
export default describeRule({
  code: 'GWA-SRC-003',
  name: 'unrendered-template',
  producer: 'source',
  severity: 'info',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'A document is a template that has not been rendered.',
    why: 'It is no Kubernetes object yet, so nothing in it was checked.',
    fix: 'Render it first: `helm template CHART | gatewright lint -`.',
    spec: 'Helm: helm template',
  },
})
