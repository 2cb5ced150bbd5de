/**
 * Gatewright as a library: the same engine as behind the command line, the webhook and the CI gate. Synchronous, without I/O.
 *
 * ```ts
 * const { documents } = readSource('routes.yaml', text)
 * const { findings } = lint(documents.map(document => document.object as KubeObject), { complete: 'all' })
 * ```
 */
export type {
  FieldEdit,
  Finding,
  Fix,
  Gate,
  ObjectRef,
  PredictedCondition,
  Related,
  RequestSketch,
  Severity,
} from './diagnostics/finding.ts'
export { formatPath, type Path } from './diagnostics/path.ts'
export { type LintOptions, type LintResult, lint } from './engine/lint.ts'
export { type CompleteKind, createSnapshot, type Declared, parseCompleteKind, type Snapshot } from './inventory/index.ts'
export type * from './kinds/gateway-api/types.ts'
export type { KubeObject } from './kinds/object.ts'
export { createReport, type Format, type FormatOptions, formats, type Report, type Reported, Sources } from './report/index.ts'
export { rules } from './rules/index.gen.ts'
export { EditError, editText, parseJson, readSource, type SourceDocument, type SourceFile, type SourceProblem } from './source/index.ts'
export {
  createTopology,
  type PredictedObject,
  type PredictedStatus,
  predict,
  type SetOptions,
  type SimulatedRequest,
  type Simulation,
  simulate,
  simulationText,
} from './topology/index.ts'
