import type { Finding, ObjectRef } from '../diagnostics/finding.ts'
import { type Channel, catalogue, scopeOf } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import rule from '../rules/versions/version-not-in-bundle.ts'
import { closest } from '../values/closest.ts'

const GROUPS = ['gateway.networking.k8s.io', 'gateway.networking.x-k8s.io']

/** An object in one of Gateway API's own groups whose kind no bundle ever had: a slip of the pen, as a rule. */
export function unknownKind(
  object: KubeObject,
  ref: ObjectRef,
  gatewayApi: { readonly version: string; readonly channel: Channel },
): Finding | undefined {
  if (!GROUPS.includes(ref.group) || scopeOf(ref.group, ref.kind) !== undefined) return undefined
  const kinds = catalogue(gatewayApi)
    .kinds()
    .map(({ kind }) => kind)
  const meant = kinds.find(kind => kind.toLowerCase() === ref.kind.toLowerCase()) ?? closest(ref.kind, kinds)
  const message = rule.messages.unknownKind({ kind: object.kind, group: ref.group, meant })
  const { code, name, severity, gate } = rule
  return { code, rule: name, severity, gate, object: ref, path: 'kind', at: ['kind'], message }
}
