import { closest } from '../../values/closest.ts'
import { defineRule } from '../rule.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { namesOf, typoFor } from '../view/typo.ts'
import { named } from '../view/words.ts'

/** A route of a mesh whose Service does not exist. */
export default defineRule({
  code: 'GWA-MESH-001',
  name: 'no-such-mesh-parent',
  severity: 'error',
  gate: 'never',
  kinds: routeKinds,
  reads: parentReads,
  needs: 'mesh',
  since: '0.1.0',
  docs: {
    summary: 'A parentRef names a Service that does not exist.',
    why: 'Requests inside the mesh follow the routes of the Service that they name: no request meets these rules.',
    fix: 'Correct the name, or add the namespace: it defaults to that of the route.',
    spec: 'ParentReference in the Gateway API reference; GEP-1294',
  },
  messages: {
    absent: ({ parent, meant }: { parent: string; meant: string }) =>
      `there is no ${parent}, so no request in the mesh meets these rules${meant}`,
    meant: ({ parent, meant }: { parent: string; meant: string }) =>
      `${parent} is not among the objects given, ${meant} is: did you mean that one`,
  },
  check(object, { topology, snapshot, report }) {
    for (const { ref, kind, parent } of topology.parentsOf(object)) {
      if ((kind !== 'Service' && kind !== 'ServiceImport') || parent.state === 'found') continue
      const names = namesOf(snapshot.list(ref.group, ref.kind, ref.namespace))
      const near = parent.state === 'absent' ? closest(ref.name, names) : typoFor(ref.name, names)
      const meant = near === undefined ? '' : `${ref.kind} ${ref.namespace}/${near}`
      const at = [...ref.at, 'name']
      if (parent.state === 'absent') report('absent', at, { parent: named(ref), meant: meant === '' ? '' : `; did you mean ${meant}` })
      else if (near !== undefined) report('meant', at, { parent: named(ref), meant }, { severity: 'warning' })
    }
  },
})
