import { policyTargets } from '../../topology/indexes.ts'
import { defineRule } from '../rule.ts'
import { GATEWAY_X_GROUP } from '../view/groups.ts'

/** A BackendTLSPolicy for something that is not a Service. */
export default defineRule({
  code: 'GWA-POL-007',
  name: 'policy-target-kind',
  severity: 'warning',
  gate: 'object',
  kinds: ['BackendTLSPolicy'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A BackendTLSPolicy targets something that is not a Service.',
    why: 'Services are all that the specification defines: what else a controller takes is its own affair, and where it does not the policy governs nothing.',
    fix: 'Target the Service (group "" and kind Service), or a kind that your controller documents.',
    spec: 'BackendTLSPolicy.targetRefs in the Gateway API reference, support levels; GEP-4894 for XBackend',
  },
  messages: {
    core: ({ kind, name }: { kind: string; name: string }) =>
      `a BackendTLSPolicy governs connections to Services: for ${kind} ${name} it does nothing, and connections go out in plain text`,
    group: ({ group }: { group: string }) =>
      `there is no Service in group ${group}, so this policy governs nothing; a Service is in group ""`,
    xbackend: ({ name }: { name: string }) =>
      `a BackendTLSPolicy must not target an XBackend: XBackend ${name} says in spec.tls how it is reached`,
    vendor: ({ kind, group }: { kind: string; group: string }) =>
      `only controllers that document ${kind} of group ${group} apply this policy to it; with others connections go out without it`,
  },
  check(object, { report }) {
    for (const { group, kind, name, at } of policyTargets(object)) {
      if (group === '' && kind === 'Service') continue
      const details = { condition: { type: 'Accepted', status: 'False', reason: 'TargetNotFound' } } as const
      if (kind === 'Service' && (OURS.has(group) || group === 'core' || group === 'v1'))
        report('group', [...at, 'group'], { group }, details)
      else if (group === GATEWAY_X_GROUP && kind === 'XBackend') report('xbackend', [...at, 'kind'], { name })
      else if (OURS.has(group)) report('core', [...at, 'kind'], { kind, name }, details)
      else report('vendor', [...at, 'kind'], { kind, group }, { severity: 'info' })
    }
  },
})

/** Groups whose kinds are known: none of them but Service is a backend with a certificate. */
const OURS = new Set(['', 'apps', 'gateway.networking.k8s.io', GATEWAY_X_GROUP, 'networking.k8s.io'])
