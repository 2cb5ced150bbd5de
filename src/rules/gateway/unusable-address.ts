import { parseAddress } from '../../values/ip.ts'
import { Malformed } from '../../values/malformed.ts'
import { defineRule } from '../rule.ts'

/** An address at which no client can reach a Gateway. */
export default defineRule({
  code: 'GWA-GW-005',
  name: 'unusable-address',
  severity: 'warning',
  gate: 'object',
  kinds: ['Gateway'],
  reads: [],
  needs: 'addresses',
  since: '0.1.0',
  docs: {
    summary: 'A requested address is one that nothing can be reached at.',
    why: 'The controller cannot bind it: the Gateway is not programmed and serves nothing, or nobody reaches it.',
    fix: 'Ask for an address that the environment can assign.',
    spec: 'GatewaySpec.addresses and reason AddressNotUsable in the Gateway API reference; RFC 6890',
  },
  messages: {
    unusable: ({ value, what }: { value: string; what: string }) => `${value} is ${what}: no client reaches a Gateway there`,
    documentation: ({ value }: { value: string }) => `${value} is reserved for documentation: no network routes it`,
  },
  check(object, { topology, report }) {
    for (const { type, value, at } of topology.gateway(object)?.addresses ?? []) {
      if (type !== 'IPAddress' || value === undefined || parseAddress(value) instanceof Malformed) continue
      const what = UNUSABLE.find(([pattern]) => pattern.test(value))?.[1]
      const details = { condition: { type: 'Programmed', status: 'False', reason: 'AddressNotUsable' } } as const
      if (what !== undefined) report('unusable', [...at, 'value'], { value, what }, details)
      else if (DOCUMENTATION.test(value)) report('documentation', [...at, 'value'], { value }, { ...details, severity: 'info' })
    }
  },
})

const UNUSABLE: readonly (readonly [RegExp, string])[] = [
  [/^127\.|^::1$/, 'a loopback address'],
  [/^0\.0\.0\.0$|^::$/, 'the unspecified address'],
  [/^(22[4-9]|23\d)\.|^ff/i, 'a multicast address'],
  [/^169\.254\.|^fe[89ab]/i, 'a link-local address'],
]
const DOCUMENTATION = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.|^2001:0?db8:/i
