import { fields } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { backendReads } from '../view/reads.ts'
import { sessionOf } from '../view/sessions.ts'
import { named } from '../view/words.ts'

/** Sessions kept by the Gateway for a Service that keeps clients itself. */
export default defineRule({
  code: 'GWA-TMO-014',
  name: 'session-with-affinity',
  severity: 'error',
  gate: 'never',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [...backendReads, 'XBackendTrafficPolicy'],
  since: '0.1.0',
  docs: {
    summary: 'Session persistence is set for a Service with sessionAffinity ClientIP.',
    why: 'The two contradict each other: behind a proxy all clients share its address. The specification asks controllers to refuse the route.',
    fix: 'Set sessionAffinity of the Service to None.',
    spec: 'GEP-1619, Service with sessionAffinity',
  },
  messages: {
    affinity: ({ backend }: { backend: string }) =>
      `${backend} has sessionAffinity ClientIP, which contradicts session persistence here: controllers refuse the rule`,
  },
  check(object, { topology, report }) {
    const rules = topology.route(object)?.rules ?? []
    for (const { ref, kind, object: found } of topology.backendsOf(object)) {
      if (kind !== 'Service' || found.state !== 'found' || fields(found.object.spec).sessionAffinity !== 'ClientIP') continue
      const rule = rules.find(({ backends }) => backends.includes(ref))
      if (rule?.sessionPersistence === undefined && (rule === undefined || sessionOf(topology, ref) === undefined)) continue
      report('affinity', [...ref.at, 'name'], { backend: named(ref) })
    }
  },
})
