import { closest } from '../../values/closest.ts'
import { defineRule } from '../rule.ts'
import { namesOf, typoFor } from '../view/typo.ts'
import { listed } from '../view/words.ts'

/** A Gateway of a class that does not exist. */
export default defineRule({
  code: 'GWA-CLS-001',
  name: 'no-such-class',
  severity: 'error',
  gate: 'never',
  kinds: ['Gateway'],
  reads: ['GatewayClass'],
  since: '0.1.0',
  docs: {
    summary: 'gatewayClassName names no GatewayClass.',
    why: 'No controller takes up the Gateway: it stays Pending, gets no address and serves nothing.',
    fix: 'Name a class that the cluster has, or install the controller that brings it.',
    spec: 'GatewaySpec.gatewayClassName in the Gateway API reference',
  },
  messages: {
    absent: ({ name, has }: { name: string; has: string }) =>
      `there is no GatewayClass ${name}, so no controller takes up this Gateway; ${has}`,
    meant: ({ name, meant }: { name: string; meant: string }) =>
      `GatewayClass ${name} is not among the objects given, ${meant} is: did you mean that one`,
  },
  check(object, { topology, snapshot, report }) {
    const name = topology.gateway(object)?.className ?? ''
    const state = topology.classOf(object).class.state
    if (name === '' || state === 'found') return
    const names = namesOf(snapshot.list('gateway.networking.k8s.io', 'GatewayClass'))
    const meant = state === 'absent' ? closest(name, names) : typoFor(name, names)
    const at = ['spec', 'gatewayClassName']
    if (state === 'absent') {
      const has =
        names.length === 0
          ? 'the cluster has none'
          : meant === undefined
            ? `there ${names.length > 1 ? 'are' : 'is'} ${listed(names)}`
            : `did you mean ${meant}`
      report('absent', at, { name, has })
    } else if (meant !== undefined) report('meant', at, { name, meant }, { severity: 'warning' })
  },
})
