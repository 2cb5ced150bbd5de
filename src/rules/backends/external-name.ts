import { fields, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A Service that is only another name for something: a way around NetworkPolicies and grants. */
export default defineRule({
  code: 'GWA-BE-006',
  name: 'external-name',
  severity: 'warning',
  gate: 'never',
  kinds: routeKinds,
  reads: backendReads,
  since: '0.1.0',
  docs: {
    summary: 'A route sends requests to a Service of type ExternalName.',
    why: 'Controllers may refuse it, because such a Service can name anything, also what its owner may not reach. Requests then fail.',
    fix: 'Check that your controller documents support, or use a kind of backend for external hosts.',
    spec: 'BackendObjectReference in the Gateway API reference: ExternalName Services are not recommended (CVE-2021-25740)',
  },
  messages: {
    external: ({ backend, target }: { backend: string; target: string }) =>
      `${backend} is another name for ${target} (type ExternalName): controllers may refuse it, and requests to it then fail`,
    refused: ({ backend, target }: { backend: string; target: string }) =>
      `${backend} is another name for ${target} (type ExternalName): the controller refuses it, and requests to it fail`,
  },
  check(object, { topology, report }) {
    for (const { ref, kind, object: found, reason } of topology.backendsOf(object)) {
      if (kind !== 'Service' || found.state !== 'found') continue
      const spec = fields(found.object.spec)
      if (spec.type !== 'ExternalName') continue
      const [place, data] = [[...ref.at, 'name'], { backend: named(ref), target: text(spec.externalName) ?? 'nothing' }]
      if (reason !== 'UnsupportedValue') report('external', place, data)
      else report('refused', place, data, { severity: 'error', condition: { type: 'ResolvedRefs', status: 'False', reason } })
    }
  },
})
