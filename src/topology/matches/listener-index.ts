import { PersistentMap } from '../../inventory/persistent-map.ts'
import { compare } from '../../inventory/table.ts'
import { groupBy } from '../group.ts'
import type { Bucket } from './bucket.ts'
import type { FlatMatch } from './flat-match.ts'
import { HostMatches } from './host-matches.ts'

/**
 * All matches at one listener, filed by host and path, so that a request, a duplicate or a shadow is found without a walk. Immutable; a change
 * of one route copies the buckets that it touches.
 */
export class ListenerIndex {
  readonly #hosts: PersistentMap<HostMatches>
  #sortedHosts: readonly string[] | undefined

  private constructor(hosts: PersistentMap<HostMatches>, sortedHosts?: readonly string[]) {
    this.#hosts = hosts
    this.#sortedHosts = sortedHosts
  }

  static readonly empty: ListenerIndex = new ListenerIndex(PersistentMap.of(new Map()))

  /** Of matches in the order in which routes are listed. */
  static of(matches: Iterable<FlatMatch>): ListenerIndex {
    const hosts = new Map<string, HostMatches>()
    for (const [host, list] of groupBy(matches, match => match.host)) hosts.set(host, HostMatches.of(list))
    return new ListenerIndex(PersistentMap.of(hosts))
  }

  /** The bucket in which a match stands, or would stand. */
  bucketFor(match: FlatMatch): Bucket | undefined {
    return this.#hosts.get(match.host)?.bucketFor(match)
  }

  host(host: string): HostMatches | undefined {
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
    for (const [, host] of this.#hosts.entries()) yield* host.matches()
  }

  /** The matches on the same host for the same requests, as far as texts tell. */
  equals(match: FlatMatch): readonly FlatMatch[] {
    return this.bucketFor(match)?.withKey(match.key) ?? []
  }

  /** The index without some matches and with others. */
  change(removed: readonly FlatMatch[], added: readonly FlatMatch[]): ListenerIndex {
    const [left, came] = [groupBy(removed, match => match.host), groupBy(added, match => match.host)]
    const names = [...new Set([...left.keys(), ...came.keys()])]
    const changed = names.map(name => {
      const host = (this.#hosts.get(name) ?? HostMatches.empty).change(left.get(name) ?? [], came.get(name) ?? [])
      return [name, host.count === 0 ? undefined : host] as const
    })
    const same = changed.every(([name, host]) => (this.#hosts.get(name) === undefined) === (host === undefined))
    return new ListenerIndex(this.#hosts.with(changed), same ? this.#sortedHosts : undefined)
  }
}
