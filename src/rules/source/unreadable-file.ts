import { describeRule } from '../rule.ts'

/** A file that cannot be read at all. */
export default describeRule({
  code: 'GWA-SRC-004',
  name: 'unreadable-file',
  producer: 'source',
  severity: 'error',
  gate: 'never',
  since: '0.1.0',
  docs: {
    summary: 'A file or folder cannot be read.',
    why: 'Nothing in it was checked.',
    fix: 'Check the path and its permissions. Binary files, UTF-16, files above 64 MiB and circular links cannot be read.',
    spec: 'none',
  },
})
