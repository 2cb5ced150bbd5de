import type { Profile } from '../profile.ts'

/** What holds where nothing else is known: the specification and its conformance suite, undefined where both leave it open. */
const conformant: Omit<Profile, 'name' | 'title'> = {
  controllerNames: [],
  methodCounts: true,
  listenerConflict: 'all-lose',
  httpBesideTls: 'conflict',
  attachmentOrder: ['section', 'allowed', 'hostname'],
  mixedRouteKinds: 'both',
  missingPortReason: 'BackendNotFound',
  backendKinds: [],
  extensionKinds: [],
  caKinds: [],
  tlsTerminateKinds: ['TLSRoute'],
  features: {},
}

/** A profile: what it does not say is as the specification has it. */
export function defineProfile(profile: Partial<Profile> & Pick<Profile, 'name' | 'title'>): Profile {
  return Object.freeze({ ...conformant, ...profile })
}

/** Names of features, as the matrix of a profile. */
export function features(lists: { readonly supported: readonly string[]; readonly unsupported: readonly string[] }): Profile['features'] {
  return Object.freeze({
    ...Object.fromEntries(lists.supported.map(name => [name, 'yes' as const])),
    ...Object.fromEntries(lists.unsupported.map(name => [name, 'no' as const])),
  })
}
