import { defineRule } from '../rule.ts'
import { matchesIn } from '../view/match.ts'

/** Whitespace around a header value never arrives: HTTP strips it. */
export default defineRule({
  code: 'GWA-MAT-006',
  name: 'header-value-whitespace',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A header is compared with a value that begins or ends with whitespace.',
    why: 'Whitespace around a header value is not part of it, and values are compared exactly: no request matches.',
    fix: 'Remove the whitespace.',
    spec: 'HTTPHeaderMatch.value in the Gateway API reference; RFC 9110, section 5.5',
  },
  messages: {
    never: ({ name, value }: { name: string; value: string }) =>
      `no request has header ${name} with the value ${JSON.stringify(value)}: whitespace around a header value is stripped`,
  },
  check(object, { topology, report }) {
    for (const { headers } of matchesIn(topology, object)) {
      for (const { type, name, value, at } of headers)
        if (type === 'Exact' && /^[ \t]|[ \t]$/.test(value)) report('never', [...at, 'value'], { name, value })
    }
  },
})
