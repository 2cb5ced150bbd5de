import { sameRef } from '../../inventory/index.ts'
import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'

/** A Gateway none of whose listeners a controller accepts. */
export default defineRule({
  code: 'GWA-GW-001',
  name: 'no-listener-left',
  severity: 'error',
  gate: 'object',
  kinds: ['Gateway'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'No listener of the Gateway is acceptable.',
    why: 'The Gateway itself is not accepted: it serves nothing, and no route attaches to it.',
    fix: 'Correct the listeners; each has a finding of its own that says what is wrong.',
    spec: 'Gateway condition Accepted, reason ListenersNotValid, in the Gateway API reference',
  },
  messages: {
    none: ({ count }: { count: number }) =>
      `${count === 1 ? 'the only listener is' : `all ${count} listeners are`} refused, so the Gateway is not accepted and serves nothing`,
  },
  check(object, { topology, report }) {
    const listeners = topology.effectiveListeners(object)
    const own = listeners.filter(listener => sameRef(listener.owner, listener.gateway))
    const refused = own.filter(
      listener => (listener.conflict !== undefined && listener.conflict.outcome !== 'undetermined') || listener.rejected !== undefined,
    )
    if (own.length === 0 || refused.length < own.length || listeners.length > own.length) return
    report(
      'none',
      ['spec', 'listeners'],
      { count: own.length },
      { condition: { type: 'Accepted', status: 'False', reason: 'ListenersNotValid' } },
    )
  },
})
