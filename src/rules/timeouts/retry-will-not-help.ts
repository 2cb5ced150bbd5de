import { defineRule } from '../rule.ts'
import { retryingRules } from '../view/timing.ts'

/** The client errors after which the same request may succeed. */
const TRANSIENT = new Set([408, 409, 421, 423, 425, 429])

/** Retries of answers that will be the same, or so many that they keep a backend down. */
export default defineRule({
  code: 'GWA-TMO-008',
  name: 'retry-will-not-help',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'timings',
  since: '0.1.0',
  docs: {
    summary: 'A rule retries answers that say the request itself is wrong, or retries more than ten times.',
    why: 'The same request meets the same answer. Many retries multiply the load on a backend exactly when it cannot bear it.',
    fix: 'Retry 5xx and the transient ones among 4xx (408, 425, 429), a few times.',
    spec: 'HTTPRouteRetry in the Gateway API reference; GEP-1731',
  },
  messages: {
    same: ({ code, tries }: { code: number; tries: string }) =>
      `${code} says that the request is wrong, and sending it ${tries} does not change that: the backend works more, the client waits longer`,
    many: ({ attempts }: { attempts: number }) =>
      `a backend that fails receives up to ${attempts + 1} times its load: that many tries keep it down`,
  },
  check(object, { topology, report }) {
    for (const { at, retry } of retryingRules(topology.route(object))) {
      const wrong = retry.codes.find(code => code >= 400 && code < 500 && !TRANSIENT.has(code))
      if (wrong !== undefined)
        report('same', [...at, 'retry', 'codes'], {
          code: wrong,
          tries: retry.attempts === undefined ? 'again' : `${retry.attempts + 1} times`,
        })
      if ((retry.attempts ?? 0) > 10) report('many', [...at, 'retry', 'attempts'], { attempts: retry.attempts! })
    }
  },
})
