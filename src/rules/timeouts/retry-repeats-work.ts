import { defineRule } from '../rule.ts'
import { retryingRules } from '../view/timing.ts'

/** Answers after which a backend has not done what it was asked for. */
const NOT_DONE = new Set([408, 425, 429, 502, 503, 504])

/** A retry of a request that the backend may have carried out already. */
export default defineRule({
  code: 'GWA-TMO-007',
  name: 'retry-repeats-work',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'timings',
  since: '0.1.0',
  docs: {
    summary: 'POST or PATCH requests are retried after an answer that does not say that nothing was done.',
    why: 'The backend may have carried the request out before it failed: an order is placed twice, a payment made twice.',
    fix: 'Retry such methods on 502, 503 and 504 only, or in a rule of their own without retry.',
    spec: 'GEP-1731; RFC 9110, section 9.2.2: clients do not retry what is not idempotent',
  },
  messages: {
    again: ({ method, codes }: { method: string; codes: string }) =>
      `a ${method} is sent again after ${codes}, when the backend may have carried it out already: what it does, it does twice`,
  },
  check(object, { topology, report }) {
    for (const { at, retry, matches } of retryingRules(topology.route(object))) {
      const method = matches.find(match => match.method === 'POST' || match.method === 'PATCH')?.method
      const codes = retry.codes.filter(code => code >= 500 && !NOT_DONE.has(code))
      if (method !== undefined && codes.length > 0) report('again', [...at, 'retry', 'codes'], { method, codes: codes.join(', ') })
    }
  },
})
