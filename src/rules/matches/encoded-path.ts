import { defineRule } from '../rule.ts'
import { matchesIn } from '../view/match.ts'

const UNRESERVED = /^[A-Za-z0-9._~-]$/

/** A percent-encoding that a path in normal form does not have. */
export default defineRule({
  code: 'GWA-MAT-004',
  name: 'encoded-path',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A path holds a percent-encoding that clients and proxies write differently.',
    why: 'Paths are compared character by character. Requests arrive with the character itself or with upper-case digits, so the match does not apply.',
    fix: 'Write letters, digits and - . _ ~ as they are, and other encodings with upper-case digits.',
    spec: 'HTTPPathMatch.value in the Gateway API reference; RFC 3986, section 6.2.2',
  },
  messages: {
    needless: ({ code, character }: { code: string; character: string }) =>
      `${code} stands for ${JSON.stringify(character)}, which clients send as it is: requests with the plain character do not match`,
    lower: ({ code }: { code: string }) =>
      `clients and proxies write ${code.toUpperCase()}, not ${code}: paths are compared character by character, so such requests do not match`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    if (route?.kind !== 'HTTPRoute') return
    for (const { path, at } of matchesIn(topology, object)) {
      if (path.type === 'RegularExpression' || !path.value.includes('%')) continue
      for (const [code] of path.value.matchAll(/%[0-9A-Fa-f]{2}/g)) {
        const character = String.fromCharCode(Number.parseInt(code.slice(1), 16))
        if (UNRESERVED.test(character)) report('needless', [...at, 'path', 'value'], { code, character })
        else if (code !== code.toUpperCase()) report('lower', [...at, 'path', 'value'], { code })
      }
    }
  },
})
