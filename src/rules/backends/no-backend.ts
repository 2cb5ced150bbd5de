import { defineRule } from '../rule.ts'

/** A rule that matches requests and has nowhere to send them. */
export default defineRule({
  code: 'GWA-BE-011',
  name: 'no-backend',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A rule has no backendRefs and does not redirect.',
    why: 'Every request that it matches is answered with 500, while the route shows Accepted and ResolvedRefs.',
    fix: 'Name a backend, redirect, or remove the rule so that its requests meet another one or 404.',
    spec: 'HTTPRouteRule.backendRefs in the Gateway API reference; conformance test HTTPRouteNoBackendRefs',
  },
  messages: {
    rule: ({ what }: { what: string }) => `requests of this rule are answered with 500: it has no backendRefs${what}`,
    route: () =>
      'every request of this route is answered with 500: without spec.rules it has one rule, which matches everything and has no backend',
    grpc: () => 'the route answers no call: without spec.rules it matches none',
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    if (route === undefined) return
    const written = (object.spec as { rules?: unknown } | undefined)?.rules
    if (route.kind === 'GRPCRoute' && route.rules.length === 0) return report('grpc', ['spec'], {})
    if (written === undefined) return report('route', ['spec'], {})
    for (const { at, backends, filters } of route.rules) {
      if (backends.length > 0 || filters.some(filter => filter.type === 'RequestRedirect' || filter.type === 'ExtensionRef')) continue
      const what =
        filters.length === 0
          ? ''
          : filters.some(filter => filter.type === 'RequestMirror')
            ? ', and a mirror is no backend'
            : ', and its filters answer nothing'
      report('rule', at, { what })
    }
  },
})
