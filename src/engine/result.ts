import type { Finding, ObjectRef } from '../diagnostics/finding.ts'

/** Which objects to judge. `all` in the linter; one object at admission; the changed ones and their dependents in the gate. */
export type Focus = 'all' | readonly ObjectRef[]

/** What `evaluate` answers: findings sorted by object, place and code, each once. */
export interface Result {
  readonly findings: readonly Finding[]
  /** True where a budget cut the work short: the findings are right, but there may be more. */
  readonly partial: boolean
  /** Rules that failed on an object: defects of ours, never of the configuration. The other rules' findings stand. */
  readonly failures: readonly RuleFailure[]
}

export interface RuleFailure {
  readonly code: string
  readonly object: ObjectRef
  readonly cause: unknown
}
