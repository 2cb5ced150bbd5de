import type { AdmissionSection } from '../config/admission.ts'
import type { DefaultsSection } from '../defaults/index.ts'
import type { Finding, ObjectRef } from '../diagnostics/finding.ts'
import { type Options as EngineOptions, evaluate } from '../engine/evaluate.ts'
import type { RuleFailure } from '../engine/result.ts'
import { refOf, type Snapshot } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { fitsAny } from '../values/glob.ts'
import type { Verdict } from './answer.ts'
import { isBookkeeping } from './change.ts'
import { actionFor, type Subject } from './enforcement.ts'
import type { AdmissionPolicies } from './policies.ts'
import { nothingBroken, protect } from './protect.ts'
import type { AdmissionRequest } from './review.ts'

/** All that a verdict depends on besides the request. The same world and request give the same verdict. */
export interface World {
  readonly snapshot: Snapshot
  readonly revision: string
  readonly engine: EngineOptions
  readonly admission: AdmissionSection
  readonly defaultSettings: DefaultsSection
  /** Policies that look at other objects. */
  readonly policies?: AdmissionPolicies
}

export interface Judgement extends Verdict {
  readonly failures: readonly RuleFailure[]
  /** Why nothing was looked at, for the log. */
  readonly passed?: 'subresource' | 'user' | 'deleting' | 'bookkeeping' | 'connect'
}

/** Judges one request against the cluster as it would be after it. */
export function judge(request: AdmissionRequest, world: World): Judgement {
  const passed = passes(request, world.admission)
  if (passed !== undefined) return { ...nothing(world), passed }
  const failures: RuleFailure[] = []
  const ref = refOf((request.object ?? request.oldObject) as KubeObject)
  /** What fails costs its own findings, as with a rule. */
  const attempt = <T>(code: string, work: () => T, otherwise: T): T => {
    try {
      return work()
    } catch (cause) {
      failures.push({ code, object: ref, cause })
      return otherwise
    }
  }
  if (request.operation === 'DELETE') {
    const broken = attempt('GWA-PRO', () => protect(request, world, world.snapshot), nothingBroken)
    return sort(request, world, broken.findings, failures, broken.partial)
  }
  const object = request.object as KubeObject
  const after = world.snapshot.with(object)
  const broken = attempt('GWA-PRO', () => protect(request, world, after), nothingBroken)
  const old = request.oldObject ?? undefined
  const result = evaluate(after, [ref], { ...world.engine, ...(old !== undefined && { old: () => old }) })
  const byPolicies = attempt('GWA-VAP', () => world.policies?.judge(request, after, world.engine) ?? [], [])
  failures.push(...result.failures)
  const findings = [...result.findings, ...broken.findings, ...byPolicies]
  return sort(request, world, findings, failures, result.partial || broken.partial, old && { ref, object: old })
}

/** Requests that are none of our business, or that must never be stood in the way of. */
export function passes(request: AdmissionRequest, admission: AdmissionSection): Judgement['passed'] {
  if (request.operation === 'CONNECT') return 'connect'
  if (request.subResource) return 'subresource'
  if (admission.ignoreUsers !== undefined && fitsAny(admission.ignoreUsers, request.userInfo.username ?? '')) return 'user'
  if (request.operation !== 'UPDATE' || !request.object) return undefined
  // Finalizers are removed by updates: an object on its way out must be let go.
  if (request.object.metadata.deletionTimestamp !== undefined) return 'deleting'
  return request.oldObject && isBookkeeping(request.oldObject, request.object) ? 'bookkeeping' : undefined
}

function nothing({ revision }: World): Judgement {
  return { denied: [], warned: [], audited: [], notes: [], revision, failures: [] }
}

function sort(
  request: AdmissionRequest,
  world: World,
  findings: readonly Finding[],
  failures: readonly RuleFailure[],
  partial: boolean,
  old?: { readonly ref: ObjectRef; readonly object: KubeObject },
): Judgement {
  const subject = subjectOf(request, world.snapshot)
  const sorted = { deny: [] as Finding[], warn: [] as Finding[], audit: [] as Finding[] }
  for (const finding of findings) sorted[actionFor(finding, subject, world.admission)].push(finding)
  if (sorted.deny.length > 0 && old !== undefined) {
    const standing = standingFindings(world, old)
    const kept = sorted.deny.filter(finding => standing.has(identity(finding)))
    sorted.deny = sorted.deny.filter(finding => !standing.has(identity(finding)))
    sorted.warn.unshift(...kept)
  }
  const notes = partial ? ['Gatewright ran out of its budget for this object: there may be more to say'] : []
  return { denied: sorted.deny, warned: sorted.warn, audited: sorted.audit, notes, revision: world.revision, failures }
}

/**
 * What is wrong with the stored object already. An update is not refused for it: who came to fix one thing must not be made to fix another,
 * as with the ratcheting of CRD validation.
 */
function standingFindings(world: World, { ref, object }: { readonly ref: ObjectRef; readonly object: KubeObject }): ReadonlySet<string> {
  const { findings } = evaluate(world.snapshot.with(object), [ref], world.engine)
  return new Set(findings.map(identity))
}

/** Indices move when lists change, messages do not. */
export function identity({ code, path, message }: Finding): string {
  return `${code} ${path.replace(/\[\d+\]/g, '[]')} ${message}`
}

function subjectOf(request: AdmissionRequest, snapshot: Snapshot): Subject {
  const object = request.object ?? request.oldObject
  return {
    namespace: request.namespace ?? '',
    namespaceLabels: request.namespace ? snapshot.namespaceLabels(request.namespace) : undefined,
    labels: object?.metadata.labels ?? {},
    user: request.userInfo.username ?? '',
    groups: request.userInfo.groups ?? [],
  }
}
