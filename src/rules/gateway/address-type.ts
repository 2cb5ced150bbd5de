import { defineRule } from '../rule.ts'

/** An address type that every controller, or all but one, refuse. */
export default defineRule({
  code: 'GWA-GW-004',
  name: 'address-type',
  severity: 'warning',
  gate: 'object',
  kinds: ['Gateway'],
  reads: [],
  needs: 'addresses',
  since: '0.1.0',
  docs: {
    summary: 'An address has a type that only some implementations support.',
    why: 'A controller that does not support the type does not accept the Gateway, and nothing is served.',
    fix: 'Use IPAddress or Hostname where the Gateway is to work with more than one controller.',
    spec: 'GatewaySpecAddress.type in the Gateway API reference: NamedAddress and domain-prefixed types are implementation specific',
  },
  messages: {
    specific: ({ type }: { type: string }) =>
      `address type ${type} is implementation specific: a controller that does not know it answers UnsupportedAddress and serves nothing`,
  },
  check(object, { topology, report }) {
    for (const { type, at } of topology.gateway(object)?.addresses ?? []) {
      if (type === 'NamedAddress') {
        report('specific', [...at, 'type'], { type }, { condition: { type: 'Accepted', status: 'False', reason: 'UnsupportedAddress' } })
      } else if (/^[a-z0-9.-]+\/\S+$/.test(type)) report('specific', [...at, 'type'], { type }, { severity: 'info' })
    }
  },
})
