import { type AdmissionResponse, answerOf, reviewBody } from './answer.ts'
import type { Handler } from './app.ts'
import { HttpError } from './http-error.ts'
import { judge, type World } from './judge.ts'
import type { LateAudit } from './late.ts'
import type { Logger } from './log.ts'
import type { Metrics } from './metrics.ts'
import { mutate } from './mutate.ts'
import type { Shed, WorkQueue } from './queue.ts'
import { type AdmissionRequest, readReview } from './review.ts'

export interface ReviewOptions {
  readonly world: () => World
  readonly queue: WorkQueue
  readonly late: LateAudit
  readonly log: Logger
  readonly metrics: Metrics
}

type Webhook = 'validate' | 'mutate'

/** What happened to one review, for log and metrics. */
interface Outcome {
  readonly response: AdmissionResponse
  readonly details: Readonly<Record<string, unknown>>
}

/** The two admission calls: read, queue, judge, answer, and tell log and metrics about it. */
export function createReviews(options: ReviewOptions): Readonly<Record<Webhook, Handler>> {
  const handler =
    (webhook: Webhook, work: (request: AdmissionRequest) => Outcome): Handler =>
    async (body, deadline) => {
      const start = performance.now()
      const request = readReview(body)
      const result = await options.queue.do(deadline, () => work(request))
      const outcome = 'done' in result ? result.done : shed(request, result.shed, options)
      record(webhook, request, outcome, start, options)
      return reviewBody(outcome.response)
    }
  return {
    validate: handler('validate', request => validate(request, options)),
    mutate: handler('mutate', request => change(request, options)),
  }
}

function validate(request: AdmissionRequest, { world, metrics, log, late }: ReviewOptions): Outcome {
  const judgement = judge(request, world())
  const { denied, warned, audited, failures, passed } = judgement
  for (const [action, findings] of Object.entries({ deny: denied, warn: warned, audit: audited })) {
    for (const { code } of findings) metrics.findings.inc({ code, action })
  }
  for (const { code, cause } of failures) {
    metrics.ruleFailures.inc({ code })
    log.error({ uid: request.uid, code, err: cause }, 'a rule failed')
  }
  if (denied.length === 0 && passed === undefined) late.admitted(request, [...warned, ...audited])
  const codes = (findings: typeof denied) => [...new Set(findings.map(finding => finding.code))]
  const details = {
    ...(passed !== undefined && { passed }),
    ...(denied.length > 0 && { denied: codes(denied) }),
    ...(warned.length > 0 && { warned: codes(warned) }),
    ...(audited.length > 0 && { audited: codes(audited) }),
  }
  return { response: answerOf(request, judgement), details }
}

function change(request: AdmissionRequest, { world, metrics }: ReviewOptions): Outcome {
  const { response, applied } = mutate(request, world())
  for (const name of applied) metrics.defaulted.inc({ default: name })
  return { response, details: applied.length > 0 ? { defaulted: applied } : {} }
}

/** An answer without a judgement: said to the user, or left to the failurePolicy, as configured. */
function shed(request: AdmissionRequest, reason: Shed, { metrics, world }: ReviewOptions): Outcome {
  metrics.shed.inc({ reason })
  if (world().admission.overload === 'reject') throw new HttpError(429, 'TooManyRequests', `Gatewright is overloaded (${reason})`, 1)
  const warnings = ['Gatewright is overloaded: this object was let through unchecked']
  return { response: { uid: request.uid, allowed: true, warnings }, details: { shed: reason } }
}

function record(
  webhook: Webhook,
  request: AdmissionRequest,
  { response, details }: Outcome,
  start: number,
  { log, metrics }: ReviewOptions,
): void {
  const { uid, operation, kind, namespace, name, userInfo, dryRun } = request
  const verdict = 'shed' in details ? 'shed' : response.allowed ? 'allow' : 'deny'
  const milliseconds = performance.now() - start
  metrics.requests.inc({ webhook, operation, group: kind.group ?? '', kind: kind.kind, verdict, dry_run: String(dryRun === true) })
  metrics.duration.observe({ webhook, operation }, milliseconds / 1000)
  const level = verdict === 'allow' && Object.keys(details).length === 0 ? 'debug' : 'info'
  log[level](
    {
      uid,
      webhook,
      operation,
      kind: kind.kind,
      namespace,
      name,
      user: userInfo.username,
      dryRun,
      verdict,
      ms: Math.round(milliseconds * 100) / 100,
      ...details,
    },
    'review',
  )
}
