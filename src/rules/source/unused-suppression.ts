import { describeRule } from '../rule.ts'

/** A comment that outlived the finding it silenced. */
export default describeRule({
  code: 'GWA-SRC-008',
  name: 'unused-suppression',
  producer: 'source',
  severity: 'warning',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'A suppression silences nothing.',
    why: 'The problem is gone, or the comment stands in the wrong place; either way it will hide the next one.',
    fix: 'Remove the comment, or move it to the line above the finding.',
    spec: 'README.md, "Suppressions"',
  },
})
