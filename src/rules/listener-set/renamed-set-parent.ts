import { defineRule } from '../rule.ts'
import { routeKinds } from '../view/reads.ts'

/** A parentRef to the kind that ListenerSet had before bundle 1.5, or to ListenerSet before there was one. */
export default defineRule({
  code: 'GWA-LSET-011',
  name: 'renamed-set-parent',
  severity: 'error',
  gate: 'object',
  kinds: routeKinds,
  reads: [],
  needs: 'sets',
  since: '0.1.0',
  docs: {
    summary: 'A parentRef names the listener set of another bundle: XListenerSet from 1.5 on, or ListenerSet before.',
    why: 'No such object can exist, so the route attaches to nothing through this reference.',
    fix: 'From bundle 1.5 on write group gateway.networking.k8s.io and kind ListenerSet.',
    spec: 'GEP-1713; Gateway API 1.5 release notes',
  },
  messages: {
    old: ({ version }: { version: string }) =>
      `bundle ${version} has no XListenerSet, so this attaches to nothing; write group gateway.networking.k8s.io, kind ListenerSet`,
    new: ({ version }: { version: string }) =>
      `bundle ${version} has no ListenerSet, so this attaches to nothing; write group gateway.networking.x-k8s.io, kind XListenerSet`,
  },
  check(object, { topology, report, options }) {
    const { version } = options.gatewayApi
    const renamed = Number(version.split('.')[1] ?? '0') >= 5
    for (const ref of topology.route(object)?.parentRefs ?? []) {
      if (ref.kind === 'XListenerSet' && renamed) report('old', [...ref.at, 'kind'], { version })
      if (ref.kind === 'ListenerSet' && ref.group === 'gateway.networking.k8s.io' && !renamed)
        report('new', [...ref.at, 'kind'], { version })
    }
  },
})
