import { OverlayMap } from '../../inventory/overlay-map.ts'
import { compare } from '../../inventory/table.ts'
import { pathKey } from './canonical.ts'
import type { FlatMatch } from './flat-match.ts'
import { SortedTexts } from './sorted-texts.ts'

/** The matches of one host that share a path; all regular expressions of a host share one. */
export interface Bucket {
  readonly host: string
  /** As `pathKey` writes it, `~` for regular expressions. */
  readonly path: string
  /** In the order in which routes are listed, whatever came first. */
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
  /** The paths that matches name, other than regular expressions. */
  readonly paths: SortedTexts
}

type Draft = { -readonly [K in keyof HostSummary]: K extends 'paths' ? string[] : HostSummary[K] }

/**
 * All matches at one listener, filed by host and path, so that a request, a duplicate or a shadow is found without a walk. Immutable; a change
 * of one route copies the buckets that it touches.
 */
export class ListenerIndex {
  readonly #buckets: OverlayMap<Bucket>
  readonly #hosts: OverlayMap<HostSummary>
  #keys = new WeakMap<Bucket, Map<string, FlatMatch[]>>()
  #sortedHosts: readonly string[] | undefined

  private constructor(buckets: OverlayMap<Bucket>, hosts: OverlayMap<HostSummary>) {
    this.#buckets = buckets
    this.#hosts = hosts
  }

  static readonly empty: ListenerIndex = new ListenerIndex(OverlayMap.of(new Map()), OverlayMap.of(new Map()))

  /** Of matches in the order in which routes are listed. */
  static of(matches: Iterable<FlatMatch>): ListenerIndex {
    const buckets = new Map<string, { host: string; path: string; matches: FlatMatch[] }>()
    const hosts = new Map<string, Draft>()
    for (const match of matches) {
      let host = hosts.get(match.host)
      if (host === undefined) {
        host = { host: match.host, count: 0, catchAlls: 0, regexes: 0, paths: [] }
        hosts.set(match.host, host)
      }
      host.count++
      if (isCatchAll(match)) host.catchAlls++
      if (match.path.type === 'regex') host.regexes++
      const path = bucketPath(match)
      const key = bucketKey(match.host, path)
      const bucket = buckets.get(key)
      if (bucket !== undefined) {
        bucket.matches.push(match)
        continue
      }
      buckets.set(key, { host: match.host, path, matches: [match] })
      if (match.path.type !== 'regex') host.paths.push(match.path.value)
    }
    const summaries = [...hosts].map(([name, host]) => [name, { ...host, paths: SortedTexts.of(host.paths) }] as const)
    return new ListenerIndex(OverlayMap.of<Bucket>(buckets), OverlayMap.of<HostSummary>(new Map(summaries)))
  }

  /** The matches under a path as `pathKey` writes it. */
  bucket(host: string, path: string): readonly FlatMatch[] {
    return this.bucketOf(host, path)?.matches ?? []
  }

  bucketOf(host: string, path: string): Bucket | undefined {
    return this.#buckets.get(bucketKey(host, path))
  }

  /** The bucket in which a match stands, or would stand. */
  bucketFor(match: FlatMatch): Bucket | undefined {
    return this.#buckets.get(bucketKey(match.host, bucketPath(match)))
  }

  host(host: string): HostSummary | undefined {
    return this.#hosts.get(host)
  }

  /** In order of their names. */
  hosts(): readonly string[] {
    this.#sortedHosts ??= [...this.#hosts.entries()].map(([host]) => host).sort(compare)
    return this.#sortedHosts
  }

  /** At most `limit` paths of a host that lie strictly under a path, element by element, in order. */
  pathsUnder(host: string, path: string, limit: number): readonly string[] {
    const paths = this.#hosts.get(host)?.paths
    return paths?.startingWith(path === '/' ? '/' : `${path}/`, limit + 1).filter(under => under !== path) ?? []
  }

  /** In no particular order. */
  *matches(): Iterable<FlatMatch> {
    for (const [, bucket] of this.#buckets.entries()) yield* bucket.matches
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

  /** The index without some matches and with others. */
  change(removed: readonly FlatMatch[], added: readonly FlatMatch[]): ListenerIndex {
    const gone = new Set(removed)
    const buckets = new Map<string, Bucket>()
    for (const match of [...removed, ...added]) {
      const path = bucketPath(match)
      const key = bucketKey(match.host, path)
      if (buckets.has(key)) continue
      const before = this.#buckets.get(key)?.matches ?? []
      buckets.set(key, { host: match.host, path, matches: before.filter(other => !gone.has(other)) })
    }
    for (const match of added) {
      const key = bucketKey(match.host, bucketPath(match))
      const bucket = buckets.get(key)!
      buckets.set(key, { ...bucket, matches: inserted(bucket.matches, match) })
    }
    const next = new ListenerIndex(
      this.#buckets.with([...buckets].map(([key, bucket]) => [key, bucket.matches.length === 0 ? undefined : bucket] as const)),
      this.#hosts,
    )
    const hosts = [...new Set([...removed, ...added].map(({ host }) => host))]
    const changed = new ListenerIndex(
      next.#buckets,
      this.#hosts.with(hosts.map(host => [host, next.#summary(host, removed, added)] as const)),
    )
    // Buckets that did not change keep what was worked out for them.
    changed.#keys = this.#keys
    if (hosts.every(host => (this.#hosts.get(host) === undefined) === (changed.#hosts.get(host) === undefined)))
      changed.#sortedHosts = this.#sortedHosts
    return changed
  }

  /** What a host has after a change of its buckets; undefined where nothing is left. */
  #summary(host: string, removed: readonly FlatMatch[], added: readonly FlatMatch[]): HostSummary | undefined {
    const before = this.#hosts.get(host) ?? { host, count: 0, catchAlls: 0, regexes: 0, paths: SortedTexts.empty }
    const [left, came] = [removed, added].map(list => list.filter(match => match.host === host)) as [FlatMatch[], FlatMatch[]]
    const balance = (counts: (match: FlatMatch) => boolean) => came.filter(counts).length - left.filter(counts).length
    const count = before.count + balance(() => true)
    if (count === 0) return undefined
    const touched = [...left, ...came].filter(({ path }) => path.type !== 'regex').map(({ path }) => path.value)
    let { paths } = before
    for (const path of new Set(touched)) {
      const present = this.bucketOf(host, `^${path}`) !== undefined || this.bucketOf(host, `=${path}`) !== undefined
      paths = present ? paths.with(path) : paths.without(path)
    }
    return {
      host,
      count,
      paths,
      catchAlls: before.catchAlls + balance(isCatchAll),
      regexes: before.regexes + balance(({ path }) => path.type === 'regex'),
    }
  }
}

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
