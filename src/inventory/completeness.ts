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

/** What the user declared. */
export function completeOnly(known: readonly CompleteKind[]): Completeness {
  return (group, kind, namespace) => known.some(k => names(k, group, kind) && (k.namespace === undefined || k.namespace === namespace))
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
