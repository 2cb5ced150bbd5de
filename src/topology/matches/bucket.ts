import { compare } from '../../inventory/table.ts'
import { groupBy } from '../../values/group.ts'
import type { RouteMatch } from '../model.ts'
import type { FlatMatch } from './flat-match.ts'

/** So few matches are looked through one by one rather than by their keys, which most matches never need. */
const few = 16

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
    if (this.matches.length < few && this.uniform) return this.matches[0]?.key === key ? this.matches : []
    this.#byKey ??= byKey(this.matches)
    return this.#byKey.get(key) ?? []
  }

  /** Whether all of them are for the same requests, as far as texts tell. */
  get uniform(): boolean {
    const { matches } = this
    if (matches.length >= few) {
      this.#byKey ??= byKey(matches)
      return this.#byKey.size === 1
    }
    for (let i = 1; i < matches.length; i++) if (matches[i]!.key !== matches[0]!.key) return false
    return true
  }

  /** A match of a route in the form that is filed here. */
  held(match: RouteMatch): FlatMatch | undefined {
    const near = this.matches.length < few ? this.matches : this.withKey(match.canonical.key)
    for (const flat of near) if (flat.match === match) return flat
    return undefined
  }

  with(match: FlatMatch): Bucket {
    let place = this.matches.length
    while (place > 0 && listed(this.matches[place - 1]!, match) > 0) place--
    return new Bucket(this.matches.toSpliced(place, 0, match))
  }

  without(match: FlatMatch): Bucket {
    const place = this.matches.indexOf(match)
    return place < 0 ? this : new Bucket(this.matches.toSpliced(place, 1))
  }
}

function byKey(matches: readonly FlatMatch[]): ReadonlyMap<string, readonly FlatMatch[]> {
  return groupBy(matches, ({ key }) => key)
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
