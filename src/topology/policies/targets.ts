import { refKey, refOf } from '../../inventory/ref.ts'
import type { IndexDefinition, Snapshot } from '../../inventory/snapshot.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { ageKnown, compareAge } from '../age.ts'
import { servicePorts } from '../backends.ts'
import { created } from '../gateway-facts.ts'
import { policyTargets } from '../indexes.ts'
import { type GroupKind, gatewayGroup } from '../model.ts'
import { readGateway, readListenerSet } from '../reading/gateway.ts'
import { readRoute } from '../reading/route.ts'
import type { AttachedTarget } from './facts.ts'

const indexes = new Map<string, IndexDefinition>()

/** The policies of one kind by their targets. */
function indexOf({ group, kind }: GroupKind): IndexDefinition {
  const name = `${group}/${kind}`
  let index = indexes.get(name)
  if (index === undefined) {
    index = { name: `${name} by target`, kinds: [{ group, kind }], keys: object => policyTargets(object).map(refKey) }
    indexes.set(name, index)
  }
  return index
}

/** What became of each target of a policy of any kind, seen beside the other policies of its kind. */
export function attachedTargets(snapshot: Snapshot, policy: KubeObject, sameAge: boolean): readonly AttachedTarget[] {
  const own = refOf(policy)
  const self = { ref: own, ...created(policy) }
  return policyTargets(policy).map(target => {
    const object = snapshot.lookup(target)
    const rivals = snapshot
      .indexed(indexOf(own), refKey(target))
      .filter(
        other =>
          other !== policy &&
          policyTargets(other).some(entry => refKey(entry) === refKey(target) && entry.sectionName === target.sectionName),
      )
      .map(other => ({ other, ref: refOf(other), ...created(other) }))
    const [older] = rivals.filter(rival => ageKnown(rival, self, sameAge) && compareAge(rival, self) < 0).sort(compareAge)
    const unordered = rivals.find(rival => !ageKnown(rival, self, sameAge))
    return {
      target,
      object,
      sections: object.state === 'found' ? sectionsOf(object.object) : undefined,
      ...(older !== undefined
        ? { rival: older.other, outcome: 'loses' as const }
        : unordered !== undefined && { rival: unordered.other, outcome: 'undetermined' as const }),
    }
  })
}

/** The names that `sectionName` may take: listeners, rules with a name, ports of a Service. Undefined for other kinds. */
function sectionsOf(object: KubeObject): readonly string[] | undefined {
  const { group, kind } = refOf(object)
  if (group === '' && kind === 'Service') return servicePorts(object).map(({ name }) => name)
  if (group !== gatewayGroup) return undefined
  if (kind === 'Gateway') return readGateway(object).listeners.map(({ name }) => name)
  if (kind === 'ListenerSet') return readListenerSet(object).listeners.map(({ name }) => name)
  return readRoute(object)?.rules.map(({ name }) => name ?? '')
}
