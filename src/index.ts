/**
 * Gatewright as a library: the same engine as behind the command line, the webhook and the CI gate. Synchronous, without I/O.
 *
 * ```ts
 * const { documents } = readSource('routes.yaml', text)
 * const { findings } = lint(documents.map(document => document.object as KubeObject), { complete: 'all' })
 * ```
 */
import type { ObjectRef } from './diagnostics/finding.ts'
import { DEFAULTS, type LintOptions } from './engine/lint.ts'
import { completeOnly, createSnapshot, refOf, type Snapshot } from './inventory/index.ts'
import type { KubeObject } from './kinds/object.ts'
import { createTopology } from './topology/index.ts'
import type { SimulatedRequest, Simulation } from './topology/simulate/result.ts'
import type { PredictedStatus } from './topology/status/result.ts'

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
export { type CompleteKind, createSnapshot, parseCompleteKind, type Snapshot } from './inventory/index.ts'
export type * from './kinds/gateway-api/types.ts'
export type { KubeObject } from './kinds/object.ts'
export { createReport, type Format, type FormatOptions, formats, type Report, type Reported, Sources } from './report/index.ts'
export { rules } from './rules/index.gen.ts'
export { EditError, editText, parseJson, readSource, type SourceDocument, type SourceFile, type SourceProblem } from './source/index.ts'
export { createTopology } from './topology/index.ts'
export type { SimulatedRequest, Simulation } from './topology/simulate/result.ts'
export type { PredictedStatus } from './topology/status/result.ts'

/** What a set of objects may say about itself; see LintOptions. */
export type SetOptions = Pick<LintOptions, 'complete' | 'profile'>

/** The status that a conformant controller would write, for each object that gets one, in the order of the objects. */
export function predict(
  objects: readonly KubeObject[],
  options: SetOptions = {},
): { readonly object: ObjectRef; readonly status: PredictedStatus }[] {
  const topology = createTopology(snapshotOf(objects, options), { profile: options.profile ?? DEFAULTS.profile })
  return objects.flatMap(object => {
    const status = topology.status(object)
    return status === undefined ? [] : [{ object: refOf(object), status }]
  })
}

/** Where a request goes: the route and backend that answer it, and why not the others. */
export function simulate(objects: readonly KubeObject[], request: SimulatedRequest, options: SetOptions = {}): Simulation {
  return createTopology(snapshotOf(objects, options), { profile: options.profile ?? DEFAULTS.profile }).simulate(request)
}

function snapshotOf(objects: readonly KubeObject[], { complete = [] }: SetOptions): Snapshot {
  return createSnapshot(objects, { complete: complete === 'all' ? () => true : completeOnly(complete) })
}
