import type { Path } from '../../diagnostics/path.ts'
import type { Route, RouteMatch, RouteRule } from '../model.ts'
import type { Binding, EffectiveListener } from '../topology.ts'

/** One match of one rule on one host at one listener: the unit of precedence. */
export interface FlatMatch {
  readonly binding: Binding
  readonly listener: EffectiveListener
  readonly route: Route
  readonly rule: RouteRule
  readonly match: RouteMatch
  /** Place of the match in the route; of the rule where it has no matches of its own. */
  readonly at: Path
  /** `''` is any host. */
  readonly host: string
  readonly path: CanonicalPath
  /** The verb; undefined: any. */
  readonly method?: string | undefined
  /** Names in lower case, sorted; of names that differ in case only the first counts. */
  readonly headers: readonly Condition[]
  readonly query: readonly Condition[]
  /** Canonical text of everything the rule does: equal actions make a conflict harmless. */
  readonly action: string
  /** Canonical text of path, method, headers and query: equal keys mean equal sets of requests on a host. */
  readonly key: string
}

export interface CanonicalPath {
  readonly type: 'exact' | 'prefix' | 'regex'
  /** A prefix has no trailing slash, except `/` itself. */
  readonly value: string
  /** Characters as written, the trailing slash included: level 3 of the precedence. */
  readonly length: number
}

export interface Condition {
  readonly name: string
  readonly value: string
  readonly regex: boolean
}

/** How two sets of requests lie to each other. `sub`: the first strictly inside the second. */
export type Relation = 'equal' | 'sub' | 'sup' | 'disjoint' | 'overlap' | 'unknown'

/** The level of the precedence key that decides between two matches, in order. */
export type PrecedenceLevel =
  | 'hostname'
  | 'path type'
  | 'path length'
  | 'method'
  | 'headers'
  | 'query parameters'
  | 'gRPC service'
  | 'gRPC method'
  | 'age'
  | 'name'
  | 'rule order'
  | 'match order'
