import { type AdmissionResponse, reviewBody } from './answer.ts'
import type { Handler } from './app.ts'
import { HttpError } from './http-error.ts'
import type { World } from './judge.ts'
import { Memo } from './memo.ts'
import { kindLabels } from './metrics.ts'
import { change, type Outcome, type OutcomeOptions, validate } from './outcome.ts'
import type { Shed, WorkQueue } from './queue.ts'
import { type AdmissionRequest, readReview } from './review.ts'
import { type Mark, traced } from './tracing.ts'

export interface ReviewOptions extends OutcomeOptions {
  readonly world: () => World
  readonly queue: WorkQueue
}

type Webhook = 'validate' | 'mutate'
type Verdict = 'allow' | 'deny' | 'shed' | 'error'

/** What log and metrics say of a request. */
type Asked = Omit<AdmissionRequest, 'object' | 'oldObject'>

/** A request that was read, and what came of it; without its objects, for it is remembered. */
interface Thought {
  readonly asked: Asked
  readonly outcome: Outcome
}

/** The two admission calls: read, queue, judge, answer, and tell log and metrics about it. */
export function createReviews(options: ReviewOptions): Readonly<Record<Webhook, Handler>> {
  return {
    validate: handler('validate', options, (request, world) => validate(request, world, options)),
    mutate: handler('mutate', options, (request, world) => change(request, world, options)),
  }
}

function handler(webhook: Webhook, options: ReviewOptions, think: (request: AdmissionRequest, world: World) => Outcome): Handler {
  const memo = new Memo<World, Thought>()

  const answer = async (body: string, deadline: number, mark: Mark): Promise<string> => {
    const start = performance.now()
    const world = options.world()
    const question = memo.question(body)
    const known = question && memo.get(world, question.key)
    if (question !== undefined && known !== undefined) {
      // Nothing to be done that could wait.
      return finish({ ...known.asked, uid: question.uid }, known.outcome, start, mark)
    }
    const request = readReview(body)
    const result = await options.queue
      .do(deadline, () => {
        // The same may have been asked, and answered, while this waited.
        const outcome = (question && memo.get(world, question.key)?.outcome) ?? think(request, world)
        if (question !== undefined) memo.set(world, question.key, { asked: withoutObjects(request), outcome })
        return outcome
      })
      .catch(error => {
        record(request, 'error', undefined, start, mark)
        throw error
      })
    return 'done' in result ? finish(request, result.done, start, mark) : shed(request, result.shed, start, mark)
  }

  const finish = (request: Asked, outcome: Outcome, start: number, mark: Mark): string => {
    outcome.tell(request.uid)
    const response = { ...outcome.response, uid: request.uid }
    record(request, response.allowed ? 'allow' : 'deny', outcome.details, start, mark)
    return reviewBody(response)
  }

  /** An answer without a judgement: said to the user, or left to the failurePolicy, as configured. */
  const shed = (request: Asked, reason: Shed, start: number, mark: Mark): string => {
    options.metrics.shed.inc({ reason })
    record(request, 'shed', { shed: reason }, start, mark)
    if (options.world().admission.overload === 'reject')
      throw new HttpError(429, 'TooManyRequests', `Gatewright is overloaded (${reason})`, 1)
    const warnings = ['Gatewright is overloaded: this object was let through unchecked']
    const response: AdmissionResponse = { uid: request.uid, allowed: true, warnings }
    return reviewBody(response)
  }

  const record = (request: Asked, verdict: Verdict, details: Outcome['details'], start: number, mark: Mark): void => {
    const { uid, operation, kind, namespace, name, userInfo, dryRun } = request
    const milliseconds = performance.now() - start
    const { log, metrics } = options
    metrics.requests.inc({ webhook, operation, ...kindLabels(kind), verdict, dry_run: String(dryRun === true) })
    metrics.duration.observe({ webhook, operation }, milliseconds / 1000)
    mark('operation', operation)
    mark('kind', kind.kind)
    mark('namespace', namespace ?? '')
    mark('verdict', verdict)
    const level = verdict === 'allow' && details === undefined ? 'debug' : 'info'
    if (!log.isLevelEnabled(level)) return
    const ms = Math.round(milliseconds * 100) / 100
    const user = userInfo.username
    log[level]({ uid, webhook, operation, kind: kind.kind, namespace, name, user, dryRun, verdict, ms, ...details }, 'review')
  }

  return (body, deadline, headers) => traced(`admission ${webhook}`, headers, mark => answer(body, deadline, mark))
}

function withoutObjects({ object: _, oldObject: __, ...asked }: AdmissionRequest): Asked {
  return asked
}
