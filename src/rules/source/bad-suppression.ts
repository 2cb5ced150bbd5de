import { describeRule } from '../rule.ts'

/** A comment that means to silence a finding but does not. */
export default describeRule({
  code: 'GWA-SRC-007',
  name: 'bad-suppression',
  producer: 'source',
  severity: 'warning',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'A suppression has no reason, or no rule code.',
    why: 'It silences nothing. The reason is for whoever finds the comment in a year.',
    fix: 'Write `# gatewright-ignore GWA-XRT-001: why this is intended`.',
    spec: 'README.md, "Suppressions"',
  },
})
