/**
 * Of which kinds every object is known. `namespace` undefined asks for all namespaces (and for cluster-scoped kinds).
 * Files alone are complete for nothing; a live watch for all it may list.
 */
export type Completeness = (group: string, kind: string, namespace: string | undefined) => boolean

/** Some files of a larger whole: the default. */
export const nothingComplete: Completeness = () => false

/** A kind, in one namespace or in all. `group` undefined stands for the kind in any group. */
export interface CompleteKind {
  readonly group?: string
  readonly kind: string
  readonly namespace?: string
}

/** Everything is known, as in a synced cluster, but for kinds that could not be listed. */
export function completeExcept(unknown: readonly CompleteKind[]): Completeness {
  return (group, kind, namespace) =>
    !unknown.some(u => names(u, group, kind) && (u.namespace === undefined || namespace === undefined || u.namespace === namespace))
}

/** What a user may declare. */
export type Declared = 'all' | readonly (CompleteKind | 'all')[]

/** EndpointSlices are written by the cluster, and GatewayClasses by most controllers: that there are none among files says nothing. */
const everythingWritten = completeExcept([
  { group: 'discovery.k8s.io', kind: 'EndpointSlice' },
  { group: 'gateway.networking.k8s.io', kind: 'GatewayClass' },
])

/** What the user declared. `all` is everything that people write; what the cluster writes counts where it is named. */
export function completeAs(declared: Declared): Completeness {
  const entries = declared === 'all' ? [declared] : declared
  const known = entries.filter(entry => entry !== 'all')
  const written: Completeness = entries.includes('all') ? everythingWritten : nothingComplete
  return (group, kind, namespace) =>
    written(group, kind, namespace) || known.some(k => names(k, group, kind) && (k.namespace === undefined || k.namespace === namespace))
}

/**
 * Reads `Service`, `Namespace/shop` (the kind in one namespace), `apps/Deployment` (a group that has a dot or is known ends before the
 * kind, which starts with a capital), `all`. Undefined where the text is none of these.
 */
export function parseCompleteKind(text: string): CompleteKind | 'all' | undefined {
  if (text === 'all') return 'all'
  const parts = text.split('/')
  if (parts.length > 3 || parts.some(part => part === '')) return undefined
  const at = parts.findIndex(part => /^[A-Z]/.test(part))
  if (at < 0 || at > 1) return undefined
  const [kind, namespace, more] = parts.slice(at)
  if (kind === undefined || more !== undefined) return undefined
  return { ...(at === 1 ? { group: parts[0]! } : {}), kind, ...(namespace === undefined ? {} : { namespace }) }
}

function names(entry: CompleteKind, group: string, kind: string): boolean {
  return entry.kind === kind && (entry.group === undefined || entry.group === group)
}
