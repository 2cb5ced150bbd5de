import type { ObjectRef } from '../../diagnostics/finding.ts'
import { refKey, refOf } from '../../inventory/ref.ts'
import type { IndexDefinition, Snapshot, Tri } from '../../inventory/snapshot.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { ageKnown, compareAge, compareNames } from '../age.ts'
import { servicePorts } from '../backends.ts'
import { resolveAuthority } from '../certificates/resolve.ts'
import { created } from '../gateway-facts.ts'
import { policyTargets } from '../indexes.ts'
import { gatewayGroup } from '../model.ts'
import type { Profile } from '../profile.ts'
import { fields, items, reference, text } from '../reading/fields.ts'
import type { CertificateFacts } from '../topology.ts'
import type { BackendTlsFacts, BackendTlsPolicyFacts, BackendTlsTarget, PolicyTarget } from './facts.ts'

const policiesByService: IndexDefinition = {
  name: 'BackendTLSPolicies by target',
  kinds: [{ group: gatewayGroup, kind: 'BackendTLSPolicy' }],
  keys: object => policyTargets(object).map(refKey),
}

export interface BackendTlsContext {
  readonly snapshot: Snapshot
  readonly profile: Profile
  readonly sameAge: boolean
  /** The Gateways that send to an object. */
  ancestorsOf(target: ObjectRef): readonly ObjectRef[]
}

/** A BackendTLSPolicy with what became of each of its targets. */
export function policyFacts(policy: KubeObject, context: BackendTlsContext): BackendTlsPolicyFacts {
  const ref = refOf(policy)
  const spec = fields(policy.spec)
  const validation = fields(spec.validation)
  const targets = policyTargets(policy)
  const cas = items(validation.caCertificateRefs, ['spec', 'validation', 'caCertificateRefs']).map(({ value, at }) =>
    // Always in the policy's own namespace.
    resolveAuthority(
      context.snapshot,
      ref,
      reference({ ...value, namespace: undefined }, at, { group: '', kind: '', namespace: ref.namespace }),
      'InvalidKind',
      context.profile,
    ),
  )
  const wellKnown = text(validation.wellKnownCACertificates)
  const ancestors = new Map<string, ObjectRef>()
  for (const target of targets) for (const gateway of context.ancestorsOf(target)) ancestors.set(refKey(gateway), gateway)
  return {
    policy,
    ref,
    targets: targets.map(target => targetFacts(policy, target, context)),
    hostname: text(validation.hostname) ?? '',
    ...(wellKnown !== undefined && wellKnown !== '' && { wellKnown }),
    subjectAltNames: items(validation.subjectAltNames, []).map(({ value }) =>
      value.type === 'URI' ? { type: 'URI', value: text(value.uri) ?? '' } : { type: 'Hostname', value: text(value.hostname) ?? '' },
    ),
    cas,
    usable: usable(cas, wellKnown, context.profile),
    ancestors: [...ancestors.values()].sort(compareNames),
  }
}

/** Every implementation knows the authorities of the system; it may have sets of its own. */
function usable(cas: readonly CertificateFacts[], wellKnown: string | undefined, { vendorsComplete }: Profile): Tri {
  if (cas.length === 0) {
    if (wellKnown === 'System') return 'yes'
    return vendorsComplete || wellKnown === undefined || wellKnown === '' ? 'no' : 'unknown'
  }
  if (cas.some(ca => ca.problem === undefined && ca.known)) return 'yes'
  return cas.some(ca => ca.problem === undefined) ? 'unknown' : 'no'
}

function targetFacts(policy: KubeObject, target: PolicyTarget, context: BackendTlsContext): BackendTlsTarget {
  const service = context.snapshot.lookup(target)
  const rivals = candidates(context.snapshot, target).filter(rival => rival !== policy && targetsSame(rival, target))
  const self = aged(policy)
  const winner = [policy, ...rivals].sort((a, b) => compareAge(aged(a), aged(b)))[0]!
  const undetermined = rivals.some(rival => !ageKnown(aged(rival), self, context.sameAge))
  const base = { target, service, undetermined, ...(winner !== policy && { losesTo: winner }) }
  if (target.kind !== 'Service' || target.group !== '')
    return { ...base, reason: 'TargetNotFound', detail: `${target.kind} is not a kind that the policy can apply to` }
  if (winner !== policy && !undetermined)
    return {
      ...base,
      reason: 'Conflicted',
      detail: `BackendTLSPolicy ${refOf(winner).namespace}/${refOf(winner).name} has the same target and precedes`,
    }
  if (service.state === 'absent')
    return { ...base, reason: 'TargetNotFound', detail: `Service ${target.namespace}/${target.name} does not exist` }
  if (service.state === 'unknown') return base
  return { ...base, ...portProblem(target, service.object) }
}

/** The section of a Service is a port by its name; TLS needs TCP. */
function portProblem(target: PolicyTarget, service: KubeObject): Pick<BackendTlsTarget, 'reason' | 'detail'> {
  const ports = servicePorts(service)
  const chosen = target.sectionName === undefined ? ports : ports.filter(({ name }) => name === target.sectionName)
  if (target.sectionName !== undefined && chosen.length === 0) {
    const names = ports.map(({ name, port }) => name || `${port} (unnamed)`).join(', ')
    return {
      reason: 'TargetNotFound',
      detail: `Service ${target.namespace}/${target.name} has no port named ${target.sectionName}; it has ${names || 'none'}`,
    }
  }
  if (chosen.length > 0 && chosen.every(({ protocol }) => protocol === 'UDP'))
    return { reason: 'Invalid', detail: 'the policy selects a UDP port' }
  return {}
}

function candidates(snapshot: Snapshot, target: ObjectRef): readonly KubeObject[] {
  return snapshot.indexed(policiesByService, refKey(target))
}

function targetsSame(policy: KubeObject, target: PolicyTarget): boolean {
  return policyTargets(policy).some(
    other =>
      other.kind === target.kind &&
      other.group === target.group &&
      other.name === target.name &&
      other.namespace === target.namespace &&
      other.sectionName === target.sectionName,
  )
}

function aged(policy: KubeObject): { ref: ObjectRef; created?: string } {
  return { ref: refOf(policy), ...created(policy) }
}

/** What governs one port of a Service: the oldest policy that names the port, otherwise the oldest that names the Service. */
export function backendTlsOf(
  service: ObjectRef,
  port: number,
  context: BackendTlsContext,
  factsOf: (policy: KubeObject) => BackendTlsPolicyFacts,
): BackendTlsFacts {
  const found = candidates(context.snapshot, service)
  const known: Tri = context.snapshot.complete(gatewayGroup, 'BackendTLSPolicy', service.namespace) ? 'yes' : 'unknown'
  if (found.length === 0) return { policies: [], known }
  const object = context.snapshot.get(service)
  const name = object === undefined ? undefined : servicePorts(object).find(entry => entry.port === port && entry.protocol !== 'UDP')?.name
  const ordered = [...found].sort((a, b) => compareAge(aged(a), aged(b)))
  const naming = (section: string | undefined) =>
    ordered.find(policy => policyTargets(policy).some(target => refKey(target) === refKey(service) && target.sectionName === section))
  const winner = (name === undefined || name === '' ? undefined : naming(name)) ?? naming(undefined)
  return { ...(winner !== undefined && { effective: factsOf(winner) }), policies: ordered.map(factsOf), known }
}
