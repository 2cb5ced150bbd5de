import { refOf } from '../../inventory/index.ts'
import { conflictBetween } from '../../topology/listeners/conflict.ts'
import { readGateway } from '../../topology/reading/gateway.ts'
import { defineRule } from '../rule.ts'
import { gatewaysAsking } from '../view/addresses.ts'
import { describeListener } from '../view/listeners.ts'
import { named } from '../view/words.ts'

/** Listeners of two Gateways that share an address and cannot share a port. */
export default defineRule({
  code: 'GWA-LIS-003',
  name: 'conflict-across-gateways',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['Gateway'],
  reads: ['GatewayClass'],
  needs: 'addresses',
  since: '0.1.0',
  docs: {
    summary: 'A Gateway of the same class asks for the same address and claims the same requests, or another protocol, on one port.',
    why: 'A controller that merges Gateways by address can serve only one of the two listeners; which one is not specified.',
    fix: 'Use different ports, hostnames or addresses.',
    spec: 'GatewaySpec.listeners and addresses in the Gateway API reference: merging is implementation specific',
  },
  messages: {
    both: ({ name, other, gateway, address }: { name: string; other: string; gateway: string; address: string }) =>
      `at ${address} listener ${name} meets listener ${other} of ${gateway}: where Gateways are merged only one of the two is served`,
  },
  check(object, { topology, snapshot, report }) {
    const gateway = topology.gateway(object)
    if (gateway === undefined) return
    const { profile } = topology.classOf(object)
    const told = new Set<string>()
    for (const { type, value } of gateway.addresses) {
      if (value === undefined || value === '') continue
      for (const other of gatewaysAsking(snapshot, type, value)) {
        if (other === object) continue
        if (told.size === gateway.listeners.length) return
        const reading = readGateway(other)
        if (reading.className !== gateway.className) continue
        for (const listener of gateway.listeners) {
          if (told.has(listener.name)) continue
          const rival = reading.listeners.find(candidate => conflictBetween(listener, candidate, profile) !== undefined)
          if (rival === undefined) continue
          told.add(listener.name)
          report(
            'both',
            listener.at,
            { name: listener.name, other: describeListener(rival), gateway: named(refOf(other)), address: value },
            {
              related: [{ object: refOf(other), at: rival.at, message: 'claims the same' }],
            },
          )
        }
      }
    }
  },
})
