import type { ObjectRef } from '../../diagnostics/finding.ts'
import type { Path } from '../../diagnostics/path.ts'
import type { Snapshot, Tri } from '../../inventory/snapshot.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { ageKnown } from '../age.ts'
import { resolveAuthority, resolveKeyPair } from '../certificates/resolve.ts'
import type { Gateway, Listener, ListenerTls, NamespaceChoice } from '../model.ts'
import { readSelector } from '../namespaces.ts'
import type { Profile } from '../profile.ts'
import type { EffectiveListener, ListenerConflict } from '../topology.ts'
import { and, or, tri } from '../tri.ts'
import { type ConflictReason, conflictBetween, gravest } from './conflict.ts'
import { overlapping, sharesTlsPort } from './overlap.ts'
import { isTlsFamily, kindsOf, servesProtocol } from './protocol.ts'

/** A Gateway, or a ListenerSet that it let in, with the listeners that it brings. */
export interface Owner {
  readonly object: KubeObject
  readonly ref: ObjectRef
  readonly created?: string
  readonly listeners: readonly Listener[]
  /** `unknown`: whether the Gateway lets the set in is not known. */
  readonly allowed: Tri
}

export interface ListenerContext {
  readonly snapshot: Snapshot
  readonly profile: Profile
  readonly sameAge: boolean
}

/** A listener while conflicts are being found out. */
interface Draft {
  readonly owner: Owner
  readonly listener: Listener
  readonly ownReason?: EffectiveListener['rejected']
  readonly facts: Pick<EffectiveListener, 'certificates' | 'clientValidation' | 'supportedKinds' | 'invalidKinds' | 'kindsKnown'>
  conflicts: { reason: ConflictReason; with: Draft; outcome: ListenerConflict['outcome'] }[]
}

/**
 * The listeners of a Gateway and of the ListenerSets that it let in, which come after it from the oldest to the youngest. A listener loses
 * against one that was accepted before it; those of one object that collide all lose, unless the controller keeps the first.
 * @see GEP-1713, Gateway.spec.listeners
 */
export function effectiveListeners(gateway: Gateway, owners: readonly Owner[], context: ListenerContext): readonly EffectiveListener[] {
  const drafts: Draft[] = []
  const accepted: Draft[] = []
  for (const owner of owners) {
    const own = owner.listeners.map(listener => draft(gateway, owner, listener, context))
    const competing = context.profile.brokenListenerConflicts ? own : own.filter(entry => !isBroken(entry, context.profile))
    for (const entry of competing) collide(entry, accepted, context)
    const left = competing.filter(entry => entry.conflicts.every(({ outcome }) => outcome === 'undetermined'))
    siblings(left, context.profile)
    if (owner.allowed === 'yes') accepted.push(...left.filter(entry => !loses(entry) && entry.ownReason === undefined))
    drafts.push(...own)
  }
  return finish(gateway, drafts, context.profile)
}

/** Whether a listener cannot work, whatever stands beside it. */
function isBroken({ listener, facts, ownReason }: Draft, profile: Profile): boolean {
  return ownReason !== undefined || facts.invalidKinds.length > 0 || referencesResolved(listener, facts, profile) === 'no'
}

function loses(entry: Draft): boolean {
  return entry.conflicts.some(({ outcome }) => outcome !== 'undetermined')
}

function collide(entry: Draft, accepted: readonly Draft[], { profile, sameAge }: ListenerContext): void {
  for (const other of accepted) {
    const reason = conflictBetween(other.listener, entry.listener, profile)
    if (reason === undefined) continue
    const decided = other.owner.ref.kind === 'Gateway' || ageKnown(other.owner, entry.owner, sameAge)
    entry.conflicts.push({ reason, with: other, outcome: decided ? 'loses' : 'undetermined' })
    if (!decided) other.conflicts.push({ reason, with: entry, outcome: 'undetermined' })
  }
}

function siblings(entries: readonly Draft[], profile: Profile): void {
  entries.forEach((a, i) => {
    for (let j = i + 1; j < entries.length; j++) {
      const b = entries[j]!
      const reason = conflictBetween(a.listener, b.listener, profile)
      if (reason === undefined) continue
      if (profile.listenerConflict === 'first-wins') {
        if (!loses(a)) b.conflicts.push({ reason, with: a, outcome: 'loses' })
      } else {
        a.conflicts.push({ reason, with: b, outcome: 'both-lose' })
        b.conflicts.push({ reason, with: a, outcome: 'both-lose' })
      }
    }
  })
}

function draft(gateway: Gateway, owner: Owner, listener: Listener, { snapshot, profile }: ListenerContext): Draft {
  const kinds = kindsOf(listener, profile)
  const certificates =
    listener.tls?.mode === 'Terminate'
      ? listener.tls.certificateRefs.map(ref => resolveKeyPair(snapshot, owner.ref, ref, 'server', profile.certificateTypes))
      : []
  const clientValidation = clientValidationOf(gateway, listener, snapshot, profile)
  const facts: Draft['facts'] = {
    certificates,
    supportedKinds: kinds.supported,
    invalidKinds: kinds.invalid,
    kindsKnown: kinds.known,
    ...(clientValidation !== undefined && { clientValidation }),
  }
  const ownReason = rejection(listener, clientValidation, profile)
  return { owner, listener, facts, conflicts: [], ...(ownReason !== undefined && { ownReason }) }
}

function rejection(listener: Listener, validation: EffectiveListener['clientValidation'], profile: Profile): EffectiveListener['rejected'] {
  if (listener.protocol === 'TLS' && listener.tls?.mode === 'Terminate' && profile.features['TLSRouteModeTerminate'] === 'no')
    return 'UnsupportedValue'
  if (servesProtocol(listener, profile) === 'no') return 'UnsupportedProtocol'
  if (validation !== undefined && validation.cas.length > 0 && validation.cas.every(ca => ca.problem !== undefined))
    return 'NoValidCACertificate'
  return undefined
}

/** The entry for the port, or the default; it says nothing to listeners that are not HTTPS. */
function clientValidationOf(
  gateway: Gateway,
  listener: Listener,
  snapshot: Snapshot,
  profile: Profile,
): EffectiveListener['clientValidation'] {
  if (listener.protocol !== 'HTTPS') return undefined
  const perPort = gateway.frontendPerPort.find(entry => entry.port === listener.port)
  const validation = perPort === undefined ? gateway.frontendDefault : perPort.validation
  if (validation === undefined) return undefined
  const cas = validation.caCertificateRefs.map(ref => resolveAuthority(snapshot, gateway.ref, ref, 'InvalidCACertificateKind', profile))
  return { at: validation.at, mode: validation.mode, cas }
}

function finish(gateway: Gateway, drafts: readonly Draft[], profile: Profile): readonly EffectiveListener[] {
  const made = new Map<Draft, Effective>()
  for (const entry of drafts) {
    const { listener, facts, ownReason } = entry
    const sound = referencesResolved(listener, facts, profile)
    const taken: Tri = loses(entry) || ownReason !== undefined ? 'no' : acceptedIfKnown(entry, profile)
    const accepted = and(taken, acceptable(listener, facts, profile))
    made.set(entry, new Effective(gateway, entry, accepted, and(accepted, sound)))
  }
  const secure = drafts.filter(({ listener }) => sharesTlsPort(listener, listener, profile))
  for (const [entry, listener] of made) {
    if (entry.conflicts.length > 0) listener.conflict = conflictOf(entry, made)
    if (secure.length < 2) continue
    const neighbours = secure.filter(other => other !== entry && sharesTlsPort(entry.listener, other.listener, profile))
    listener.neighbours = neighbours.map(other => made.get(other)!)
    listener.overlapping = listener.neighbours.filter(other => overlapping(listener, other, profile))
  }
  return [...made.values()]
}

/** A class: an object literal that so much is spread into grows field by field, and leaves kilobytes of garbage. */
class Effective implements EffectiveListener {
  readonly at: Path
  readonly index: number
  readonly name: string
  readonly port: number
  readonly protocol: string
  readonly hostname: string
  readonly tls?: ListenerTls
  readonly allowedKinds: EffectiveListener['allowedKinds']
  readonly allowedNamespaces: NamespaceChoice
  readonly filters: readonly string[]
  readonly gateway: ObjectRef
  readonly owner: ObjectRef
  readonly ownerObject: KubeObject
  readonly supportedKinds: EffectiveListener['supportedKinds']
  readonly invalidKinds: EffectiveListener['invalidKinds']
  readonly kindsKnown: boolean
  readonly certificates: EffectiveListener['certificates']
  readonly clientValidation?: NonNullable<EffectiveListener['clientValidation']>
  readonly rejected?: NonNullable<EffectiveListener['rejected']>
  readonly accepted: Tri
  readonly programmed: Tri
  conflict?: ListenerConflict
  overlapping: readonly EffectiveListener[] = none
  neighbours: readonly EffectiveListener[] = none

  constructor(gateway: Gateway, { owner, listener, facts, ownReason }: Draft, accepted: Tri, programmed: Tri) {
    this.at = listener.at
    this.index = listener.index
    this.name = listener.name
    this.port = listener.port
    this.protocol = listener.protocol
    this.hostname = listener.hostname
    if (listener.tls !== undefined) this.tls = listener.tls
    this.allowedKinds = listener.allowedKinds
    this.allowedNamespaces = listener.allowedNamespaces
    this.filters = listener.filters
    this.gateway = gateway.ref
    this.owner = owner.ref
    this.ownerObject = owner.object
    this.supportedKinds = facts.supportedKinds
    this.invalidKinds = facts.invalidKinds
    this.kindsKnown = facts.kindsKnown
    this.certificates = facts.certificates
    if (facts.clientValidation !== undefined) this.clientValidation = facts.clientValidation
    if (ownReason !== undefined) this.rejected = ownReason
    this.accepted = accepted
    this.programmed = programmed
  }
}

const none: readonly never[] = []

function acceptedIfKnown(entry: Draft, profile: Profile): Tri {
  if (entry.conflicts.length > 0 || servesProtocol(entry.listener, profile) === 'unknown') return 'unknown'
  return entry.owner.allowed
}

/** Of the kinds that it names. */
function servesSomeKind(listener: Listener, { supportedKinds, kindsKnown }: Draft['facts']): Tri {
  return listener.allowedKinds.length === 0 || supportedKinds.length > 0 ? 'yes' : kindsKnown ? 'no' : 'unknown'
}

/** Whether the controller accepts what the listener says, whatever stands beside it. */
function acceptable(listener: Listener, facts: Draft['facts'], profile: Profile): Tri {
  switch (profile.brokenListener) {
    case 'accepted':
      return 'yes'
    case 'refused':
      return and(referencesResolved(listener, facts, profile), servesSomeKind(listener, facts))
    case 'refused unless for certificates': {
      const { certificates, invalidKinds } = facts
      const forbidden = certificates.length > 0 && certificates.every(({ problem }) => problem?.reason === 'RefNotPermitted')
      return tri(isComplete(listener, profile) && invalidKinds.length === 0 && !forbidden)
    }
  }
}

/** Whether a listener has a selector that can be read, and names certificates where it must. */
function isComplete(listener: Listener, profile: Profile): boolean {
  const { from, selector } = listener.allowedNamespaces
  if (from === 'Selector' && readSelector(selector) === undefined) return false
  return !isTlsFamily(listener.protocol) || namesCertificates(listener, profile)
}

function referencesResolved(listener: Listener, facts: Draft['facts'], profile: Profile): Tri {
  if (!isComplete(listener, profile)) return 'no'
  const usable = facts.certificates.map(
    (certificate): Tri => (certificate.problem !== undefined ? 'no' : certificate.known ? 'yes' : 'unknown'),
  )
  return profile.someCertificatesReason === undefined || usable.length === 0 ? and(...usable) : or(...usable)
}

/** Whether a listener has what its mode needs: certificates, or options by which an implementation finds some; none needed to pass TLS on. */
function namesCertificates({ tls }: Listener, { strictCertificateRefs }: Profile): boolean {
  if (tls === undefined) return false
  const named = tls.certificateRefs.length > 0
  if (tls.mode === 'Passthrough') return !(strictCertificateRefs && named)
  return named || (!strictCertificateRefs && Object.keys(tls.options).length > 0)
}

function conflictOf(entry: Draft, made: ReadonlyMap<Draft, EffectiveListener>): ListenerConflict {
  const decided = entry.conflicts.filter(({ outcome }) => outcome !== 'undetermined')
  const counted = decided.length > 0 ? decided : entry.conflicts
  return {
    reason: gravest(counted.map(({ reason }) => reason)),
    with: counted.map(conflict => made.get(conflict.with)!),
    outcome: counted[0]!.outcome,
  }
}
