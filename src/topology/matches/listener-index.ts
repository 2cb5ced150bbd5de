import { OverlayMap } from '../../inventory/overlay-map.ts'
import { compare } from '../../inventory/table.ts'
import { pathKey } from './canonical.ts'
import type { FlatMatch } from './flat-match.ts'
import { PathTree } from './path-tree.ts'

/** The matches of one host that share a path; all regular expressions of a host share one. */
export interface Bucket {
  readonly host: string
  /** As `pathKey` writes it, `~` for regular expressions. */
  readonly path: string
  readonly matches: readonly FlatMatch[]
}

/** What a host has at a listener, without looking at each of its matches. */
export interface HostSummary {
  readonly host: string
  readonly count: number
  /** How many matches take everything: prefix `/` without conditions. */
  readonly catchAlls: number
  /** How many matches are by regular expression. */
  readonly regexes: number
}

/**
 * All matches at one listener, filed by host and path, so that a request, a duplicate or a shadow is found without a walk. Immutable; a change
 * of one route copies the buckets that it touches.
 */
export class ListenerIndex {
  readonly #buckets: OverlayMap<Bucket>
  readonly #hosts: OverlayMap<HostSummary>
  readonly #tree: PathTree
  #keys = new WeakMap<Bucket, Map<string, FlatMatch[]>>()
  #sortedHosts: readonly string[] | undefined

  private constructor(buckets: OverlayMap<Bucket>, hosts: OverlayMap<HostSummary>, tree: PathTree) {
    this.#buckets = buckets
    this.#hosts = hosts
    this.#tree = tree
  }

  static readonly empty: ListenerIndex = new ListenerIndex(new OverlayMap(new Map()), new OverlayMap(new Map()), PathTree.empty)

  static of(matches: Iterable<FlatMatch>): ListenerIndex {
    const buckets = new Map<string, { host: string; path: string; matches: FlatMatch[] }>()
    const hosts = new Map<string, { host: string; count: number; catchAlls: number; regexes: number }>()
    for (const match of matches) {
      const path = bucketPath(match)
      const key = bucketKey(match.host, path)
      const bucket = buckets.get(key)
      if (bucket === undefined) buckets.set(key, { host: match.host, path, matches: [match] })
      else bucket.matches.push(match)
      const host = hosts.get(match.host)
      const all = isCatchAll(match) ? 1 : 0
      const regexes = match.path.type === 'regex' ? 1 : 0
      if (host === undefined) hosts.set(match.host, { host: match.host, count: 1, catchAlls: all, regexes })
      else {
        host.count++
        host.catchAlls += all
        host.regexes += regexes
      }
    }
    const tree = PathTree.of([...buckets.values()].map(bucket => bucket.matches[0]!))
    return new ListenerIndex(new OverlayMap<Bucket>(buckets), new OverlayMap<HostSummary>(hosts), tree)
  }

  bucket(host: string, path: string): readonly FlatMatch[] {
    return this.#buckets.get(bucketKey(host, path))?.matches ?? []
  }

  host(host: string): HostSummary | undefined {
    return this.#hosts.get(host)
  }

  /** In order of their names. */
  hosts(): readonly string[] {
    this.#sortedHosts ??= [...this.#hosts.entries()].map(([host]) => host).sort()
    return this.#sortedHosts
  }

  /** The paths of a host that lie strictly under a path and have, or had, matches. */
  pathsUnder(host: string, path: string): Iterable<string> {
    return this.#tree.under(host, path)
  }

  *matches(): Iterable<FlatMatch> {
    for (const [, bucket] of this.#buckets.entries()) yield* bucket.matches
  }

  /** The bucket in which a match stands, or would stand. */
  bucketFor(match: FlatMatch): Bucket | undefined {
    return this.#buckets.get(bucketKey(match.host, bucketPath(match)))
  }

  /** The matches on the same host for the same requests, as far as texts tell. */
  equals(match: FlatMatch): readonly FlatMatch[] {
    const bucket = this.bucketFor(match)
    return bucket === undefined ? [] : this.withKey(bucket, match.key)
  }

  /** The matches of a bucket that have a key. */
  withKey(bucket: Bucket, key: string): readonly FlatMatch[] {
    if (bucket.matches.length === 1) return bucket.matches[0]!.key === key ? bucket.matches : []
    return this.keyed(bucket).get(key) ?? []
  }

  /** The matches of a bucket by their keys. */
  keyed(bucket: Bucket): ReadonlyMap<string, readonly FlatMatch[]> {
    let keys = this.#keys.get(bucket)
    if (keys === undefined) {
      keys = new Map()
      for (const match of bucket.matches) {
        const list = keys.get(match.key)
        if (list === undefined) keys.set(match.key, [match])
        else list.push(match)
      }
      this.#keys.set(bucket, keys)
    }
    return keys
  }

  bucketOf(host: string, path: string): Bucket | undefined {
    return this.#buckets.get(bucketKey(host, path))
  }

  /** The index without some matches and with others. */
  change(removed: readonly FlatMatch[], added: readonly FlatMatch[]): ListenerIndex {
    const gone = new Set(removed)
    const buckets = new Map<string, Bucket>()
    const hosts = new Map<string, HostSummary>()
    for (const match of [...removed, ...added]) {
      const path = bucketPath(match)
      const key = bucketKey(match.host, path)
      if (!buckets.has(key)) {
        const before = this.#buckets.get(key)?.matches ?? []
        buckets.set(key, { host: match.host, path, matches: before.filter(other => !gone.has(other)) })
      }
    }
    for (const match of added) {
      const key = bucketKey(match.host, bucketPath(match))
      const bucket = buckets.get(key)!
      buckets.set(key, { ...bucket, matches: inserted(bucket.matches, match) })
    }
    const count = (match: FlatMatch, sign: 1 | -1) => {
      const before = hosts.get(match.host) ?? this.#hosts.get(match.host) ?? { host: match.host, count: 0, catchAlls: 0, regexes: 0 }
      const all = isCatchAll(match) ? sign : 0
      const regexes = before.regexes + (match.path.type === 'regex' ? sign : 0)
      hosts.set(match.host, { host: match.host, count: before.count + sign, catchAlls: before.catchAlls + all, regexes })
    }
    for (const match of removed) count(match, -1)
    for (const match of added) count(match, 1)
    const next = new ListenerIndex(
      this.#buckets.with([...buckets].map(([key, bucket]) => [key, bucket.matches.length === 0 ? undefined : bucket] as const)),
      this.#hosts.with([...hosts].map(([host, summary]) => [host, summary.count === 0 ? undefined : summary] as const)),
      this.#tree.with(added),
    )
    // Buckets that did not change keep what was worked out for them.
    next.#keys = this.#keys
    return next
  }
}

/** In the order in which routes are listed, whatever came first. */
function inserted(matches: readonly FlatMatch[], match: FlatMatch): readonly FlatMatch[] {
  let low = 0
  let high = matches.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (listed(matches[middle]!, match) < 0) low = middle + 1
    else high = middle
  }
  return matches.toSpliced(low, 0, match)
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

/** Regular expressions can take any path: they stand together. */
function bucketPath(match: FlatMatch): string {
  return match.path.type === 'regex' ? '~' : pathKey(match.path)
}

function bucketKey(host: string, path: string): string {
  return `${host} ${path}`
}

export function isCatchAll(match: FlatMatch): boolean {
  return (
    match.path.type === 'prefix' &&
    match.path.value === '/' &&
    match.method === undefined &&
    match.headers.length === 0 &&
    match.query.length === 0
  )
}
