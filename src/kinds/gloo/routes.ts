import type { ReferenceField } from '../define-kind.ts'

const destination = (at: string): ReferenceField[] => [
  { at: `${at}.upstream`, purpose: 'backend', group: 'gloo.solo.io', kind: 'Upstream', namespace: 'field' },
  { at: `${at}.kube.ref`, purpose: 'backend', group: '', kind: 'Service', namespace: 'field' },
]

/** What the routes of VirtualServices and RouteTables refer to. A namespace that is left out is the referrer's own. */
export const glooRoutes = (at: string): ReferenceField[] => [
  ...destination(`${at}.routeAction.single`),
  ...destination(`${at}.routeAction.multi.destinations[].destination`),
  { at: `${at}.routeAction.upstreamGroup`, purpose: 'backend', group: 'gloo.solo.io', kind: 'UpstreamGroup', namespace: 'field' },
  { at: `${at}.delegateAction.ref`, purpose: 'route', group: 'gateway.solo.io', kind: 'RouteTable', namespace: 'field' },
  {
    at: `${at}.optionsConfigRefs.delegateOptions[]`,
    purpose: 'extension',
    group: 'gateway.solo.io',
    kind: 'RouteOption',
    namespace: 'field',
  },
]
