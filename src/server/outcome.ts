import type { Finding, ObjectRef } from '../diagnostics/finding.ts'
import { refOf } from '../inventory/index.ts'
import { type AdmissionResponse, answerOf } from './answer.ts'
import { judge, type World } from './judge.ts'
import type { LateAudit } from './late.ts'
import type { Logger } from './log.ts'
import type { Metrics } from './metrics.ts'
import { mutate } from './mutate.ts'
import type { AdmissionRequest } from './review.ts'

/** What came of one review. It may answer several calls that ask the same. */
export interface Outcome {
  readonly response: AdmissionResponse
  /** What the log says besides the request and the verdict; undefined where there is nothing. */
  readonly details: Readonly<Record<string, unknown>> | undefined
  /** Counts and remembers, once for each call that is answered with it. `uid`: of that call. */
  tell(uid: string): void
}

export interface OutcomeOptions {
  readonly late: LateAudit
  readonly log: Logger
  readonly metrics: Metrics
}

/** `/validate`: the judgement, in the words of the protocol. */
export function validate(request: AdmissionRequest, world: World, { metrics, log, late }: OutcomeOptions): Outcome {
  const judgement = judge(request, world)
  const { denied, warned, audited, failures, passed } = judgement
  const admitted = denied.length === 0 && passed === undefined ? storedBy(request) : undefined
  const details = {
    ...(passed !== undefined && { passed }),
    ...(denied.length > 0 && { denied: codes(denied) }),
    ...(warned.length > 0 && { warned: codes(warned) }),
    ...(audited.length > 0 && { audited: codes(audited) }),
  }
  return {
    response: answerOf(request, judgement),
    details: Object.keys(details).length === 0 ? undefined : details,
    tell(uid) {
      for (const { code } of denied) metrics.findings.inc({ code, action: 'deny' })
      for (const { code } of warned) metrics.findings.inc({ code, action: 'warn' })
      for (const { code } of audited) metrics.findings.inc({ code, action: 'audit' })
      for (const { code, cause } of failures) {
        metrics.ruleFailures.inc({ code })
        log.error({ uid, code, err: cause }, 'a rule failed')
      }
      if (admitted !== undefined) late.admitted(admitted, [...warned, ...audited])
    },
  }
}

/** What will be in the cluster when the request is allowed. */
function storedBy({ operation, dryRun, object }: AdmissionRequest): ObjectRef | undefined {
  return dryRun || !object || operation === 'DELETE' ? undefined : refOf(object)
}

/** `/mutate`: the defaults, as a patch. */
export function change(request: AdmissionRequest, world: World, { metrics, log }: OutcomeOptions): Outcome {
  const { response, applied, failure } = mutate(request, world)
  return {
    response,
    details: applied.length === 0 ? undefined : { defaulted: applied },
    tell(uid) {
      for (const name of applied) metrics.defaulted.inc({ default: name })
      if (failure === undefined) return
      metrics.ruleFailures.inc({ code: 'defaults' })
      log.error({ uid, err: failure }, 'a default failed')
    },
  }
}

function codes(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(finding => finding.code))]
}
