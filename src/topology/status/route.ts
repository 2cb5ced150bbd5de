import type { KubeObject } from '../../kinds/object.ts'
import type { Route } from '../model.ts'
import type { MeshBinding, ParentFacts, Topology } from '../topology.ts'
import { and } from '../tri.ts'
import { byTri, condition, named } from './conditions.ts'
import type { Condition, PredictedStatus, RouteParentStatus } from './result.ts'
import { routeContent } from './route-content.ts'

/** What the controllers of a route's parents write on it: an entry for every parent that exists, or may exist. */
export function routeStatus(topology: Topology, object: KubeObject): PredictedStatus {
  const route = topology.route(object)!
  const parents = topology
    .parentsOf(object)
    .filter(({ parent, kind, gateway }) => parent.state !== 'absent' && kind !== 'other' && !isOrphan(topology, gateway))
  return { parents: parents.map(parent => parentStatus(topology, route, parent)) }
}

/** Of a class that does not exist: no controller looks at such a Gateway, nor at its routes. */
function isOrphan(topology: Topology, gateway: KubeObject | undefined): boolean {
  return gateway !== undefined && topology.classOf(gateway).class.state === 'absent'
}

function parentStatus(topology: Topology, route: Route, parent: ParentFacts): RouteParentStatus {
  const { group, kind, namespace, name, sectionName, port } = parent.ref
  const content = routeContent(topology, route, parent)
  const acceptance = accepted(topology, route, parent, content)
  return {
    parentRef: { group, kind, namespace, name, ...(sectionName !== undefined && { sectionName }), ...(port !== undefined && { port }) },
    controllerName: (parent.gateway === undefined ? undefined : topology.classOf(parent.gateway).controllerName) ?? '',
    conditions: [
      acceptance,
      resolvedRefs(topology, route, parent),
      // It must not stand on a route that is not accepted.
      ...(content.partial === undefined || acceptance.status === 'False' ? [] : [content.partial]),
    ],
  }
}

function accepted(topology: Topology, route: Route, parent: ParentFacts, content: { readonly rejected?: Condition }): Condition {
  const { profile } = parent.gateway === undefined ? topology : topology.classOf(parent.gateway)
  if (content.rejected !== undefined && profile.contentOutweighsGates && parent.reason !== 'NoMatchingListenerHostname')
    return content.rejected
  if (parent.accepted === 'no') return condition('Accepted', 'False', parent.reason ?? 'NoMatchingParent', refusal(route, parent))
  if (parent.kind === 'Service') {
    const lost = meshBindings(topology, parent).find(binding => binding.route === route && binding.conflictsWith !== undefined)
    if (lost !== undefined)
      return condition(
        'Accepted',
        'False',
        'Conflicted',
        `${named(lost.conflictsWith!.ref)} names the same Service and port, and its kind precedes`,
      )
  }
  const unknown = parent.parent.state === 'unknown' ? `${named(parent.ref)} is not known` : ''
  return content.rejected ?? byTri('Accepted', parent.accepted, 'Accepted', 'NoMatchingParent', unknown)
}

function meshBindings(topology: Topology, parent: ParentFacts): readonly MeshBinding[] {
  const facts = topology.meshOf(parent.ref)
  return [...facts.producers, ...[...facts.consumers.values()].flat()]
}

function refusal(route: Route, parent: ParentFacts): string {
  const { ref, reason, bindings } = parent
  switch (reason) {
    case 'NoMatchingParent': {
      const wanted = [
        ref.sectionName === undefined ? [] : `named ${ref.sectionName}`,
        ref.port === undefined ? [] : `on port ${ref.port}`,
      ].flat()
      return `${named(ref)} has no listener ${wanted.join(' ') || 'at all'}`
    }
    case 'NotAllowedByListeners':
      return bindings.some(({ stage }) => stage === 'namespace')
        ? `no listener of ${named(ref)} lets routes of namespace ${route.ref.namespace} in`
        : `no listener of ${named(ref)} takes a ${route.kind}`
    default:
      return `no hostname of the route fits a listener of ${named(ref)}`
  }
}

/** The first reference that fails counts; across a mesh parent no grant is needed. */
function resolvedRefs(topology: Topology, route: Route, parent: ParentFacts): Condition {
  const facts = topology.backendsOf(route.object)
  const failing = facts.find(
    backend =>
      backend.reason !== undefined && backend.hidden !== true && !(parent.kind === 'Service' && backend.reason === 'RefNotPermitted'),
  )
  if (failing !== undefined) return condition('ResolvedRefs', 'False', failing.reason!, failing.detail ?? '')
  const { unusableBackendTls } = parent.gateway === undefined ? topology.profile : topology.classOf(parent.gateway).profile
  if (unusableBackendTls !== undefined) {
    const policy = facts
      .map(({ ref, port }) => (port === undefined ? undefined : topology.backendTls(ref, port.port).effective))
      .find(found => found?.usable === 'no')
    if (policy !== undefined)
      return condition(
        'ResolvedRefs',
        'False',
        unusableBackendTls,
        `BackendTLSPolicy ${policy.ref.namespace}/${policy.ref.name} has no certificate authority that can be used`,
      )
  }
  const unknown = facts.find(({ resolved }) => resolved === 'unknown')
  const missing =
    unknown === undefined
      ? ''
      : `${named(unknown.ref)} is not known${unknown.permitted === 'unknown' ? ', nor whether a ReferenceGrant permits it' : ''}`
  return byTri(
    'ResolvedRefs',
    and(...facts.map(({ resolved, hidden }) => (hidden ? 'yes' : resolved))),
    'ResolvedRefs',
    'BackendNotFound',
    missing,
  )
}
