import { sameRef } from '../../inventory/index.ts'
import { defineRule } from '../rule.ts'
import { describeListener } from '../view/listeners.ts'
import { gatewayReads } from '../view/reads.ts'
import { listed, named } from '../view/words.ts'

/** A listener of a set that another object had first. */
export default defineRule({
  code: 'GWA-LSET-004',
  name: 'listener-taken',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['ListenerSet'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'A listener of a ListenerSet claims what the Gateway or an older set serves already.',
    why: 'The Gateway comes first, then its sets by age. The later listener is refused, and routes attached to it serve nothing.',
    fix: 'Choose another port or hostname.',
    spec: 'GEP-1713, listener precedence; conformance tests ListenerSetHostnameConflict and ListenerSetProtocolConflict',
  },
  messages: {
    loses: ({ listener, others, what }: { listener: string; others: string; what: string }) =>
      `listener ${listener} is refused: ${others} has the ${what} first`,
    either: ({ listener, others, what }: { listener: string; others: string; what: string }) =>
      `listener ${listener} and ${others} claim the same ${what}: the set that is created first serves, the other is refused`,
  },
  check(object, { topology, report }) {
    for (const listener of topology.listenersOf(object)) {
      const { conflict } = listener
      const others = (conflict?.with ?? []).filter(other => !sameRef(other.owner, listener.owner))
      if (conflict === undefined || others.length === 0) continue
      const words = others.map(other => `listener ${describeListener(other)} of ${named(other.owner)}`)
      const what = conflict.reason === 'ProtocolConflict' ? 'port' : 'port and hostname'
      const data = { listener: listener.name, others: listed(words), what }
      const related = others.map(other => ({ object: other.owner, at: other.at, message: `listener ${other.name} stands here` }))
      if (conflict.outcome === 'undetermined') report('either', listener.at, data, { severity: 'warning', related })
      else report('loses', listener.at, data, { related, condition: { type: 'Conflicted', status: 'True', reason: conflict.reason } })
    }
  },
})
