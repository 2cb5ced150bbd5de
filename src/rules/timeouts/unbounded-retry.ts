import { defineRule } from '../rule.ts'
import { milliseconds, retryingRules } from '../view/timing.ts'

/** Retries without an end in time, or without a word about what is retried. */
export default defineRule({
  code: 'GWA-TMO-006',
  name: 'unbounded-retry',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'timings',
  since: '0.1.0',
  docs: {
    summary: 'A rule retries without a timeout for the whole request, or does not say which answers it retries.',
    why: 'Without timeouts.request a client may wait for every try in full. Without codes the answers that lead to a retry depend on the implementation.',
    fix: 'Set timeouts.request, and list retry.codes.',
    spec: 'HTTPRouteRetry in the Gateway API reference; GEP-1731',
  },
  messages: {
    time: () => 'without timeouts.request a client waits for every try in full, one after the other, however long each takes',
    codes: () => 'without codes it depends on the implementation which answers are retried; connection errors may be all',
  },
  check(object, { topology, report }) {
    for (const { at, retry, timeouts } of retryingRules(topology.route(object))) {
      if ((milliseconds(timeouts.request) ?? 0) === 0) report('time', [...at, 'retry'], {})
      if (retry.codes.length === 0) report('codes', [...at, 'retry'], {}, { severity: 'info' })
    }
  },
})
