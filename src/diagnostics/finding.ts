import type { Path } from './path.ts'

export type Severity = 'error' | 'warning' | 'info'

/** What admission may do with an error: see docs/architecture.md, "Gate". */
export type Gate = 'object' | 'opt-in' | 'never'

/** Names one object. `namespace` is empty for cluster-scoped kinds, `group` is empty for the core group. */
export interface ObjectRef {
  readonly group: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
}

/** A condition that a conformant controller would write, and on what. */
export interface PredictedCondition {
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason: string
}

/** A concrete request that shows the problem. Strings only, ready to print: `GET http://shop.example.com/cart`. */
export interface RequestSketch {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** `Service/Method` when the request is gRPC. */
  readonly grpc?: string
}

/** Another object that has a part in a finding. */
export interface Related {
  readonly object: ObjectRef
  readonly at?: Path
  readonly message: string
}

/** An edit that repairs the finding. `safe` edits never change what a correct configuration means. */
export interface Fix {
  readonly safe: boolean
  readonly description: string
  readonly edits: readonly FieldEdit[]
}

export type FieldEdit =
  | { readonly op: 'set'; readonly at: Path; readonly value: unknown }
  | { readonly op: 'remove'; readonly at: Path }
  | { readonly op: 'insert'; readonly at: Path; readonly value: unknown }

/** One thing that is wrong, or worth knowing, about one object. The same shape from every door. */
export interface Finding {
  /** Permanent, never reused: `GWA-XRT-001`. */
  readonly code: string
  /** The rule's name: `duplicate-route-match`. */
  readonly rule: string
  readonly severity: Severity
  readonly gate: Gate
  readonly object: ObjectRef
  /** As the API server prints it; empty for the whole object. */
  readonly path: string
  /** The same place in steps, for looking up positions. */
  readonly at: Path
  /** Set where the key itself is meant, not its value. */
  readonly part?: 'key'
  /** What is wrong, with the objects involved by name. */
  readonly message: string
  /** What to do, in one or two sentences or a snippet of YAML. */
  readonly hint?: string
  readonly condition?: PredictedCondition
  readonly witness?: RequestSketch
  readonly related?: readonly Related[]
  readonly fix?: readonly Fix[]
}
