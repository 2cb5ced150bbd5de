import { formatPath } from '../../diagnostics/path.ts'
import { defineRule } from '../rule.ts'
import { routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A whole parent and one of its sections: the second is part of the first. */
export default defineRule({
  code: 'GWA-PAR-007',
  name: 'whole-and-section',
  severity: 'warning',
  gate: 'object',
  kinds: routeKinds,
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'One parentRef selects all listeners of a parent, another one of them again.',
    why: 'The second adds no listener. Where only the section was meant, the first one serves the route on all the others as well.',
    fix: 'Keep the reference that is meant.',
    spec: 'CommonRouteSpec.parentRefs in the Gateway API reference: references must be distinct',
  },
  messages: {
    part: ({ parent, whole }: { parent: string; whole: string }) =>
      `${whole} selects all listeners of ${parent} already: where only this section is meant, the route is served on the others too`,
  },
  check(object, { topology, report }) {
    const refs = topology.route(object)?.parentRefs ?? []
    for (const ref of refs) {
      if (ref.sectionName === undefined && ref.port === undefined) continue
      const whole = refs.find(
        other =>
          other.sectionName === undefined &&
          other.port === undefined &&
          other.group === ref.group &&
          other.kind === ref.kind &&
          other.name === ref.name &&
          other.namespace === ref.namespace,
      )
      if (whole !== undefined) report('part', ref.at, { parent: named(ref), whole: formatPath(whole.at) })
    }
  },
})
