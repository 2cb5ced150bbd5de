import type { Authorize } from '../cel/library/authorizer.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { MatchContext } from './matching.ts'
import type { ParamSource } from './params.ts'

/** What policies need to know of the cluster besides the request. */
export interface PolicyContext extends MatchContext, ParamSource {
  /** `unknown` where there may be one that is not known here. */
  namespace(name: string): KubeObject | 'unknown' | undefined
  /** Answers `authorizer` checks. Without it an expression that asks has no result. */
  readonly authorize?: Authorize
  /** What the objects around say of the one under judgement, for policies that ask. Without it these match nothing. */
  readonly gateway?: (object: KubeObject) => object
}
