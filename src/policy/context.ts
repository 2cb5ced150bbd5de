import type { Authorize } from '../cel/library/authorizer.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { MatchContext } from './matching.ts'
import type { ParamSource } from './params.ts'

/** What policies need to know of the cluster besides the request. */
export interface PolicyContext extends MatchContext, ParamSource {
  namespace(name: string): KubeObject | undefined
  /** Answers `authorizer` checks. Without it each of them is an error, never a guess. */
  readonly authorize?: Authorize
}
