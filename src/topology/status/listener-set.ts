import type { KubeObject } from '../../kinds/object.ts'
import type { Topology } from '../topology.ts'
import { byTri, condition, named } from './conditions.ts'
import { gatewayAccepted, listenerStatuses } from './gateway.ts'
import { anyUsable } from './listener.ts'
import type { PredictedStatus } from './result.ts'

/** What a controller writes on a ListenerSet: nothing where its Gateway does not exist. */
export function listenerSetStatus(topology: Topology, object: KubeObject): PredictedStatus | undefined {
  const facts = topology.listenerSetFacts(object)!
  if (facts.gateway.state === 'absent') return undefined
  if (facts.gateway.state === 'unknown') return both('Unknown', 'Undetermined', `${named(facts.set.parent)} is not known`)
  const parent = gatewayAccepted(topology, topology.gateway(facts.gateway.object)!)
  if (parent.reason === 'Pending') return undefined
  if (facts.allowed === 'no')
    return both('False', 'NotAllowed', `${named(facts.set.parent)} does not let namespace ${facts.set.ref.namespace} add listeners`)
  if (facts.allowed === 'unknown')
    return both('Unknown', 'Undetermined', `the labels of namespace ${facts.set.ref.namespace} are not known`)
  if (parent.status === 'False' && parent.reason !== 'ListenersNotValid') return both('False', 'ParentNotAccepted', parent.message)
  const some = anyUsable(facts.listeners)
  const invalid = facts.listeners.filter(({ programmed }) => programmed === 'no').length
  const text = invalid === 0 ? '' : `${invalid} of ${facts.listeners.length} listeners cannot be used`
  return {
    conditions: [
      byTri('Accepted', some, invalid === 0 ? 'Accepted' : 'ListenersNotValid', 'ListenersNotValid', text),
      byTri('Programmed', some, 'Programmed', 'ListenersNotValid', text),
    ],
    listeners: listenerStatuses(topology, facts.gateway.object, facts.listeners),
  }
}

function both(status: 'False' | 'Unknown', reason: string, text: string): PredictedStatus {
  return { conditions: [condition('Accepted', status, reason, text), condition('Programmed', status, reason, text)], listeners: [] }
}
