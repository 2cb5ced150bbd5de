import { OverlayMap } from '../../inventory/overlay-map.ts'
import { pathKey } from './canonical.ts'
import type { FlatMatch } from './flat-match.ts'

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
}

/**
 * All matches at one listener, filed by host and path, so that a request, a duplicate or a shadow is found without a walk. Immutable; a change
 * of one route copies the buckets that it touches.
 */
export class ListenerIndex {
  readonly #buckets: OverlayMap<Bucket>
  readonly #hosts: OverlayMap<HostSummary>
  #keys = new WeakMap<Bucket, Map<string, FlatMatch[]>>()

  private constructor(buckets: OverlayMap<Bucket>, hosts: OverlayMap<HostSummary>) {
    this.#buckets = buckets
    this.#hosts = hosts
  }

  static readonly empty: ListenerIndex = new ListenerIndex(new OverlayMap(new Map()), new OverlayMap(new Map()))

  static of(matches: Iterable<FlatMatch>): ListenerIndex {
    const buckets = new Map<string, { host: string; path: string; matches: FlatMatch[] }>()
    const hosts = new Map<string, { host: string; count: number; catchAlls: number }>()
    for (const match of matches) {
      const path = bucketPath(match)
      const key = bucketKey(match.host, path)
      const bucket = buckets.get(key)
      if (bucket === undefined) buckets.set(key, { host: match.host, path, matches: [match] })
      else bucket.matches.push(match)
      const host = hosts.get(match.host)
      const all = isCatchAll(match) ? 1 : 0
      if (host === undefined) hosts.set(match.host, { host: match.host, count: 1, catchAlls: all })
      else {
        host.count++
        host.catchAlls += all
      }
    }
    return new ListenerIndex(new OverlayMap<Bucket>(buckets), new OverlayMap<HostSummary>(hosts))
  }

  bucket(host: string, path: string): readonly FlatMatch[] {
    return this.#buckets.get(bucketKey(host, path))?.matches ?? []
  }

  host(host: string): HostSummary | undefined {
    return this.#hosts.get(host)
  }

  /** In no particular order. */
  *hosts(): Iterable<HostSummary> {
    for (const [, host] of this.#hosts.entries()) yield host
  }

  *matches(): Iterable<FlatMatch> {
    for (const [, bucket] of this.#buckets.entries()) yield* bucket.matches
  }

  /** The matches on the same host for the same requests, as far as texts tell. */
  equals(match: FlatMatch): readonly FlatMatch[] {
    const bucket = this.#buckets.get(bucketKey(match.host, bucketPath(match)))
    if (bucket === undefined) return []
    if (bucket.matches.length < 16) return bucket.matches.filter(other => other.key === match.key)
    return this.keyed(bucket).get(match.key) ?? []
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
      buckets.set(key, { ...bucket, matches: [...bucket.matches, match] })
    }
    const count = (match: FlatMatch, sign: 1 | -1) => {
      const before = hosts.get(match.host) ?? this.#hosts.get(match.host) ?? { host: match.host, count: 0, catchAlls: 0 }
      const all = isCatchAll(match) ? sign : 0
      hosts.set(match.host, { host: match.host, count: before.count + sign, catchAlls: before.catchAlls + all })
    }
    for (const match of removed) count(match, -1)
    for (const match of added) count(match, 1)
    const next = new ListenerIndex(
      this.#buckets.with([...buckets].map(([key, bucket]) => [key, bucket.matches.length === 0 ? undefined : bucket] as const)),
      this.#hosts.with([...hosts].map(([host, summary]) => [host, summary.count === 0 ? undefined : summary] as const)),
    )
    // Buckets that did not change keep what was worked out for them.
    next.#keys = this.#keys
    return next
  }
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
