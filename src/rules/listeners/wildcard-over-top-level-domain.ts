import { defineRule } from '../rule.ts'
import { ownListeners } from '../view/listeners.ts'

/** `*.com`: no certificate authority issues for it, and nobody owns all names below it. */
export default defineRule({
  code: 'GWA-LIS-016',
  name: 'wildcard-over-top-level-domain',
  severity: 'info',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'The hostname of a TLS listener is a wildcard over a top-level domain.',
    why: 'No public authority issues a certificate for such a name, and clients refuse one that a private authority issued.',
    fix: 'Name the domain: *.example.com.',
    spec: 'CA/Browser Forum Baseline Requirements, section 3.2.2.6: no wildcard over a public suffix',
  },
  messages: {
    wide: ({ hostname }: { hostname: string }) =>
      `clients accept no certificate for ${hostname}: a wildcard must stand over a domain, such as *.example${hostname.slice(1)}`,
  },
  check(object, { topology, report }) {
    for (const { hostname, protocol, tls, at } of ownListeners(topology, object)) {
      const terminates = protocol === 'HTTPS' || (protocol === 'TLS' && tls?.mode === 'Terminate')
      if (terminates && /^\*\.[^.]+$/.test(hostname)) report('wide', [...at, 'hostname'], { hostname })
    }
  },
})
