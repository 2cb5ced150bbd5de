import type { ObjectRef } from '../../diagnostics/finding.ts'
import type { Topology } from '../../topology/topology.ts'
import { closest } from '../../values/closest.ts'
import { defineRule } from '../rule.ts'
import { GATEWAY_GROUP } from '../view/groups.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { namesOf, typoFor } from '../view/typo.ts'
import { named } from '../view/words.ts'

/** A BackendTLSPolicy for a Service that does not exist. */
export default defineRule({
  code: 'GWA-POL-004',
  name: 'policy-without-service',
  severity: 'error',
  gate: 'never',
  kinds: ['BackendTLSPolicy'],
  reads: [...backendReads, ...routeKinds],
  since: '0.1.0',
  docs: {
    summary: 'A BackendTLSPolicy targets a Service that does not exist.',
    why: 'The policy governs nothing. Where the Service was meant to be another one, connections to that one go out in plain text.',
    fix: 'Correct the name. A policy can only target Services of its own namespace: it belongs beside the Service, not beside the route.',
    spec: 'BackendTLSPolicy.targetRefs in the Gateway API reference, reason TargetNotFound; GEP-1897',
  },
  messages: {
    absent: ({ service, meant }: { service: string; meant: string }) =>
      `there is no ${service}, so this policy governs no connection to it${meant}`,
    meant: ({ service, meant }: { service: string; meant: string }) =>
      `${service} is not among the objects given, ${meant} is: did you mean that one`,
    elsewhere: ({ service, real }: { service: string; real: string }) =>
      `routes here send to ${real}, and this policy targets ${service}: a policy counts for Services of its own namespace only, so those connections go out without it`,
  },
  check(object, { topology, snapshot, report }) {
    for (const { target, object: found } of topology.attachedTargets(object)) {
      if (found.state === 'found' || target.kind !== 'Service' || target.group !== '') continue
      const at = [...target.at, 'name']
      const service = named(target)
      const real = servedElsewhere(topology, object.metadata.namespace ?? 'default', target)
      if (real !== undefined) {
        report('elsewhere', at, { service, real: named(real) }, found.state === 'absent' ? { condition } : { severity: 'warning' })
        continue
      }
      const names = namesOf(snapshot.list('', 'Service', target.namespace))
      const near = found.state === 'absent' ? closest(target.name, names) : typoFor(target.name, names)
      const meant = near === undefined ? '' : `Service ${target.namespace}/${near}`
      if (found.state === 'absent') report('absent', at, { service, meant: meant === '' ? '' : `; did you mean ${meant}` }, { condition })
      else if (near !== undefined) report('meant', at, { service, meant }, { severity: 'warning' })
    }
  },
})

const condition = { type: 'Accepted', status: 'False', reason: 'TargetNotFound' } as const

/** The Service of the same name in another namespace that routes of this namespace send to, while none sends to the target. */
function servedElsewhere(topology: Topology, namespace: string, target: ObjectRef): ObjectRef | undefined {
  if (topology.routesTo(target).length > 0) return undefined
  for (const kind of routeKinds) {
    for (const route of topology.snapshot.list(GATEWAY_GROUP, kind, namespace)) {
      const backend = topology
        .backendsOf(route)
        .find(({ ref }) => ref.kind === 'Service' && ref.name === target.name && ref.namespace !== namespace)
      if (backend !== undefined) return backend.ref
    }
  }
  return undefined
}
