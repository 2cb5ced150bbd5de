import { closest } from '../../values/closest.ts'
import { defineRule } from '../rule.ts'
import { lossOf } from '../view/backends.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { namesOf, typoFor } from '../view/typo.ts'
import { named } from '../view/words.ts'

/** A backend that does not exist. */
export default defineRule({
  code: 'GWA-BE-002',
  name: 'no-such-backend',
  severity: 'error',
  gate: 'never',
  kinds: routeKinds,
  reads: backendReads,
  since: '0.1.0',
  docs: {
    summary: 'A route sends requests to an object that does not exist.',
    why: 'What is sent there fails: with 500 for HTTP, by a closed connection otherwise. The route still shows Accepted.',
    fix: 'Correct the name or namespace, or create the Service.',
    spec: 'HTTPRouteRule.backendRefs in the Gateway API reference, reason BackendNotFound',
  },
  messages: {
    absent: ({ backend, loss, meant }: { backend: string; loss: string; meant: string }) => `there is no ${backend}: ${loss}${meant}`,
    meant: ({ backend, meant }: { backend: string; meant: string }) =>
      `${backend} is not among the objects given, ${meant} is: did you mean that one`,
  },
  check(object, { topology, snapshot, report }) {
    const route = topology.route(object)!
    for (const { ref, object: found, permitted, reason } of topology.backendsOf(object)) {
      if (found.state === 'found' || permitted === 'no' || reason === 'InvalidKind') continue
      const names = namesOf(snapshot.list(ref.group, ref.kind, ref.namespace))
      const near = found.state === 'absent' ? closest(ref.name, names) : typoFor(ref.name, names)
      const meant = near === undefined ? '' : `${ref.kind} ${ref.namespace}/${near}`
      const at = [...ref.at, 'name']
      if (found.state === 'absent') {
        const loss = lossOf(route, ref)
        report(
          'absent',
          at,
          { backend: named(ref), loss: loss.text, meant: meant === '' ? '' : `; did you mean ${meant}` },
          {
            ...(loss.none && { severity: 'warning' }),
            condition: { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound' },
          },
        )
      } else if (near !== undefined && !names.includes(ref.name))
        report('meant', at, { backend: named(ref), meant }, { severity: 'warning' })
    }
  },
})
