import { type AdmissionResponse, answerOf, reviewBody } from './answer.ts'
import type { Handler } from './app.ts'
import { HttpError } from './http-error.ts'
import { type Judgement, judge, type World } from './judge.ts'
import type { LateAudit } from './late.ts'
import type { Logger } from './log.ts'
import { Memo } from './memo.ts'
import type { Metrics } from './metrics.ts'
import { type Mutation, mutate } from './mutate.ts'
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

/** A request that was read, and what is thought of it. */
interface Thought<Verdict> {
  readonly request: AdmissionRequest
  readonly verdict: Verdict
}

/** The two admission calls: read, queue, judge, answer, and tell log and metrics about it. */
export function createReviews(options: ReviewOptions): Readonly<Record<Webhook, Handler>> {
  return {
    validate: handler('validate', options, judge, validate),
    mutate: handler('mutate', options, mutate, change),
  }
}

function handler<Verdict>(
  webhook: Webhook,
  options: ReviewOptions,
  think: (request: AdmissionRequest, world: World) => Verdict,
  tell: (thought: Thought<Verdict>, options: ReviewOptions) => Outcome,
): Handler {
  const memo = new Memo<World, Thought<Verdict>>()
  return async (body, deadline) => {
    const start = performance.now()
    const world = options.world()
    const question = memo.question(body)
    const known = question && memo.get(world, question.key)
    const request = known === undefined ? readReview(body) : { ...known.request, uid: (question as { uid: string }).uid }
    const result = await options.queue.do(deadline, () => {
      const thought = { request, verdict: known === undefined ? think(request, world) : known.verdict }
      if (question !== undefined && known === undefined) memo.set(world, question.key, thought)
      return tell(thought, options)
    })
    const outcome = 'done' in result ? result.done : shed(request, result.shed, options)
    record(webhook, request, outcome, start, options)
    return reviewBody(outcome.response)
  }
}

function validate({ request, verdict }: Thought<Judgement>, { metrics, log, late }: ReviewOptions): Outcome {
  const { denied, warned, audited, failures, passed } = verdict
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
  return { response: answerOf(request, verdict), details }
}

function change({ request, verdict }: Thought<Mutation>, { metrics }: ReviewOptions): Outcome {
  const { response, applied } = verdict
  for (const name of applied) metrics.defaulted.inc({ default: name })
  return { response: { ...response, uid: request.uid }, details: applied.length > 0 ? { defaulted: applied } : {} }
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
