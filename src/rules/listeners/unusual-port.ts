import { defineRule } from '../rule.ts'
import { ownListeners } from '../view/listeners.ts'

/** Plain HTTP where every client speaks TLS, and the reverse. */
export default defineRule({
  code: 'GWA-LIS-011',
  name: 'unusual-port',
  severity: 'warning',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'HTTP is served on port 443, or HTTPS on port 80.',
    why: 'A browser given an https address speaks TLS to 443, one given an http address does not speak it to 80: neither gets an answer it understands.',
    fix: 'Swap the protocol or the port.',
    spec: 'RFC 9110, sections 4.2.1 and 4.2.2: default ports of http and https',
  },
  messages: {
    plain: ({ name }: { name: string }) =>
      `listener ${name} answers in plain HTTP on port 443: clients of https:// addresses fail in the TLS handshake`,
    secure: ({ name }: { name: string }) =>
      `listener ${name} expects TLS on port 80: clients of http:// addresses get an error instead of an answer`,
  },
  check(object, { topology, report }) {
    for (const { name, port, protocol, at } of ownListeners(topology, object)) {
      if (protocol === 'HTTP' && port === 443) report('plain', [...at, 'protocol'], { name })
      if ((protocol === 'HTTPS' || protocol === 'TLS') && port === 80) report('secure', [...at, 'protocol'], { name })
    }
  },
})
