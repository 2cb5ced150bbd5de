import { defineRule } from '../rule.ts'
import { matchesIn } from '../view/match.ts'

/** A gRPC method match that no call has, or that means more than it looks. */
export default defineRule({
  code: 'GWA-MAT-011',
  name: 'grpc-method-match',
  severity: 'warning',
  gate: 'object',
  kinds: ['GRPCRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A gRPC method match names a service or method that no call has, or leaves the service open.',
    why: 'A call is a POST to /package.Service/Method. A leading dot or a slash never occurs in its parts, and a method without a service is not matched by every implementation.',
    fix: 'Write the full service name, package.Service, and the bare method name.',
    spec: 'GRPCMethodMatch in the Gateway API reference: matching on the method alone is extended support',
  },
  messages: {
    dot: ({ service }: { service: string }) =>
      `no gRPC call names a service ${service}: the path of a call is /package.Service/Method, without a dot in front`,
    slash: ({ part, value }: { part: string; value: string }) =>
      `the ${part} of a gRPC call has no slash in it: ${JSON.stringify(value)} matches no call, or not the calls it seems to`,
    anyService: ({ method }: { method: string }) =>
      `without a service this matches ${method} of every service, and not every implementation supports that`,
    empty: () => 'an expression without service and method matches every call; leave the match out to say so',
  },
  check(object, { topology, report }) {
    for (const { grpc, at } of matchesIn(topology, object)) {
      if (grpc === undefined) continue
      const { type, service, method } = grpc
      const place = [...at, 'method']
      if (type === 'Exact' && service?.startsWith('.')) report('dot', [...place, 'service'], { service })
      if (type === 'RegularExpression') {
        for (const [part, value] of [
          ['service', service],
          ['method', method],
        ] as const) {
          if (value?.includes('/')) report('slash', [...place, part], { part, value })
        }
        if (service === undefined && method === undefined) report('empty', place, {})
      }
      if (type === 'Exact' && service === undefined && method !== undefined) report('anyService', place, { method }, { severity: 'info' })
    }
  },
})
