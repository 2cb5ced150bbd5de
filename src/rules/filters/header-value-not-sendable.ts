import { defineRule } from '../rule.ts'
import { filtersIn, headerEdits } from '../view/filter.ts'

/** A value that no header can carry. The standard channel has no pattern for it. */
export default defineRule({
  code: 'GWA-FIL-017',
  name: 'header-value-not-sendable',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'A header filter sets a value with control characters, characters beyond ASCII, or whitespace around it.',
    why: 'Line breaks and control characters are refused or split the message; other characters arrive garbled; whitespace around a value is lost.',
    fix: 'Use visible ASCII characters; encode what is not.',
    spec: 'HTTPHeader.value in the Gateway API reference; RFC 9110, section 5.5',
  },
  messages: {
    control: ({ name, value }: { name: string; value: string }) =>
      `header ${name} cannot carry ${JSON.stringify(value)}: control characters in a header are refused, or end it`,
    beyond: ({ name, value }: { name: string; value: string }) =>
      `header ${name} is set to ${JSON.stringify(value)}: characters beyond ASCII are refused or arrive garbled`,
    space: ({ name, value }: { name: string; value: string }) =>
      `header ${name} is set to ${JSON.stringify(value)}: the whitespace around it is lost on the way`,
  },
  check(object, { topology, report }) {
    for (const { filter } of filtersIn(topology, object)) {
      for (const { name, value, at } of headerEdits(filter)) {
        if (value === undefined) continue
        const place = [...at, 'value']
        if (/[\x00-\x08\x0a-\x1f\x7f]/.test(value)) report('control', place, { name, value })
        else if (/[^\t\x20-\x7e]/.test(value)) report('beyond', place, { name, value })
        else if (/^[ \t]|[ \t]$/.test(value)) report('space', place, { name, value })
      }
    }
  },
})
