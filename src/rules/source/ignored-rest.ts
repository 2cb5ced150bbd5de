import { describeRule } from '../rule.ts'

/** Text that kubectl never looks at. */
export default describeRule({
  code: 'GWA-SRC-006',
  name: 'ignored-rest',
  producer: 'source',
  severity: 'warning',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'A document goes on after its end.',
    why: 'kubectl reads up to the end mark, or up to the first complete value, and drops the rest without a word.',
    fix: 'Separate documents with a line that says `---`.',
    spec: 'sigs.k8s.io/yaml reads one document from each part between separators',
  },
})
