import { PersistentMap } from '../../inventory/persistent-map.ts'
import { compare } from '../../inventory/table.ts'
import { groupBy } from '../group.ts'
import type { Binding } from '../topology.ts'
import type { Bucket } from './bucket.ts'
import type { FlatMatch } from './flat-match.ts'
import { claimedHosts, flattenAt } from './flatten.ts'
import { HostMatches } from './host-matches.ts'

/**
 * All matches at one listener, filed by host and path, so that a request, a duplicate or a shadow is found without a walk. Immutable; a change
 * of one route copies the buckets that it touches.
 */
export class ListenerIndex {
  readonly #hosts: PersistentMap<Host>
  #sortedHosts: readonly string[] | undefined

  private constructor(hosts: PersistentMap<Host>, sortedHosts?: readonly string[]) {
    this.#hosts = hosts
    this.#sortedHosts = sortedHosts
  }

  static readonly empty: ListenerIndex = new ListenerIndex(PersistentMap.of(new Map()))

  /** Of bindings in the order in which routes are listed. `isolation`: as for `flatten`. */
  static of(bindings: readonly Binding[], isolation: boolean): ListenerIndex {
    const claims = new Map<string, Binding[]>()
    for (const binding of bindings) {
      for (const host of claimedHosts(binding, isolation)) {
        const list = claims.get(host)
        if (list === undefined) claims.set(host, [binding])
        else list.push(binding)
      }
    }
    const hosts = new Map<string, Host>()
    for (const [host, list] of claims) hosts.set(host, Host.claimed(host, list))
    return new ListenerIndex(PersistentMap.of(hosts))
  }

  /** The bucket in which a match stands, or would stand. */
  bucketFor(match: FlatMatch): Bucket | undefined {
    return this.host(match.host)?.bucketFor(match)
  }

  host(host: string): HostMatches | undefined {
    return this.#hosts.get(host)?.matches
  }

  /** In order of their names. */
  hosts(): readonly string[] {
    this.#sortedHosts ??= [...this.#hosts.entries()].map(([host]) => host).sort(compare)
    return this.#sortedHosts
  }

  /** At most `limit` paths of a host that lie strictly under a path, element by element, in order. */
  pathsUnder(host: string, path: string, limit: number): readonly string[] {
    const paths = this.host(host)?.paths
    return paths?.startingWith(path === '/' ? '/' : `${path}/`, limit + 1).filter(under => under !== path) ?? []
  }

  /** In no particular order. */
  *matches(): Iterable<FlatMatch> {
    for (const [, host] of this.#hosts.entries()) yield* host.matches.all()
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
      const matches = (this.host(name) ?? HostMatches.empty).change(left.get(name) ?? [], came.get(name) ?? [])
      return [name, matches.count === 0 ? undefined : Host.filed(matches)] as const
    })
    const same = changed.every(([name, host]) => (this.#hosts.get(name) === undefined) === (host === undefined))
    return new ListenerIndex(this.#hosts.with(changed), same ? this.#sortedHosts : undefined)
  }
}

/** One host of a listener. Its matches are filed when somebody asks for them: a request asks for one host of thousands. */
class Host {
  #claims: { readonly host: string; readonly bindings: readonly Binding[] } | undefined
  #matches = HostMatches.empty

  static claimed(host: string, bindings: readonly Binding[]): Host {
    const made = new Host()
    made.#claims = { host, bindings }
    return made
  }

  static filed(matches: HostMatches): Host {
    const made = new Host()
    made.#matches = matches
    return made
  }

  get matches(): HostMatches {
    if (this.#claims !== undefined) {
      const { host, bindings } = this.#claims
      this.#matches = HostMatches.of(bindings.flatMap(binding => flattenAt(host, binding)))
      this.#claims = undefined
    }
    return this.#matches
  }
}
