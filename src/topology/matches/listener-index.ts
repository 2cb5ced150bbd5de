import { PersistentMap } from '../../inventory/persistent-map.ts'
import { compare } from '../../inventory/table.ts'
import type { Binding } from '../topology.ts'
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
  #served: { readonly host: string; readonly matches: readonly HostMatches[] } | undefined

  private constructor(hosts: PersistentMap<Host>, sortedHosts?: readonly string[]) {
    this.#hosts = hosts
    this.#sortedHosts = sortedHosts
  }

  static readonly empty: ListenerIndex = new ListenerIndex(PersistentMap.of(new Map()))

  /** Of bindings in the order in which routes are listed. `isolation`: as for `flatten`. */
  static of(bindings: readonly Binding[], isolation: boolean): ListenerIndex {
    const hosts = new Map<string, Host>()
    for (const [host, list] of claimsOf(bindings, isolation)) hosts.set(host, Host.claimed(host, list))
    return new ListenerIndex(PersistentMap.of(hosts))
  }

  host(host: string): HostMatches | undefined {
    return this.#hosts.get(host)?.matches
  }

  /** What is filed under the hosts that the host of a request fits. The last is kept: most requests that are tried in a row are for one host. */
  serving(host: string): readonly HostMatches[] {
    if (this.#served?.host !== host) {
      const matches = hostsFor(host).flatMap(name => this.host(name) ?? [])
      this.#served = { host, matches }
    }
    return this.#served.matches
  }

  /** In order of their names. */
  hosts(): readonly string[] {
    if (this.#sortedHosts === undefined) {
      const names: string[] = []
      this.#hosts.each((_, name) => names.push(name))
      this.#sortedHosts = names.sort(compare)
    }
    return this.#sortedHosts
  }

  /** At most `limit` paths of a host that lie strictly under a path, element by element, in order. */
  pathsUnder(host: string, path: string, limit: number): readonly string[] {
    const paths = this.host(host)?.pathsFrom(path === '/' ? '/' : `${path}/`, limit + 1) ?? none
    return paths.includes(path) ? paths.filter(under => under !== path) : paths
  }

  /** In no particular order. */
  matches(): readonly FlatMatch[] {
    const found: FlatMatch[] = []
    this.#hosts.each(({ matches }) => matches.each(match => found.push(match)))
    return found
  }

  /** The index without some bindings and with others. */
  change(gone: readonly Binding[], come: readonly Binding[], isolation: boolean): ListenerIndex {
    const [left, came] = [claimsOf(gone, isolation), claimsOf(come, isolation)]
    let hosts = this.#hosts
    let sorted = this.#sortedHosts
    for (const host of new Set([...left.keys(), ...came.keys()])) {
      const before = this.host(host)
      const added = came.get(host)?.flatMap(binding => flattenAt(host, binding)) ?? none
      const removed = (before && left.get(host)?.flatMap(binding => before.held(binding))) ?? none
      const matches = (before ?? HostMatches.empty).change(removed, added)
      hosts = hosts.with(host, matches.count === 0 ? undefined : Host.filed(matches))
      if ((before === undefined) !== (matches.count === 0)) sorted = undefined
    }
    return new ListenerIndex(hosts, sorted)
  }
}

const none: readonly never[] = []

/** The hosts under which matches for a request may be filed, the most specific first. */
export function hostsFor(host: string): readonly string[] {
  const hosts = [host]
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) hosts.push(`*${host.slice(dot)}`)
  hosts.push('')
  return hosts
}

/** The bindings that claim requests on each host. */
function claimsOf(bindings: readonly Binding[], isolation: boolean): ReadonlyMap<string, readonly Binding[]> {
  const claims = new Map<string, Binding[]>()
  for (const binding of bindings) {
    for (const host of claimedHosts(binding, isolation)) {
      const list = claims.get(host)
      if (list === undefined) claims.set(host, [binding])
      else list.push(binding)
    }
  }
  return claims
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
