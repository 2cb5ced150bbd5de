import { PersistentMap } from '../../inventory/persistent-map.ts'
import { groupBy } from '../group.ts'
import { Bucket } from './bucket.ts'
import type { FlatMatch } from './flat-match.ts'
import { SortedTexts } from './sorted-texts.ts'

/** The buckets of one type of path, by its value. */
type Buckets = PersistentMap<Bucket>

/** So many paths are sorted at once, while they come in the order of routes and so are half sorted; fewer when somebody asks. */
const many = 1000

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
  bucketFor({ path }: FlatMatch): Bucket | undefined {
    return path.type === 'regex' ? this.regexes : path.type === 'exact' ? this.exact(path.value) : this.prefix(path.value)
  }

  /** The buckets with matches that may take a path: the exact path, all regular expressions, and its prefixes. */
  near(path: string): readonly Bucket[] {
    const found = [this.exact(path), this.regexes]
    for (let prefix = path; prefix !== '' && prefix !== '/'; prefix = prefix.slice(0, prefix.lastIndexOf('/')))
      found.push(this.prefix(prefix))
    found.push(this.prefix('/'))
    return found.filter(bucket => bucket !== undefined)
  }

  *all(): Iterable<FlatMatch> {
    for (const buckets of [this.#exact, this.#prefix]) for (const [, bucket] of buckets.entries()) yield* bucket.matches
    if (this.regexes !== undefined) yield* this.regexes.matches
  }

  /** The paths that matches name, other than regular expressions. */
  get paths(): SortedTexts {
    this.#paths ??= SortedTexts.of([this.#exact, this.#prefix].flatMap(buckets => [...buckets.entries()].map(([path]) => path)))
    return this.#paths
  }

  /** What is left without some matches and with others. */
  change(removed: readonly FlatMatch[], added: readonly FlatMatch[]): HostMatches {
    const [gone, come] = [byType(removed), byType(added)]
    const exact = changed(this.#exact, gone.exact, come.exact)
    const prefix = changed(this.#prefix, gone.prefix, come.prefix)
    const regexes = (this.regexes ?? Bucket.empty).change(gone.regex ?? [], come.regex ?? [])
    let paths = this.#paths
    if (paths !== undefined) {
      for (const { path } of [...removed, ...added]) {
        if (path.type === 'regex') continue
        const present = exact.get(path.value) !== undefined || prefix.get(path.value) !== undefined
        paths = present ? paths.with(path.value) : paths.without(path.value)
      }
    }
    return new HostMatches(
      exact,
      prefix,
      regexes.matches.length === 0 ? undefined : regexes,
      this.count - removed.length + added.length,
      this.catchAlls - removed.filter(isCatchAll).length + added.filter(isCatchAll).length,
      paths,
    )
  }
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

function changed(buckets: Buckets, removed: readonly FlatMatch[] = [], added: readonly FlatMatch[] = []): Buckets {
  if (removed.length + added.length === 0) return buckets
  const gone = groupBy(removed, ({ path }) => path.value)
  const come = groupBy(added, ({ path }) => path.value)
  const paths = new Set([...gone.keys(), ...come.keys()])
  return buckets.with(
    [...paths].map(path => {
      const bucket = (buckets.get(path) ?? Bucket.empty).change(gone.get(path) ?? [], come.get(path) ?? [])
      return [path, bucket.matches.length === 0 ? undefined : bucket]
    }),
  )
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
