import type { ObjectRef } from '../../diagnostics/finding.ts'
import type { IndexDefinition, Lookup, Snapshot } from '../../inventory/snapshot.ts'
import { isGranted } from '../grants.ts'
import type { Reference } from '../model.ts'
import type { Profile } from '../profile.ts'
import { fields, text } from '../reading/fields.ts'
import type { CertificateFacts, CertificateProblem } from '../topology.ts'
import { authoritiesOf, type Content, keyPairOf } from './content.ts'

/** What makes a Secret without being one: the Secret will exist, its content is not known. */
const producers: IndexDefinition = {
  name: 'producers of Secrets',
  kinds: [
    { group: 'cert-manager.io', kind: 'Certificate' },
    { group: 'external-secrets.io', kind: 'ExternalSecret' },
    { group: 'bitnami.com', kind: 'SealedSecret' },
  ],
  keys(object) {
    const spec = fields(object.spec)
    const name =
      object.kind === 'Certificate'
        ? text(spec.secretName)
        : object.kind === 'ExternalSecret'
          ? (text(fields(spec.target).name) ?? object.metadata?.name)
          : object.metadata?.name
    return name === undefined ? [] : [`${object.metadata?.namespace ?? 'default'}/${name}`]
  },
}

/** A Secret, or what will become one. */
export function lookupSecret(snapshot: Snapshot, ref: ObjectRef): Lookup {
  const lookup = snapshot.lookup(ref)
  if (lookup.state === 'absent' && snapshot.indexed(producers, `${ref.namespace}/${ref.name}`).length > 0) return { state: 'unknown' }
  return lookup
}

/**
 * A certificate with its key, for a listener (`certificateRefs`) or for a Gateway as client (`clientCertificateRef`), in a Secret of one of
 * `types`.
 */
export function resolveKeyPair(
  snapshot: Snapshot,
  owner: ObjectRef,
  ref: Reference,
  use: 'server' | 'client',
  types: readonly string[],
): CertificateFacts {
  const invalid = use === 'server' ? 'InvalidCertificateRef' : 'InvalidClientCertificateRef'
  const permitted = isGranted(snapshot, owner, ref)
  if (ref.group !== '' || ref.kind !== 'Secret') {
    return failed(ref, { state: 'unknown' }, permitted, { reason: invalid, detail: `is a ${kindOf(ref)}, not a Secret` })
  }
  const object = lookupSecret(snapshot, ref)
  return judge(ref, object, permitted, invalid, secret => keyPairOf(secret, types))
}

/**
 * Certificate authorities, in ConfigMaps unless the controller takes more. What a ClusterTrustBundle holds is not looked at: few may read it, and
 * it stands in no namespace, so that no grant is asked for.
 */
export function resolveAuthority(
  snapshot: Snapshot,
  owner: ObjectRef,
  ref: Reference,
  wrongKind: 'InvalidKind' | 'InvalidCACertificateKind',
  profile: Profile,
): CertificateFacts {
  if (isTrustBundle(ref) && profile.features['ClusterTrustBundle'] !== 'no')
    return { ref, object: { state: 'unknown' }, permitted: 'yes', known: false }
  const permitted = isGranted(snapshot, owner, ref)
  const isConfigMap = ref.group === '' && ref.kind === 'ConfigMap'
  if (!isConfigMap && !profile.caKinds.includes(`${ref.group}/${ref.kind}`)) {
    return failed(ref, { state: 'unknown' }, permitted, { reason: wrongKind, detail: `is a ${kindOf(ref)}, not a ConfigMap` })
  }
  const object = ref.kind === 'Secret' ? lookupSecret(snapshot, ref) : snapshot.lookup(ref)
  return judge(ref, object, permitted, 'InvalidCACertificateRef', found => authoritiesOf(found, profile.authorities))
}

/** The kind as profiles name it. */
export const TRUST_BUNDLE = 'certificates.k8s.io/ClusterTrustBundle'

export const isTrustBundle = ({ group, kind }: Reference): boolean => `${group}/${kind}` === TRUST_BUNDLE

/** A kind may have its name from another group. */
function kindOf({ group, kind }: Reference): string {
  return group === '' ? kind : `${kind} of group ${group}`
}

/** Permission comes before existence: nobody learns what another namespace holds. */
function judge(
  ref: Reference,
  object: Lookup,
  permitted: CertificateFacts['permitted'],
  invalid: CertificateProblem['reason'],
  contentOf: (object: Extract<Lookup, { state: 'found' }>['object']) => Content,
): CertificateFacts {
  if (permitted === 'no')
    return failed(ref, object, permitted, {
      reason: 'RefNotPermitted',
      detail: 'stands in another namespace, and no ReferenceGrant there permits it',
    })
  if (object.state === 'absent') return failed(ref, object, permitted, { reason: invalid, detail: 'does not exist' })
  if (object.state === 'unknown') return { ref, object, permitted, known: false }
  const content = contentOf(object.object)
  const leaf = content.certificates?.[0]
  return {
    ref,
    object,
    permitted,
    ...(content.problem !== undefined && { problem: { reason: invalid, detail: content.problem } }),
    ...(leaf !== undefined && {
      dnsNames: leaf.dnsNames,
      notBefore: leaf.notBefore,
      notAfter: leaf.notAfter,
      certificates: content.certificates!,
    }),
    known: permitted === 'yes' && content.withheld !== true,
  }
}

function failed(ref: Reference, object: Lookup, permitted: CertificateFacts['permitted'], problem: CertificateProblem): CertificateFacts {
  return { ref, object, permitted, problem, known: true }
}
