import { policyTargets } from '../../topology/indexes.ts'
import { fields, isFields } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { retries } from '../view/timing.ts'
import { named } from '../view/words.ts'

/** A limit on retries of a backend that nobody retries. */
export default defineRule({
  code: 'GWA-TMO-009',
  name: 'retry-budget-without-retry',
  severity: 'warning',
  gate: 'never',
  kinds: ['XBackendTrafficPolicy'],
  reads: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  since: '0.1.0',
  docs: {
    summary: 'A retry budget is set for a backend, and no rule that sends requests there retries.',
    why: 'There is nothing to limit, so the budget has no effect.',
    fix: 'Set retry in the rules, or remove retryConstraint.',
    spec: 'GEP-3388, retry budgets',
  },
  messages: {
    nothing: ({ target }: { target: string }) => `no rule that sends requests to ${target} retries them: this budget limits nothing`,
  },
  check(policy, { topology, snapshot, report }) {
    if (!isFields(fields(policy.spec).retryConstraint) || !snapshot.complete('gateway.networking.k8s.io', 'HTTPRoute')) return
    const targets = policyTargets(policy)
    const retried = targets.some(target =>
      topology
        .routesTo(target)
        .some(route =>
          topology.route(route)?.rules.some(rule => retries(rule) && rule.backends.some(backend => backend.name === target.name)),
        ),
    )
    if (!retried && targets.length > 0) report('nothing', ['spec', 'retryConstraint'], { target: named(targets[0]!) })
  },
})
