import { refOf } from '../../inventory/index.ts'
import { readGateway } from '../../topology/reading/gateway.ts'
import { defineRule } from '../rule.ts'
import { listed, named } from '../view/words.ts'

/** More than one default Gateway: each takes every default route. */
export default defineRule({
  code: 'GWA-GW-014',
  name: 'several-default-gateways',
  severity: 'info',
  gate: 'never',
  kinds: ['Gateway'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'Another Gateway is a default Gateway too.',
    why: 'Every route that asks for default Gateways is served by all of them, also where only one was meant, such as the internal one.',
    fix: 'Keep one default Gateway, or narrow allowedRoutes of the listeners.',
    spec: 'GEP-3793, several default Gateways',
  },
  messages: {
    several: ({ others }: { others: string }) => `routes that ask for default Gateways are served here and by ${others}`,
  },
  check(object, { topology, snapshot, report }) {
    if (topology.gateway(object)?.defaultScope !== 'All') return
    const others = snapshot
      .list('gateway.networking.k8s.io', 'Gateway')
      .filter(other => other !== object && readGateway(other).defaultScope === 'All')
    if (others.length > 0) report('several', ['spec', 'defaultScope'], { others: listed(others.map(other => named(refOf(other)))) })
  },
})
