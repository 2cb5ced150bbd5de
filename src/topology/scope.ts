import type { ObjectRef } from '../diagnostics/finding.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { Fact } from './derive.ts'
import type { ListenerRoutes } from './gateway-routes.ts'
import type { Profile } from './profile.ts'
import type { Entrances } from './simulate/entrances.ts'
import type { EffectiveListener } from './topology.ts'

/** What every algorithm here works on: the snapshot, the choices of the user, and facts that are kept. */
export interface Scope {
  readonly snapshot: Snapshot
  /** The same, for facts that note themselves what they depend on. */
  readonly quiet: Snapshot
  /** The profile of Gateways whose controller is not known. */
  readonly profile: Profile
  /** Objects without a creation time count as created together, so that names decide; otherwise their order is not known. */
  readonly sameAge: boolean
  derive<V>(fact: Fact<Scope, V>, key: KubeObject): V
}

/** What the larger algorithms need besides the facts that rules see. */
export interface Engine {
  readonly snapshot: Snapshot
  readonly sameAge: boolean
  profileAt(listener: EffectiveListener): Profile
  profileOfRoute(route: KubeObject): Profile
  derive<V>(fact: Fact<Scope, V>, key: KubeObject): V
  routesAt(listener: EffectiveListener): ListenerRoutes | undefined
  entrances(): Entrances
  readonly policyTls: { ancestorsOf(target: ObjectRef): readonly ObjectRef[] }
}
