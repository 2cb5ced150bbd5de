import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'

/** A ListenerSet all of whose listeners are refused. */
export default defineRule({
  code: 'GWA-LSET-005',
  name: 'no-listener-of-set-left',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['ListenerSet'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'No listener of the ListenerSet is acceptable.',
    why: 'The set itself is not accepted and serves nothing.',
    fix: 'Correct the listeners; each has a finding of its own that says what is wrong.',
    spec: 'GEP-1713, condition Accepted, reason ListenersNotValid',
  },
  messages: {
    none: ({ count }: { count: number }) =>
      `${count === 1 ? 'the only listener is' : `all ${count} listeners are`} refused, so the set is not accepted and serves nothing`,
  },
  check(object, { topology, report }) {
    const facts = topology.listenerSetFacts(object)
    if (facts?.allowed !== 'yes' || facts.listeners.length === 0 || facts.listeners.some(({ accepted }) => accepted !== 'no')) return
    report(
      'none',
      ['spec', 'listeners'],
      { count: facts.listeners.length },
      { condition: { type: 'Accepted', status: 'False', reason: 'ListenersNotValid' } },
    )
  },
})
