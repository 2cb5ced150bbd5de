import { PersistentMap } from '../../inventory/persistent-map.ts'
import type { Binding } from '../topology.ts'
import { Bucket } from './bucket.ts'
import type { FlatMatch } from './flat-match.ts'
import { SortedTexts } from './sorted-texts.ts'

/** The buckets of one type of path, by its value. */
type Buckets = PersistentMap<Bucket>

/** So many paths are sorted at once, while they come in the order of routes and so are half sorted; fewer when somebody asks. */
const many = 1000

/** So few are looked through rather than sorted. */
const few = 32

/** All matches of one host at a listener, by path. Immutable: a change copies the buckets that it touches. */
export class HostMatches {
  readonly #exact: Buckets
  readonly #prefix: Buckets
  /** All regular expressions: they can take any path. */
  readonly regexes: Bucket | undefined
  readonly count: number
  /** How many matches take everything: prefix `/` without conditions. */
  readonly catchAlls: number
  #paths: SortedTexts | undefined

  private constructor(exact: Buckets, prefix: Buckets, regexes: Bucket | undefined, count: number, catchAlls: number, paths?: SortedTexts) {
    this.#exact = exact
    this.#prefix = prefix
    this.regexes = regexes
    this.count = count
    this.catchAlls = catchAlls
    this.#paths = paths
  }

  static readonly empty: HostMatches = HostMatches.of([])

  /** Of matches in the order in which routes are listed. */
  static of(matches: readonly FlatMatch[]): HostMatches {
    const { exact = [], prefix = [], regex = [] } = byType(matches)
    return new HostMatches(
      PersistentMap.of(Bucket.byPath(exact)),
      PersistentMap.of(Bucket.byPath(prefix)),
      regex.length === 0 ? undefined : new Bucket(regex),
      matches.length,
      matches.filter(isCatchAll).length,
      matches.length < many ? undefined : SortedTexts.of([...exact, ...prefix].map(({ path }) => path.value)),
    )
  }

  exact(path: string): Bucket | undefined {
    return this.#exact.get(path)
  }

  prefix(path: string): Bucket | undefined {
    return this.#prefix.get(path)
  }

  /** The bucket in which a match stands, or would stand. */
  bucketFor({ path }: Pick<FlatMatch, 'path'>): Bucket | undefined {
    return path.type === 'regex' ? this.regexes : path.type === 'exact' ? this.exact(path.value) : this.prefix(path.value)
  }

  /** The buckets with matches that may take a path: the exact path, all regular expressions, and its prefixes. */
  near(path: string): readonly Bucket[] {
    const found: Bucket[] = []
    const take = (bucket: Bucket | undefined) => {
      if (bucket !== undefined) found.push(bucket)
    }
    take(this.exact(path))
    take(this.regexes)
    for (let prefix = path; prefix !== '' && prefix !== '/'; prefix = prefix.slice(0, prefix.lastIndexOf('/'))) take(this.prefix(prefix))
    take(this.prefix('/'))
    return found
  }

  each(visit: (match: FlatMatch) => void): void {
    for (const buckets of [this.#exact, this.#prefix]) buckets.each(({ matches }) => matches.forEach(visit))
    this.regexes?.matches.forEach(visit)
  }

  /** The paths that matches name, other than regular expressions. */
  get paths(): SortedTexts {
    this.#paths ??= SortedTexts.of(pathsOf(this.#exact, this.#prefix))
    return this.#paths
  }

  /** At most `limit` of these that begin with `start`, in order. */
  pathsFrom(start: string, limit: number): readonly string[] {
    if (this.#paths !== undefined || this.count > few) return this.paths.startingWith(start, limit)
    const found = pathsOf(this.#exact, this.#prefix).filter(path => path.startsWith(start))
    return found.length === 0 ? found : SortedTexts.of(found).startingWith(start, limit)
  }

  /** What the bindings of a route claim here, as it is filed. */
  held({ route }: Binding): readonly FlatMatch[] {
    const found: FlatMatch[] = []
    for (const { matches } of route.rules) {
      for (const match of matches) {
        const held = this.bucketFor(match.canonical)?.held(match)
        if (held !== undefined) found.push(held)
      }
    }
    return found
  }

  /** What is left without some matches and with others. */
  change(removed: readonly FlatMatch[], added: readonly FlatMatch[]): HostMatches {
    let [exact, prefix, regexes, catchAlls] = [this.#exact, this.#prefix, this.regexes ?? Bucket.empty, this.catchAlls]
    const put = (match: FlatMatch, comes: boolean) => {
      const { type, value } = match.path
      if (type === 'exact') exact = changed(exact, value, match, comes)
      else if (type === 'prefix') prefix = changed(prefix, value, match, comes)
      else regexes = comes ? regexes.with(match) : regexes.without(match)
      if (isCatchAll(match)) catchAlls += comes ? 1 : -1
    }
    for (const match of added) put(match, true)
    for (const match of removed) put(match, false)
    let paths = this.#paths
    if (paths !== undefined) {
      for (const { path } of [...removed, ...added]) {
        if (path.type === 'regex') continue
        const present = exact.get(path.value) !== undefined || prefix.get(path.value) !== undefined
        paths = present ? paths.with(path.value) : paths.without(path.value)
      }
    }
    const count = this.count - removed.length + added.length
    return new HostMatches(exact, prefix, regexes.matches.length === 0 ? undefined : regexes, count, catchAlls, paths)
  }
}

function pathsOf(exact: Buckets, prefix: Buckets): string[] {
  const paths: string[] = []
  for (const buckets of [exact, prefix]) buckets.each((_, path) => paths.push(path))
  return paths
}

type Groups = { [Type in FlatMatch['path']['type']]?: FlatMatch[] }

function byType(matches: readonly FlatMatch[]): Groups {
  const groups: Groups = {}
  for (const match of matches) {
    groups[match.path.type] ??= []
    groups[match.path.type]!.push(match)
  }
  return groups
}

function changed(buckets: Buckets, path: string, match: FlatMatch, comes: boolean): Buckets {
  const bucket = buckets.get(path) ?? Bucket.empty
  const next = comes ? bucket.with(match) : bucket.without(match)
  return buckets.with(path, next.matches.length === 0 ? undefined : next)
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
