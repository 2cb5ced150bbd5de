/**
 * Common Expression Language as Kubernetes speaks it: parser, type checker, compiler, libraries, run-time and static cost.
 *
 * ```ts
 * const environment = createEnvironment({ kubernetes: '1.36', variables: { self: DynType } })
 * const { program, failure } = environment.compile('self.replicas <= 5')
 * const outcome = program.evaluate({ self: { replicas: 3 } }) // { value: true, cost: 3 }
 * ```
 */

export type { Compilation, EnvironmentOptions, Failure } from './environment.ts'
export { createEnvironment, Environment } from './environment.ts'
export type { CallEstimate, EstimateNode, FunctionDeclaration, Library, Overload } from './library/function.ts'
export type { Engine, EvaluationError, Outcome } from './program.ts'
export { PER_CALL_LIMIT, Program } from './program.ts'
export type { ListShape, MapShape, ObjectShape, ScalarShape, Shape } from './shape.ts'
export type { Issue } from './source.ts'
export { formatIssues } from './source.ts'
export * from './types.ts'
export * from './value.ts'
