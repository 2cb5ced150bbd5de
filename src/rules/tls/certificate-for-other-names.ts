import { certificateCovers } from '../../values/hostname.ts'
import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'
import { listed } from '../view/words.ts'

/** A listener whose certificates do not cover its hostname. */
export default defineRule({
  code: 'GWA-TLS-006',
  name: 'certificate-for-other-names',
  severity: 'warning',
  gate: 'never',
  kinds: ['Gateway', 'ListenerSet'],
  reads: gatewayReads,
  needs: 'certificates',
  since: '0.1.0',
  docs: {
    summary: 'No certificate of the listener covers its hostname.',
    why: 'Clients compare the name that they asked for with the certificate and refuse the connection.',
    fix: 'Issue a certificate for the hostname. A wildcard in a certificate stands for one label, in a hostname for any number.',
    spec: 'RFC 9525, section 6.3; Listener.hostname in the Gateway API reference',
  },
  messages: {
    other: ({ hostname, name, covers }: { hostname: string; name: string; covers: string }) =>
      `clients that ask for ${hostname} refuse the certificate of listener ${name}: it covers ${covers}`,
  },
  check(object, { topology, report }) {
    for (const { at, name, hostname, protocol, certificates } of topology.listenersOf(object)) {
      if (hostname === '' || protocol === 'TCP' || certificates.length === 0) continue
      // One certificate whose names are not known may be the right one.
      if (certificates.some(({ dnsNames, problem }) => dnsNames === undefined || problem !== undefined)) continue
      const names = [...new Set(certificates.flatMap(({ dnsNames }) => dnsNames ?? []))]
      // Without names the certificate has a finding of its own.
      if (names.length === 0) continue
      const covered = hostname.startsWith('*.') ? names.includes(hostname) : names.some(covering => certificateCovers(covering, hostname))
      if (!covered) report('other', [...at, 'hostname'], { hostname, name, covers: listed(names) })
    }
  },
})
