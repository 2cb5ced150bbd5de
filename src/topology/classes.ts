import { keptOn } from '../inventory/kept-on.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import type { KubeObject } from '../kinds/object.ts'
import { readReport } from './features.ts'
import { xGroup } from './indexes.ts'
import { gatewayGroup } from './model.ts'
import type { Profile } from './profile.ts'
import { profileOfController } from './profiles/index.ts'
import { fields, text } from './reading/fields.ts'
import { readGateway } from './reading/gateway.ts'
import type { Scope } from './scope.ts'
import type { ClassFacts, Support } from './topology.ts'

/** The class that a Gateway names, and the profile of its controller. */
export function classOf(scope: Scope, gateway: KubeObject): ClassFacts {
  const name = readGateway(gateway).className
  const lookup = scope.snapshot.lookup({ group: gatewayGroup, kind: 'GatewayClass', namespace: '', name })
  const controllerName = lookup.state === 'found' ? text(fields(lookup.object.spec).controllerName) : undefined
  const known = (controllerName === undefined ? undefined : profileOfController(controllerName)) ?? scope.profile
  const profile = lookup.state === 'found' ? withReport(known, lookup.object) : known
  return { class: lookup, profile, ...(controllerName !== undefined && { controllerName }) }
}

const profilesByClass = keptOn<{ readonly known: Profile; readonly profile: Profile }>()

/** What the class says of its features counts before what is known of the controller. */
function withReport(known: Profile, gatewayClass: KubeObject): Profile {
  const reported = reportedFeatures(gatewayClass)
  if (reported === undefined) return known
  let made = profilesByClass.get(gatewayClass)
  if (made?.known !== known) {
    made = { known, profile: Object.freeze({ ...known, features: { ...known.features, ...reported } }) }
    profilesByClass.set(gatewayClass, made)
  }
  return made.profile
}

/** Whether a controller supports a feature, and whether its class or its profile says so. Not known is not a no. */
export function supports(facts: ClassFacts, feature: string): Support {
  const reported = facts.class.state === 'found' ? reportedFeatures(facts.class.object) : undefined
  return byReport(reported, feature) ?? byProfile(facts.profile, feature)
}

function byReport(reported: Profile['features'] | undefined, feature: string): Support | undefined {
  const supported = reported?.[feature]
  return supported === undefined ? undefined : { supported, source: 'status' }
}

function byProfile(profile: Profile, feature: string): Support {
  const known = profile.features[feature]
  return known === undefined ? { supported: 'unknown', source: 'unknown' } : { supported: known, source: 'profile' }
}

/** The same for a mesh: an XMesh says who runs it; where there is none or several, the configured profile counts. */
export function supportsInMesh(snapshot: Snapshot, profile: Profile, feature: string): Support {
  const [mesh, another] = snapshot.list(xGroup, 'XMesh')
  if (mesh === undefined || another !== undefined) return byProfile(profile, feature)
  const answer = byReport(reportedFeatures(mesh), feature)
  if (answer !== undefined) return answer
  return byProfile(profileOfController(text(fields(mesh.spec).controllerName) ?? '') ?? profile, feature)
}

const reports = keptOn<Profile['features'] | 'none'>()

/** `status.supportedFeatures`: names, as strings before bundle 1.2 and as objects since. */
function reportedFeatures(gatewayClass: KubeObject): Profile['features'] | undefined {
  let report = reports.get(gatewayClass)
  if (report === undefined) {
    const list = fields(gatewayClass.status).supportedFeatures
    report = Array.isArray(list) && list.length > 0 ? readReport(list.map(item => text(item) ?? text(fields(item).name) ?? '')) : 'none'
    reports.set(gatewayClass, report)
  }
  return report === 'none' ? undefined : report
}
