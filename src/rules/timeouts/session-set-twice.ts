import { refOf } from '../../inventory/index.ts'
import { defineRule } from '../rule.ts'
import { backendReads } from '../view/reads.ts'
import { sessionOf } from '../view/sessions.ts'
import { named } from '../view/words.ts'

/** Session persistence in the rule and for its backend: the rule counts. */
export default defineRule({
  code: 'GWA-TMO-013',
  name: 'session-set-twice',
  severity: 'warning',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [...backendReads, 'XBackendTrafficPolicy'],
  needs: 'sessions',
  since: '0.1.0',
  docs: {
    summary: 'A rule sets session persistence for a backend that has a policy for it.',
    why: 'The rule counts and the policy is ignored for these requests, although both show Accepted.',
    fix: 'Keep one of the two.',
    spec: 'GEP-1619, conflicts between route and policy',
  },
  messages: {
    twice: ({ policy, backend }: { policy: string; backend: string }) =>
      `this counts for requests of the rule; the session persistence of ${policy} for ${backend} is ignored here`,
  },
  check(object, { topology, report }) {
    for (const { at, sessionPersistence, backends } of topology.route(object)?.rules ?? []) {
      if (sessionPersistence === undefined) continue
      for (const backend of backends) {
        const found = sessionOf(topology, backend)
        if (found !== undefined)
          report(
            'twice',
            [...at, 'sessionPersistence'],
            { policy: named(refOf(found.policy)), backend: named(backend) },
            {
              related: [{ object: refOf(found.policy), at: ['spec', 'sessionPersistence'], message: 'is ignored for these requests' }],
            },
          )
      }
    }
  },
})
