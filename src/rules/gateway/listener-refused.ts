import { sameRef } from '../../inventory/index.ts'
import { defineRule } from '../rule.ts'
import { gatewayReads } from '../view/reads.ts'
import { listed } from '../view/words.ts'

/** A Gateway that is accepted although a listener of it is not. */
export default defineRule({
  code: 'GWA-GW-002',
  name: 'listener-refused',
  severity: 'warning',
  gate: 'object',
  kinds: ['Gateway'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'A Gateway shows Accepted although some of its listeners are not served.',
    why: 'Whoever looks at the Gateway alone sees a healthy one; the refused listeners answer nothing.',
    fix: 'Correct the listeners; each has a finding of its own that says what is wrong.',
    spec: 'Gateway condition Accepted=True, reason ListenersNotValid, in the Gateway API reference',
  },
  messages: {
    some: ({ refused, served }: { refused: string; served: string }) =>
      `the Gateway shows Accepted and serves ${served}, but not ${refused}`,
  },
  check(object, { topology, report }) {
    const own = topology.effectiveListeners(object).filter(listener => sameRef(listener.owner, listener.gateway))
    const refused = own.filter(({ accepted }) => accepted === 'no')
    if (refused.length === 0 || refused.length === own.length) return
    const names = (list: typeof own) => `listener${list.length > 1 ? 's' : ''} ${listed(list.map(listener => listener.name))}`
    report(
      'some',
      ['spec', 'listeners'],
      { refused: names(refused), served: names(own.filter(listener => !refused.includes(listener))) },
      {
        condition: { type: 'Accepted', status: 'True', reason: 'ListenersNotValid' },
      },
    )
  },
})
