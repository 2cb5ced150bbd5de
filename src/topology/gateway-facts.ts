import type { ObjectRef } from '../diagnostics/finding.ts'
import { found } from '../inventory/lookup.ts'
import { refKey, refOf, sameRef } from '../inventory/ref.ts'
import type { KubeObject } from '../kinds/object.ts'
import { groupBy } from '../values/group.ts'
import { compareAge } from './age.ts'
import { keyPairTypes } from './certificates/content.ts'
import { resolveKeyPair } from './certificates/resolve.ts'
import { classOf } from './classes.ts'
import type { Fact } from './derive.ts'
import { setsByGateway } from './indexes.ts'
import { effectiveListeners, type Owner } from './listeners/effective.ts'
import type { Gateway } from './model.ts'
import { includesNamespace } from './namespaces.ts'
import { fields, text } from './reading/fields.ts'
import { readGateway, readListenerSet } from './reading/gateway.ts'
import type { Scope } from './scope.ts'
import type { CertificateFacts, ClassFacts, EffectiveListener, ListenerSetFacts } from './topology.ts'

/** Everything about a Gateway that does not depend on routes. */
export interface GatewayFacts {
  readonly gateway: Gateway
  readonly class: ClassFacts
  readonly listeners: readonly EffectiveListener[]
  /** Those of the Gateway itself. */
  readonly own: readonly EffectiveListener[]
  readonly byOwner: ReadonlyMap<string, readonly EffectiveListener[]>
  readonly sets: readonly ListenerSetFacts[]
  readonly clientCertificate?: CertificateFacts
}

export const gatewayFacts: Fact<Scope, GatewayFacts> = {
  name: 'Gateway',
  compute(scope, object) {
    const { snapshot, sameAge } = scope
    const gateway = readGateway(object)
    const facts = classOf(scope, object)
    const sets = snapshot
      .indexed(setsByGateway, `${gateway.ref.namespace}/${gateway.ref.name}`)
      .map(set => ({
        ...readListenerSet(set),
        ...created(set),
        allowed: includesNamespace(gateway.allowedListeners, gateway.ref.namespace, refOf(set).namespace, snapshot),
      }))
      .sort(compareAge)
    const owners: Owner[] = [
      { object, ref: gateway.ref, listeners: gateway.listeners, allowed: 'yes' },
      ...sets.filter(set => set.allowed !== 'no'),
    ]
    const listeners = effectiveListeners(gateway, owners, { snapshot, profile: facts.profile, sameAge })
    const byOwner = groupBy(listeners, listener => refKey(listener.owner))
    const client = gateway.backendClientCertificate
    return {
      gateway,
      class: facts,
      listeners,
      own: byOwner.get(refKey(gateway.ref)) ?? [],
      byOwner,
      sets: sets.map(set => ({
        set: readListenerSet(set.object),
        gateway: found(object),
        allowed: set.allowed,
        listeners: byOwner.get(refKey(set.ref)) ?? [],
      })),
      ...(client !== undefined && { clientCertificate: resolveKeyPair(snapshot, gateway.ref, client, 'client', keyPairTypes) }),
    }
  },
}

/** The listeners that stand in one Gateway or ListenerSet. */
export function listenersOwnedBy(facts: GatewayFacts, owner: ObjectRef): readonly EffectiveListener[] {
  return sameRef(facts.gateway.ref, owner) ? facts.own : (facts.byOwner.get(refKey(owner)) ?? [])
}

export function created(object: KubeObject): { readonly created?: string } {
  const time = text(fields(object.metadata).creationTimestamp)
  return time === undefined ? {} : { created: time }
}
