import type { ObjectRef } from '../../diagnostics/finding.ts'
import { type IndexDefinition, refOf } from '../../inventory/index.ts'
import { closest } from '../../values/closest.ts'
import { defineRule } from '../rule.ts'
import { GATEWAY_GROUP, GATEWAY_X_GROUP } from '../view/groups.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { namesOf, typoFor } from '../view/typo.ts'
import { listed, named } from '../view/words.ts'

/** How many candidates a message names; a name may stand in hundreds of namespaces. */
const MOST = 5

const keyOf = ({ group, kind, name }: Pick<ObjectRef, 'group' | 'kind' | 'name'>): string => `${group}/${kind}/${name}`

const parentsByName: IndexDefinition = {
  name: 'parents by name',
  kinds: [
    { group: GATEWAY_GROUP, kind: 'Gateway' },
    { group: GATEWAY_GROUP, kind: 'ListenerSet' },
    { group: GATEWAY_X_GROUP, kind: 'XListenerSet' },
  ],
  keys: object => [keyOf(refOf(object))],
}

/** A route whose parent does not exist. */
export default defineRule({
  code: 'GWA-PAR-001',
  name: 'no-such-parent',
  severity: 'error',
  gate: 'never',
  kinds: routeKinds,
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'A parentRef names a Gateway or ListenerSet that does not exist.',
    why: 'No controller writes a status for it: the route looks untouched and serves nothing through this parent.',
    fix: 'Correct the name, or add the namespace: it defaults to that of the route.',
    spec: 'ParentReference in the Gateway API reference',
  },
  messages: {
    absent: ({ parent, hint }: { parent: string; hint: string }) =>
      `there is no ${parent}, so this route serves nothing through it and gets no status${hint}`,
    meant: ({ parent, meant }: { parent: string; meant: string }) =>
      `${parent} is not among the objects given, ${meant} is: did you mean that one`,
  },
  check(object, { topology, snapshot, report }) {
    for (const { ref, kind, parent } of topology.parentsOf(object)) {
      if ((kind !== 'Gateway' && kind !== 'ListenerSet') || parent.state === 'found' || ref.index === undefined) continue
      const here = namesOf(snapshot.list(ref.group, ref.kind, ref.namespace))
      const near = parent.state === 'absent' ? closest(ref.name, here) : typoFor(ref.name, here)
      // The namespace is forgotten more often than anything else.
      const elsewhere = snapshot.indexed(parentsByName, keyOf(ref))
      const meant =
        near === undefined ? elsewhere.slice(0, MOST).map(other => named(refOf(other))) : [`${ref.kind} ${ref.namespace}/${near}`]
      const at = [...ref.at, 'name']
      if (parent.state === 'absent') {
        const count = near === undefined ? elsewhere.length : 1
        report('absent', at, { parent: named(ref), hint: count === 0 ? '' : `; there is ${listed(meant, MOST, count)}` })
      } else if (near !== undefined || (here.length === 0 && elsewhere.length === 1)) {
        report('meant', at, { parent: named(ref), meant: meant[0]! }, { severity: 'warning' })
      }
    }
  },
})
