import { coreProtocols, protocolStanding } from '../../topology/listeners/protocol.ts'
import { defineRule } from '../rule.ts'
import { ownListeners } from '../view/listeners.ts'

/** A protocol that Gateway API does not define. */
export default defineRule({
  code: 'GWA-LIS-004',
  name: 'unsupported-protocol',
  severity: 'error',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A listener has a protocol that is neither one of Gateway API nor domain-prefixed.',
    why: 'No controller serves the listener: it is not accepted, and its port answers nothing.',
    fix: 'Use HTTP, HTTPS, TLS, TCP or UDP, in capitals.',
    spec: 'ProtocolType in the Gateway API reference; conformance test GatewayListenerUnsupportedProtocol',
  },
  messages: {
    unknown: ({ protocol, meant }: { protocol: string; meant?: string }) =>
      `no controller serves protocol ${JSON.stringify(protocol)}${meant === undefined ? '; there are HTTP, HTTPS, TLS, TCP and UDP' : `; did you mean ${meant}`}`,
    vendor: ({ protocol }: { protocol: string }) => `protocol ${protocol} is one of a vendor: other controllers do not serve this listener`,
  },
  check(object, { topology, report }) {
    for (const { protocol, at } of ownListeners(topology, object)) {
      const standing = protocolStanding(protocol)
      if (protocol === '' || standing === 'core') continue
      const place = [...at, 'protocol']
      if (standing === 'vendor') report('vendor', place, { protocol }, { severity: 'info' })
      else {
        const meant = MEANT[protocol.toUpperCase()]
        const condition = { type: 'Accepted', status: 'False', reason: 'UnsupportedProtocol' } as const
        report('unknown', place, { protocol, ...(meant !== undefined && { meant }) }, { condition })
      }
    }
  },
})

/** What people write for a protocol, by what it is called here. */
const MEANT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(coreProtocols.map(protocol => [protocol, protocol])),
  HTTP2: 'HTTP or HTTPS, which carry HTTP/2 as well',
  'HTTP/2': 'HTTP or HTTPS, which carry HTTP/2 as well',
  H2C: 'HTTP, which carries HTTP/2 as well',
  GRPC: 'HTTP or HTTPS, which carry gRPC as well',
  GRPCS: 'HTTPS, which carries gRPC as well',
  WS: 'HTTP, which carries WebSocket as well',
  WSS: 'HTTPS, which carries WebSocket as well',
  SSL: 'TLS',
}
