import { GATEWAY_GROUP, GATEWAY_X_GROUP } from './view/groups.ts'

/** Core kinds that rules speak of by their bare name. */
const CORE = new Set(['ConfigMap', 'Endpoints', 'Namespace', 'Node', 'Pod', 'Secret', 'Service', 'ServiceAccount'])
const X_KINDS = new Set(['XBackend', 'XBackendTrafficPolicy', 'XListenerSet', 'XMesh', 'XTelemetryPolicy'])

/**
 * The name that rules use for a kind in `kinds` and `reads`: bare for Gateway API's own kinds and for well-known core kinds, `group/Kind` for
 * all others (`core/Kind` for the rest of the core group).
 */
export function kindName(group: string, kind: string): string {
  if (group === GATEWAY_GROUP && !CORE.has(kind) && !X_KINDS.has(kind)) return kind
  if (group === GATEWAY_X_GROUP && X_KINDS.has(kind)) return kind
  if (group === '') return CORE.has(kind) ? kind : `core/${kind}`
  return `${group}/${kind}`
}

/** The inverse of `kindName`. */
export function parseKindName(name: string): { readonly group: string; readonly kind: string } {
  const slash = name.lastIndexOf('/')
  if (slash >= 0) return { group: name.slice(0, slash) === 'core' ? '' : name.slice(0, slash), kind: name.slice(slash + 1) }
  if (CORE.has(name)) return { group: '', kind: name }
  return { group: X_KINDS.has(name) ? GATEWAY_X_GROUP : GATEWAY_GROUP, kind: name }
}
