import { defineRule } from '../rule.ts'
import { GATEWAY_GROUP } from '../view/groups.ts'
import { anyNamed } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** An XBackendTrafficPolicy for something that is no backend, or that does not exist. */
export default defineRule({
  code: 'GWA-POL-021',
  name: 'traffic-policy-target',
  severity: 'error',
  gate: 'never',
  kinds: ['XBackendTrafficPolicy'],
  reads: [anyNamed],
  since: '0.1.0',
  docs: {
    summary: 'An XBackendTrafficPolicy targets what does not exist or is no backend.',
    why: 'The policy does nothing: tries are not limited, and sessions are not kept.',
    fix: 'Target a Service or another backend in the namespace of the policy; settings for one route belong into the route.',
    spec: 'XBackendTrafficPolicy.targetRefs in the Gateway API reference, reason TargetNotFound; GEP-3388',
  },
  messages: {
    absent: ({ target }: { target: string }) => `there is no ${target}, so this policy does nothing`,
    kind: ({ target, kind }: { target: string; kind: string }) =>
      `an XBackendTrafficPolicy is about backends: for ${target} it does nothing, since no requests are sent to a ${kind}`,
  },
  check(object, { topology, report }) {
    for (const { target, object: found } of topology.attachedTargets(object)) {
      if (target.group === GATEWAY_GROUP || (target.group === '' && target.kind !== 'Service')) {
        report(
          'kind',
          [...target.at, 'kind'],
          { target: named(target), kind: target.kind },
          {
            condition: { type: 'Accepted', status: 'False', reason: 'Invalid' },
          },
        )
      } else if (found.state === 'absent') {
        report(
          'absent',
          [...target.at, 'name'],
          { target: named(target) },
          {
            condition: { type: 'Accepted', status: 'False', reason: 'TargetNotFound' },
          },
        )
      }
    }
  },
})
