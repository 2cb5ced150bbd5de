import { defineRule } from '../rule.ts'
import { filtersIn, pathEdit } from '../view/filter.ts'

/** A replacement that makes no well-formed path. The schema limits its length only. */
export default defineRule({
  code: 'GWA-FIL-008',
  name: 'malformed-replacement-path',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'The path that a redirect or rewrite puts in is not a well-formed path.',
    why: 'Requests go out, or clients are sent, to a path that servers refuse or read differently.',
    fix: 'Start the path with a slash, leave out query and fragment, and encode spaces and control characters.',
    spec: 'HTTPPathModifier in the Gateway API reference; RFC 3986, section 3.3',
  },
  messages: {
    slash: ({ value }: { value: string }) =>
      `${JSON.stringify(value)} does not start with a slash: the resulting path is ill-formed, and controllers refuse it or add the slash`,
    delimiter: ({ value, part }: { value: string; part: string }) =>
      `${JSON.stringify(value)} holds a ${part}, which is no part of a path: it is encoded, or cuts the path off`,
    character: ({ value }: { value: string }) =>
      `${JSON.stringify(value)} holds a character that no path may hold; write it percent-encoded`,
    encoding: ({ value }: { value: string }) =>
      `${JSON.stringify(value)} holds a % that starts no percent-encoding; write %25 for the character itself`,
  },
  check(object, { topology, report }) {
    for (const { filter } of filtersIn(topology, object)) {
      const edit = pathEdit(filter)
      if (edit === undefined || edit.value === '') continue
      const { value, at } = edit
      if (!value.startsWith('/')) report('slash', at, { value })
      if (/[?#]/.test(value)) report('delimiter', at, { value, part: value.includes('?') ? 'query string (?)' : 'fragment (#)' })
      else if (/[^\x21-\x7e]/.test(value)) report('character', at, { value })
      if (/%(?![0-9A-Fa-f]{2})/.test(value)) report('encoding', at, { value })
    }
  },
})
