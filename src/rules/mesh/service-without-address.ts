import { fields } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A mesh route for a Service without a cluster IP. */
export default defineRule({
  code: 'GWA-MESH-007',
  name: 'service-without-address',
  severity: 'warning',
  gate: 'never',
  kinds: routeKinds,
  reads: parentReads,
  needs: 'mesh',
  since: '0.1.0',
  docs: {
    summary: 'A parentRef names a headless or ExternalName Service.',
    why: 'A mesh knows requests for a Service by its cluster IP: without one clients connect to Pods or to another host, and the rules may not be applied.',
    fix: 'Use a Service with a cluster IP as parent.',
    spec: 'GEP-1294: headless Services and ExternalName',
  },
  messages: {
    headless: ({ service }: { service: string }) =>
      `${service} is headless: clients connect to its Pods, and a mesh may not apply these rules to them`,
    external: ({ service, host }: { service: string; host: string }) =>
      `${service} is a name for ${host}: clients connect there, and a mesh may not apply these rules to them`,
  },
  check(object, { topology, report }) {
    for (const { ref, kind, parent } of topology.parentsOf(object)) {
      if (kind !== 'Service' || parent.state !== 'found') continue
      const spec = fields(parent.object.spec)
      if (spec.type === 'ExternalName')
        report('external', ref.at, { service: named(ref), host: String(spec.externalName ?? 'another host') })
      else if (spec.clusterIP === 'None') report('headless', ref.at, { service: named(ref) }, { severity: 'info' })
    }
  },
})
