import { keptOn } from '../inventory/kept-on.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import type { KubeObject } from '../kinds/object.ts'
import { knewFeature } from './features.ts'
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
  const profile = (controllerName === undefined ? undefined : profileOfController(controllerName)) ?? scope.profile
  return { class: lookup, profile, ...(controllerName !== undefined && { controllerName }) }
}

/** Whether a controller supports a feature: what its class says counts before what is known of the controller. Not known is not a no. */
export function supports(facts: ClassFacts, feature: string): Support {
  const reported = facts.class.state === 'found' ? reportedFeatures(facts.class.object) : undefined
  return (reported && byReport(reported, feature)) ?? byProfile(facts.profile, feature)
}

/** A list that is older than the feature says nothing about it. */
function byReport(reported: ReadonlySet<string>, feature: string): Support | undefined {
  if (reported.has(feature)) return { supported: 'yes', source: 'status' }
  return knewFeature(reported, feature) ? { supported: 'no', source: 'status' } : undefined
}

function byProfile(profile: Profile, feature: string): Support {
  const known = profile.features[feature]
  return known === undefined ? { supported: 'unknown', source: 'unknown' } : { supported: known, source: 'profile' }
}

/** The same for a mesh: an XMesh says who runs it; where there is none or several, the configured profile counts. */
export function supportsInMesh(snapshot: Snapshot, profile: Profile, feature: string): Support {
  const [mesh, another] = snapshot.list(xGroup, 'XMesh')
  if (mesh === undefined || another !== undefined) return byProfile(profile, feature)
  const reported = reportedFeatures(mesh)
  const answer = reported && byReport(reported, feature)
  if (answer !== undefined) return answer
  return byProfile(profileOfController(text(fields(mesh.spec).controllerName) ?? '') ?? profile, feature)
}

const reports = keptOn<ReadonlySet<string> | 'none'>()

/** `status.supportedFeatures`: names, as strings before bundle 1.2 and as objects since. */
function reportedFeatures(gatewayClass: KubeObject): ReadonlySet<string> | undefined {
  let report = reports.get(gatewayClass)
  if (report === undefined) {
    const list = fields(gatewayClass.status).supportedFeatures
    report = Array.isArray(list) && list.length > 0 ? new Set(list.map(item => text(item) ?? text(fields(item).name) ?? '')) : 'none'
    reports.set(gatewayClass, report)
  }
  return report === 'none' ? undefined : report
}
