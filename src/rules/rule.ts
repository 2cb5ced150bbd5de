import type { Fix, Gate, PredictedCondition, Related, RequestSketch, Severity } from '../diagnostics/finding.ts'
import type { Path } from '../diagnostics/path.ts'
import type { KubeObject } from '../inventory/object.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import type { Topology } from '../topology/topology.ts'
import type { Part } from './parts.ts'

/** A message by id: a function from typed data to text. */
// biome-ignore lint/suspicious/noExplicitAny: each message names its own data; `Report` takes the type from it
export type Messages = Readonly<Record<string, (data: any) => string>>

/** What a report may add to the rule's own metadata. */
export interface ReportDetails {
  /** Only to lower the rule's severity for this case. */
  readonly severity?: Severity
  readonly hint?: string
  readonly condition?: PredictedCondition
  readonly witness?: RequestSketch
  readonly related?: readonly Related[]
  readonly fix?: readonly Fix[]
}

export type Report<M extends Messages> = <Id extends keyof M & string>(
  message: Id,
  at: Path,
  data: Parameters<M[Id]> extends [] ? Readonly<Record<string, never>> : Parameters<M[Id]>[0],
  details?: ReportDetails,
) => void

/** What a rule sees besides the object itself. */
export interface RuleContext<M extends Messages> {
  readonly snapshot: Snapshot
  readonly topology: Topology
  /** The stored object when this is an update. */
  readonly old?: KubeObject
  readonly options: RuleOptions
  readonly report: Report<M>
}

/** A Gateway API bundle and channel, `1.6` and `standard`, as configured or detected. */
export interface BundleOption {
  readonly version: string
  readonly channel: 'standard' | 'experimental'
  /** Judge by it even where definitions of another bundle are at hand. */
  readonly assumed?: boolean
  /** Nobody said which bundle it is: what only this bundle makes an error is a warning. */
  readonly guessed?: boolean
}

/** Facts about where the configuration will run. */
export interface RuleOptions {
  readonly gatewayApi: BundleOption
  /** Minor version of the API server: `1.36`. */
  readonly kubernetes: string
  /** The controller's profile by name; `conformant` where nothing is known. */
  readonly profile: string
  /** The time of judgement as RFC 3339; rules about dates stay silent without it. */
  readonly now?: string
}

export interface RuleDefinition<M extends Messages = Messages> {
  readonly code: string
  readonly name: string
  readonly severity: Severity
  readonly gate: Gate
  /**
   * Kinds of objects that `check` is called with: `HTTPRoute`, `Service`, or `group/Kind` for groups that are neither Gateway API's nor core
   * (kind-name.ts). Empty only where `producer` names another floor.
   */
  readonly kinds: readonly string[]
  /** Kinds that `check` may read besides; `*` stands for the kinds that references in the object name. Proved by the tests. */
  readonly reads: readonly string[]
  /** A part of an object: `check` is not called with objects that lack it, of which it would have nothing to say. Proved by the tests. */
  readonly needs?: Part
  readonly since: string
  /** False for matters of taste or policy: such a rule runs only when the configuration gives it a severity. */
  readonly recommended?: false
  /** The floor that makes these findings when it is not a `check` here: the rule then carries code, docs and severity only. */
  readonly producer?: 'source' | 'schema' | 'engine' | 'policy'
  readonly docs: { readonly summary: string; readonly why: string; readonly fix: string; readonly spec: string }
  readonly messages: M
  check(object: KubeObject, context: RuleContext<M>): void
}

/** Declares a rule. One file, one rule, one default export. */
export function defineRule<const M extends Messages>(rule: RuleDefinition<M>): RuleDefinition<M> {
  return Object.freeze(rule)
}

/** Declares a rule whose findings another floor makes: it has no check, only a code, a severity and docs. */
export function describeRule(
  rule: Omit<RuleDefinition, 'check' | 'messages' | 'kinds' | 'reads'> & Required<Pick<RuleDefinition, 'producer'>>,
): RuleDefinition {
  return Object.freeze({ ...rule, kinds: [], reads: [], messages: {}, check() {} })
}
