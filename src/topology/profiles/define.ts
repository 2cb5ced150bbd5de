import { keyPairTypes } from '../certificates/content.ts'
import type { Profile } from '../profile.ts'

/** What holds where nothing else is known: the specification and its conformance suite, undefined where both leave it open. */
const conformant: Omit<Profile, 'name' | 'title'> = {
  controllerNames: [],
  methodCounts: 'first',
  exactPrecedes: false,
  listenerConflict: 'all-lose',
  httpBesideTls: 'conflict',
  attachmentOrder: ['section', 'allowed', 'hostname'],
  contentOutweighsGates: false,
  mixedRouteKinds: 'both',
  missingPortReason: 'BackendNotFound',
  missingTransportReason: 'UnsupportedProtocol',
  protocols: [],
  brokenListener: 'accepted',
  brokenListenerCounts: true,
  brokenListenerConflicts: true,
  strictCertificateRefs: false,
  certificateTypes: keyPairTypes,
  meshKinds: 'greatest',
  backendKinds: [],
  hostKinds: [],
  extensionKinds: [],
  vendorsComplete: false,
  unsupportedFilters: [],
  refusesOtherThanRE2: false,
  refusesHeaderNames: false,
  authorities: 'certificates',
  overlapAmong: 'TLS family',
  caKinds: [],
  severalPolicyTargets: false,
  tlsTerminateKinds: ['TLSRoute'],
  features: {},
}

/** A profile: what it does not say is as the specification has it. */
export function defineProfile(profile: Partial<Profile> & Pick<Profile, 'name' | 'title'>): Profile {
  return Object.freeze({ ...conformant, ...profile })
}

/** A column of the matrix of features: names with blanks between them. */
export function features(lists: { readonly supported: string; readonly unsupported: string }): Profile['features'] {
  const entries = (names: string, supported: 'yes' | 'no') =>
    names
      .split(' ')
      .filter(Boolean)
      .map(name => [name, supported])
  return Object.freeze(Object.fromEntries([...entries(lists.supported, 'yes'), ...entries(lists.unsupported, 'no')]))
}
