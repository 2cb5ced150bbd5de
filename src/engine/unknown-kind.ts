import type { Finding, ObjectRef } from '../diagnostics/finding.ts'
import { type Channel, catalogue, scopeOf } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import rule from '../rules/versions/version-not-in-bundle.ts'
import { GATEWAY_GROUPS } from '../rules/view/groups.ts'
import { closest } from '../values/closest.ts'

/** Groups of Kubernetes that people write in their place. */
const CONFUSED = ['', 'networking.k8s.io']

/** An object that is meant for Gateway API, of a kind or in a group that no bundle ever had: a slip of the pen, as a rule. */
export function unknownKind(
  object: KubeObject,
  ref: ObjectRef,
  gatewayApi: { readonly version: string; readonly channel: Channel },
): Finding | undefined {
  const own = GATEWAY_GROUPS.includes(ref.group)
  if (!own && !CONFUSED.includes(ref.group) && closest(ref.group, GATEWAY_GROUPS) === undefined) return undefined
  if (scopeOf(ref.group, ref.kind) !== undefined) return undefined
  const kinds = catalogue(gatewayApi).kinds()
  const namesake = kinds.find(({ kind }) => kind === ref.kind)
  if (!own && namesake === undefined) return undefined
  const names = kinds.map(({ kind }) => kind)
  const meant = namesake
    ? `${namesake.kind} of ${namesake.group}`
    : (names.find(kind => kind.toLowerCase() === ref.kind.toLowerCase()) ?? closest(ref.kind, names))
  const message = rule.messages.unknownKind({ kind: object.kind, group: ref.group, meant })
  const { code, name, severity, gate } = rule
  const field = namesake ? 'apiVersion' : 'kind'
  return { code, rule: name, severity, gate, object: ref, path: field, at: [field], message }
}
