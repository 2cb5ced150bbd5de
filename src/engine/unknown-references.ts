import { refKey, refOf, type Snapshot } from '../inventory/index.ts'
import { references } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { kindName } from '../rules/kind-name.ts'
import { anyNamed } from '../rules/view/reads.ts'
import type { Plan } from './plan.ts'

/** References whose object is not here and may exist elsewhere, counted by kind: those that a rule of the plan would have followed. */
export function unknownReferences(objects: readonly KubeObject[], snapshot: Snapshot, plan: Plan): Map<string, number> {
  const unknown = new Map<string, number>()
  const seen = new Set<string>()
  const reads = new Map<string, ReadonlySet<string>>()
  for (const object of objects) {
    const { group, kind } = refOf(object)
    const name = kindName(group, kind)
    const followed = reads.get(name) ?? readsOf(plan, name)
    reads.set(name, followed)
    if (followed.size === 0) continue
    for (const { to } of references(object)) {
      const key = refKey(to)
      if (seen.has(key) || !(followed.has(anyNamed) || followed.has(kindName(to.group, to.kind)))) continue
      seen.add(key)
      if (snapshot.lookup(to).state === 'unknown') unknown.set(to.kind, (unknown.get(to.kind) ?? 0) + 1)
    }
  }
  return unknown
}

/** What the rules for a kind read besides. */
function readsOf({ byKind }: Plan, kind: string): ReadonlySet<string> {
  return new Set((byKind.get(kind) ?? []).flatMap(({ rules }) => rules.flatMap(({ rule }) => rule.reads)))
}
