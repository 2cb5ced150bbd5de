import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A ListenerSet without a Gateway. */
export default defineRule({
  code: 'GWA-LSET-001',
  name: 'set-without-gateway',
  severity: 'error',
  gate: 'never',
  kinds: ['ListenerSet'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'The parentRef of a ListenerSet names no Gateway that exists, or no Gateway at all.',
    why: 'Nobody serves its listeners, and no controller writes a status for it.',
    fix: 'Name an existing Gateway, with its namespace where that differs.',
    spec: 'ListenerSetSpec.parentRef in the Gateway API reference; GEP-1713',
  },
  messages: {
    absent: ({ gateway, meant }: { gateway: string; meant: string }) => `there is no ${gateway}, so nobody serves these listeners${meant}`,
    kind: ({ kind }: { kind: string }) => `the parent of a ListenerSet is a Gateway; a ${kind} takes no listeners, so nobody serves these`,
  },
  check(object, { topology, snapshot, report }) {
    const facts = topology.listenerSetFacts(object)
    if (facts === undefined) return
    const { parent } = facts.set
    if (parent.kind !== 'Gateway' || parent.group !== 'gateway.networking.k8s.io')
      return report('kind', [...parent.at, 'kind'], { kind: parent.kind })
    if (facts.gateway.state !== 'absent') return
    const elsewhere = snapshot.list(parent.group, parent.kind).find(({ metadata }) => metadata.name === parent.name)
    const meant = elsewhere === undefined ? '' : `; there is Gateway ${elsewhere.metadata.namespace}/${parent.name}`
    report('absent', [...parent.at, 'name'], { gateway: named(parent), meant })
  },
})
