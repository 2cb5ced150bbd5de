import type { ObjectRef } from '../diagnostics/finding.ts'
import type { Path } from '../diagnostics/path.ts'
import { keptOn } from '../inventory/kept-on.ts'
import type { Snapshot, Tri } from '../inventory/snapshot.ts'
import type { KubeObject } from '../kinds/object.ts'
import { gatewayGroup } from './model.ts'
import { fields, items, text } from './reading/fields.ts'
import type { GrantQuestion, NearMiss } from './topology.ts'

interface Grant {
  readonly from: readonly { readonly at: Path; readonly group: string; readonly kind: string; readonly namespace: string }[]
  readonly to: readonly { readonly at: Path; readonly group: string; readonly kind: string; readonly name: string }[]
}

const grants = keptOn<Grant>()

function readGrant(object: KubeObject): Grant {
  let grant = grants.get(object)
  if (grant === undefined) {
    const spec = fields(object.spec)
    grant = {
      from: items(spec.from, ['spec', 'from']).map(({ value, at }) => ({
        at,
        group: text(value.group) ?? '',
        kind: text(value.kind) ?? '',
        namespace: text(value.namespace) ?? '',
      })),
      // An empty name is no name: every object of the kind.
      to: items(spec.to, ['spec', 'to']).map(({ value, at }) => ({
        at,
        group: text(value.group) ?? '',
        kind: text(value.kind) ?? '',
        name: text(value.name) ?? '',
      })),
    }
    grants.set(object, grant)
  }
  return grant
}

/**
 * Whether objects of a kind in a namespace may refer to `to`. Within a namespace always; across namespaces one ReferenceGrant in the target's
 * namespace must name both sides. Groups and kinds are compared literally.
 * @see ReferenceGrant
 */
export function isGranted(snapshot: Snapshot, from: GrantQuestion['from'], to: ObjectRef): Tri {
  if (from.namespace === to.namespace) return 'yes'
  for (const object of snapshot.list(gatewayGroup, 'ReferenceGrant', to.namespace)) {
    const grant = readGrant(object)
    if (
      grant.from.some(f => f.group === from.group && f.kind === from.kind && f.namespace === from.namespace) &&
      grant.to.some(t => t.group === to.group && t.kind === to.kind && (t.name === '' || t.name === to.name))
    )
      return 'yes'
  }
  return snapshot.complete(gatewayGroup, 'ReferenceGrant', to.namespace) ? 'no' : 'unknown'
}

/** The grant that lacks least: in the target's namespace, or one that would do but stands elsewhere. */
export function nearestGrant(snapshot: Snapshot, from: GrantQuestion['from'], to: ObjectRef): NearMiss | undefined {
  let best: { miss: NearMiss; lacks: number } | undefined
  for (const object of snapshot.list(gatewayGroup, 'ReferenceGrant')) {
    const namespace = object.metadata?.namespace ?? ''
    const grant = readGrant(object)
    const misses = [
      ...(namespace === to.namespace ? [] : [miss(object, ['metadata', 'namespace'], 'namespace', namespace, to.namespace)]),
      ...fewest(
        grant.from.map(f => [
          ...differs(object, [...f.at, 'group'], 'from.group', f.group, from.group),
          ...differs(object, [...f.at, 'kind'], 'from.kind', f.kind, from.kind),
          ...differs(object, [...f.at, 'namespace'], 'from.namespace', f.namespace, from.namespace),
        ]),
      ),
      ...fewest(
        grant.to.map(t => [
          ...differs(object, [...t.at, 'group'], 'to.group', t.group, to.group),
          ...differs(object, [...t.at, 'kind'], 'to.kind', t.kind, to.kind),
          ...(t.name === '' ? [] : differs(object, [...t.at, 'name'], 'to.name', t.name, to.name)),
        ]),
      ),
    ]
    const [first] = misses
    if (first === undefined || grant.from.length === 0 || grant.to.length === 0) continue
    if (misses.length <= 2 && (best === undefined || misses.length < best.lacks)) best = { miss: first, lacks: misses.length }
  }
  return best?.miss
}

function differs(grant: KubeObject, at: Path, field: NearMiss['field'], has: string, needs: string): NearMiss[] {
  return has === needs ? [] : [miss(grant, at, field, has, needs)]
}

function miss(grant: KubeObject, at: Path, field: NearMiss['field'], has: string, needs: string): NearMiss {
  return { grant, at, field, has, needs }
}

function fewest(lists: readonly NearMiss[][]): NearMiss[] {
  return lists.reduce((best, list) => (list.length < best.length ? list : best), lists[0] ?? [])
}
