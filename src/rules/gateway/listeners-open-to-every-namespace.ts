import { defineRule } from '../rule.ts'

/** Any namespace may open ports and claim hostnames at the Gateway. */
export default defineRule({
  code: 'GWA-GW-017',
  name: 'listeners-open-to-every-namespace',
  severity: 'info',
  gate: 'object',
  kinds: ['Gateway'],
  reads: [],
  since: '0.1.0',
  recommended: false,
  docs: {
    summary: 'A Gateway takes ListenerSets of every namespace.',
    why: 'Whoever may create a ListenerSet anywhere in the cluster can open ports and claim hostnames here.',
    fix: 'Select the namespaces by label.',
    spec: 'GEP-1713; GatewaySpec.allowedListeners in the Gateway API reference',
  },
  messages: {
    open: () => 'every namespace may add listeners to this Gateway: each can open ports and claim hostnames here',
  },
  check(object, { topology, report }) {
    const choice = topology.gateway(object)?.allowedListeners
    if (choice?.from === 'All') report('open', [...choice.at, 'from'], {})
  },
})
