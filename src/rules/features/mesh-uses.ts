import type { Route } from '../../topology/model.ts'
import { routeUses, type Use } from './uses.ts'

/** The features of a mesh that stand for those of a Gateway. */
const names: Readonly<Record<string, string>> = {
  HTTPRouteBackendRequestHeaderModification: 'MeshHTTPRouteBackendRequestHeaderModification',
  HTTPRouteNamedRouteRule: 'MeshHTTPRouteNamedRouteRule',
  HTTPRouteQueryParamMatching: 'MeshHTTPRouteQueryParamMatching',
  HTTPRoutePathRedirect: 'MeshHTTPRouteRedirectPath',
  HTTPRoutePortRedirect: 'MeshHTTPRouteRedirectPort',
  HTTPRoutePathRewrite: 'MeshHTTPRouteRewritePath',
  HTTPRouteSchemeRedirect: 'MeshHTTPRouteSchemeRedirect',
}

/** The features that a route needs of the mesh whose Services it names as parents; none where it names no Service. */
export function meshUses(route: Route): readonly Use[] {
  const services = route.parentRefs.filter(({ group, kind }) => group === '' && kind === 'Service')
  if (services.length === 0) return []
  const consumers = services
    .filter(({ namespace }) => namespace !== route.ref.namespace)
    .map(
      ({ at, namespace }): Use => ({
        feature: 'MeshConsumerRoute',
        at,
        what: `a route for a Service of namespace ${namespace}`,
        then: `requests from ${route.ref.namespace} do not meet these rules`,
      }),
    )
  return [
    ...consumers,
    ...routeUses(route).flatMap(use => (names[use.feature] === undefined ? [] : [{ ...use, feature: names[use.feature]! }])),
  ]
}
