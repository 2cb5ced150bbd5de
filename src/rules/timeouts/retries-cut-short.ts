import { since } from '../../kinds/presence.ts'
import { defineRule } from '../rule.ts'
import { isAt } from '../view/bundle.ts'
import { milliseconds, retryingRules } from '../view/timing.ts'

/** More tries than the request's own timeout leaves room for. */
export default defineRule({
  code: 'GWA-TMO-005',
  name: 'retries-cut-short',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'timings',
  since: '0.1.0',
  docs: {
    summary: 'The timeout of the request ends before all tries could time out.',
    why: 'A backend that does not answer uses up the time of its try; later tries never start and the client meets 504.',
    fix: 'Raise timeouts.request, or lower timeouts.backendRequest or retry.attempts.',
    spec: 'GEP-1731 and GEP-1742',
  },
  messages: {
    budget: ({ tries, each, fit, request }: { tries: number; each: string; fit: number; request: string }) =>
      `of ${tries} tries of ${each} only ${fit} ${fit === 1 ? 'fits' : 'fit'} into ${request}: when backends hang, the client meets 504 before the others start`,
  },
  check(object, { topology, options, report }) {
    for (const { at, retry, timeouts } of retryingRules(topology.route(object))) {
      const request = milliseconds(timeouts.request) ?? 0
      const each = milliseconds(timeouts.backendRequest) ?? 0
      // Before 1.7 the implementation decides how often to try where nothing is written.
      const attempts = retry.attempts ?? (isAt(options, since('1.7')) ? 1 : undefined)
      if (attempts === undefined || request === 0 || each === 0) continue
      const backoff = milliseconds(retry.backoff) ?? 0
      const tries = attempts + 1
      if (tries * each + attempts * backoff <= request) continue
      const fit = Math.max(1, Math.floor((request + backoff) / (each + backoff)))
      if (fit < tries)
        report('budget', retry.attempts === undefined ? [...at, 'retry'] : [...at, 'retry', 'attempts'], {
          tries,
          each: timeouts.backendRequest!,
          fit,
          request: timeouts.request!,
        })
    }
  },
})
