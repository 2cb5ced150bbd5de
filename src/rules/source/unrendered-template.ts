import { describeRule } from '../rule.ts'

/** A file of a chart or a patch of a kustomization instead of what comes of it. */
export default describeRule({
  code: 'GWA-SRC-003',
  name: 'unrendered-template',
  producer: 'source',
  severity: 'info',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'A document is a template that has not been rendered, or a patch of a kustomization.',
    why: 'It is no Kubernetes object yet, so nothing in it was checked.',
    fix: 'Render it first: `helm template CHART | gatewright lint -`, `kubectl kustomize FOLDER | gatewright lint -`.',
    spec: 'Helm: helm template; Kustomize: patches',
  },
})
