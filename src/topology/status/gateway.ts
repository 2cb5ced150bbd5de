import { refKey } from '../../inventory/ref.ts'
import type { Tri } from '../../inventory/snapshot.ts'
import type { KubeObject } from '../../kinds/object.ts'
import type { Gateway } from '../model.ts'
import type { Profile } from '../profile.ts'
import type { EffectiveListener, Topology } from '../topology.ts'
import { or } from '../tri.ts'
import { byTri, condition, named, undetermined } from './conditions.ts'
import { anyUsable, listenerStatus } from './listener.ts'
import type { Condition, ListenerStatus, PredictedStatus } from './result.ts'

/** What the controller of a Gateway writes on it, as far as it does not depend on a running data plane. */
export function gatewayStatus(topology: Topology, object: KubeObject): PredictedStatus {
  const gateway = topology.gateway(object)!
  const listeners = topology.listenersOf(object)
  const accepted = gatewayAccepted(topology, gateway)
  if (accepted.reason === 'Pending') return { conditions: [accepted, { ...accepted, type: 'Programmed' }] }
  const sets = topology.listenerSetsOf(object)
  return {
    conditions: [
      accepted,
      programmed(accepted, topology.effectiveListeners(object)),
      ...frontend(gateway),
      ...clientCertificate(topology, object),
    ],
    listeners: listenerStatuses(topology, object, listeners),
    attachedListenerSets: sets.filter(({ allowed, listeners: own }) => allowed === 'yes' && anyUsable(own) === 'yes').length,
  }
}

export function listenerStatuses(
  topology: Topology,
  gateway: KubeObject,
  listeners: readonly EffectiveListener[],
): readonly ListenerStatus[] {
  const { profile } = topology.classOf(gateway)
  return listeners.map(listener => listenerStatus(listener, attachedRoutes(topology, listener), profile))
}

/** Routes that the listener lets in, whether or not it works itself. */
function attachedRoutes(topology: Topology, listener: EffectiveListener): number {
  return new Set(topology.routesOn(listener).flatMap(({ verdict, route }) => (verdict === 'yes' ? [refKey(route.ref)] : []))).size
}

/** The Gateway's own `Accepted`; its parents ask for it too. */
export function gatewayAccepted(topology: Topology, gateway: Gateway): Condition {
  const { class: gatewayClass, profile } = topology.classOf(gateway.object)
  if (gatewayClass.state === 'absent')
    return condition('Accepted', 'Unknown', 'Pending', `GatewayClass ${gateway.className} does not exist: no controller takes the Gateway`)
  const address = gateway.addresses.find(({ type }) => type !== 'IPAddress' && type !== 'Hostname')
  if (address !== undefined)
    return address.type.includes('/') && !profile.vendorsComplete
      ? condition('Accepted', 'Unknown', undetermined, `whether the controller has addresses of type ${address.type} is not known`)
      : condition('Accepted', 'False', 'UnsupportedAddress', `addresses of type ${address.type} are not supported`)
  if (gateway.parameters !== undefined && topology.snapshot.lookup(gateway.parameters).state === 'absent')
    return condition('Accepted', 'False', 'InvalidParameters', `${named(gateway.parameters)} does not exist`)
  const own = topology.listenersOf(gateway.object).map(listener => valid(listener, profile))
  const invalid = own.filter(answer => answer === 'no').length
  if (invalid === 0 && (own.length === 0 || own.includes('yes'))) return condition('Accepted', 'True', 'Accepted')
  const text = `${invalid} of ${own.length} listeners cannot be used`
  if (own.includes('yes')) return condition('Accepted', 'True', 'ListenersNotValid', text)
  return invalid === own.length
    ? condition('Accepted', 'False', 'ListenersNotValid', text)
    : condition('Accepted', 'Unknown', undetermined, 'whether any listener can be used is not known')
}

/** Whether it counts when the controller looks for a listener that it can use. */
function valid(listener: EffectiveListener, profile: Profile): Tri {
  return profile.brokenListenerCounts ? listener.accepted : listener.programmed
}

function programmed(accepted: Condition, listeners: readonly EffectiveListener[]): Condition {
  if (accepted.status === 'False') return condition('Programmed', 'False', 'Invalid', accepted.message)
  const any: Tri = or(...listeners.map(listener => listener.programmed))
  return byTri('Programmed', any, 'Programmed', 'Invalid', any === 'no' ? 'no listener can be programmed' : '')
}

function frontend(gateway: Gateway): Condition[] {
  const validations = [gateway.frontendDefault, ...gateway.frontendPerPort.map(({ validation }) => validation)]
  if (!validations.some(validation => validation?.mode === 'AllowInsecureFallback')) return []
  return [
    condition(
      'InsecureFrontendValidationMode',
      'True',
      'ConfigurationChanged',
      'clients without a valid certificate are let in (AllowInsecureFallback)',
    ),
  ]
}

/** `ResolvedRefs` stands on a Gateway that refers to a client certificate. */
function clientCertificate(topology: Topology, object: KubeObject): Condition[] {
  const facts = topology.clientCertificate(object)
  if (facts === undefined) return []
  if (facts.problem !== undefined)
    return [condition('ResolvedRefs', 'False', facts.problem.reason, `${named(facts.ref)} ${facts.problem.detail}`)]
  return [byTri('ResolvedRefs', facts.known ? 'yes' : 'unknown', 'ResolvedRefs', 'InvalidClientCertificateRef')]
}
