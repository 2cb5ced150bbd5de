import { refOf } from '../../inventory/index.ts'
import { defineRule } from '../rule.ts'
import { gatewaysAsking } from '../view/addresses.ts'
import { listed, named } from '../view/words.ts'

/** How many of the others a finding refers to: more help nobody, and a thousand Gateways would name each other a million times. */
const MOST = 10

/** Two Gateways that ask for one address. */
export default defineRule({
  code: 'GWA-GW-007',
  name: 'shared-address',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['Gateway'],
  reads: [],
  needs: 'addresses',
  since: '0.1.0',
  docs: {
    summary: 'Another Gateway asks for the same address.',
    why: 'Unless the controller merges Gateways, one of the two does not get the address (AddressNotUsable) and serves nothing there.',
    fix: 'Use another address, or one Gateway with all the listeners.',
    spec: 'GatewaySpec.addresses and reason AddressNotUsable in the Gateway API reference',
  },
  messages: {
    shared: ({ value, others, one }: { value: string; others: string; one: boolean }) =>
      `${others} ${one ? 'asks' : 'ask'} for ${value} too: unless the controller merges them, only one gets it and the others serve nothing there`,
  },
  check(object, { topology, snapshot, report }) {
    for (const { type, value, at } of topology.gateway(object)?.addresses ?? []) {
      if (value === undefined || value === '') continue
      const asking = gatewaysAsking(snapshot, type, value)
      const count = asking.length - 1
      if (count < 1) continue
      const others = asking
        .slice(0, MOST + 1)
        .filter(other => other !== object)
        .slice(0, MOST)
        .map(refOf)
      report(
        'shared',
        [...at, 'value'],
        { value, others: listed(others.map(named), 5, count), one: count === 1 },
        {
          related: others.map(other => ({ object: other, at: ['spec', 'addresses'], message: 'asks for the same address' })),
        },
      )
    }
  },
})
