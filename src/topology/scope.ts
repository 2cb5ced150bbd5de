import type { Snapshot } from '../inventory/snapshot.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { Fact } from './derive.ts'
import type { Profile } from './profile.ts'

/** What every algorithm here works on: the snapshot, the choices of the user, and facts that are kept. */
export interface Scope {
  readonly snapshot: Snapshot
  /** The profile of Gateways whose controller is not known. */
  readonly profile: Profile
  /** Objects without a creation time count as created together, so that names decide; otherwise their order is not known. */
  readonly sameAge: boolean
  derive<V>(fact: Fact<Scope, V>, key: KubeObject): V
}
