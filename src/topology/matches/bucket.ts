import { compare } from '../../inventory/table.ts'
import { groupBy } from '../group.ts'
import type { FlatMatch } from './flat-match.ts'

/** The matches of one host that share a path; all regular expressions of a host share one. Immutable. */
export class Bucket {
  /** In the order in which routes are listed, whatever came first. */
  readonly matches: readonly FlatMatch[]
  #byKey: ReadonlyMap<string, readonly FlatMatch[]> | undefined

  constructor(matches: readonly FlatMatch[]) {
    this.matches = matches
  }

  static readonly empty: Bucket = new Bucket([])

  /** Of matches of one type of path, by the path, in the order in which they come. */
  static byPath(matches: readonly FlatMatch[]): Map<string, Bucket> {
    const buckets = new Map<string, Bucket & { readonly matches: FlatMatch[] }>()
    for (const match of matches) {
      const bucket = buckets.get(match.path.value)
      if (bucket === undefined) buckets.set(match.path.value, new Bucket([match]) as Bucket & { readonly matches: FlatMatch[] })
      else bucket.matches.push(match)
    }
    return buckets
  }

  /** The matches for the same requests, as far as texts tell. */
  withKey(key: string): readonly FlatMatch[] {
    const { matches } = this
    if (matches.length === 1) return matches[0]!.key === key ? matches : []
    this.#byKey ??= groupBy(matches, match => match.key)
    return this.#byKey.get(key) ?? []
  }

  /** The bucket without some matches and with others. */
  change(removed: readonly FlatMatch[], added: readonly FlatMatch[]): Bucket {
    if (removed.length + added.length === 0) return this
    const gone = removed.length === 0 ? undefined : new Set(removed)
    const left = gone === undefined ? this.matches : this.matches.filter(match => !gone.has(match))
    const [only] = added
    if (only === undefined || added.length > 1) return new Bucket([...left, ...added].sort(listed))
    const after = left.findIndex(match => listed(match, only) > 0)
    return new Bucket(left.toSpliced(after < 0 ? left.length : after, 0, only))
  }
}

function listed(a: FlatMatch, b: FlatMatch): number {
  const [one, two] = [a.route.ref, b.route.ref]
  return (
    compare(one.namespace, two.namespace) ||
    compare(one.name, two.name) ||
    compare(one.kind, two.kind) ||
    a.rule.index - b.rule.index ||
    a.match.index - b.match.index
  )
}
