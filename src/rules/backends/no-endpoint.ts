import { defineRule } from '../rule.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A Service behind which nothing is ready. */
export default defineRule({
  code: 'GWA-BE-014',
  name: 'no-endpoint',
  severity: 'info',
  gate: 'never',
  kinds: routeKinds,
  reads: backendReads,
  since: '0.1.0',
  recommended: false,
  docs: {
    summary: 'A Service has no ready endpoint.',
    why: 'Requests that go there are answered with 503. During a rollout, or with a workload that scales to zero, that is no fault of the route.',
    fix: 'Check the selector of the Service and whether its Pods are ready.',
    spec: 'HTTPRouteRule.backendRefs in the Gateway API reference: 503 where a backend has no endpoints',
  },
  messages: {
    none: ({ backend }: { backend: string }) => `${backend} has no ready endpoint: requests to it are answered with 503`,
  },
  check(object, { topology, report }) {
    for (const { ref, endpoints } of topology.backendsOf(object)) {
      if (endpoints === 'no') report('none', [...ref.at, 'name'], { backend: named(ref) })
    }
  },
})
