import type { Route } from '../../topology/model.ts'
import { defineRule } from '../rule.ts'
import { matchesIn } from '../view/match.ts'

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding'])

/** A condition on a header that a gateway uses or removes before it routes. */
export default defineRule({
  code: 'GWA-MAT-005',
  name: 'header-not-for-matching',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A match asks for a header that gateways handle themselves.',
    why: 'The host is matched by hostnames, in every protocol version; headers about the connection are gone before routes are chosen.',
    fix: 'Use hostnames for the host; leave headers about the connection alone.',
    spec: 'HTTPHeaderMatch and HTTPRouteSpec.hostnames in the Gateway API reference; RFC 9110, section 7.6.1',
  },
  messages: {
    host: ({ name }: { name: string }) =>
      `the ${name} header is matched by spec.hostnames: as a header condition it fails where the port is part of it or HTTP/2 sends :authority instead`,
    connection: ({ name }: { name: string }) =>
      `${name} is about one connection: a gateway handles it before it chooses a route, so this condition may never hold`,
    grpc: ({ name }: { name: string }) =>
      `a condition on ${name} application/grpc catches gRPC calls; a GRPCRoute says so by service and method`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    for (const { name, value, at } of matchesIn(topology, object).flatMap(match => match.headers)) {
      const key = name.toLowerCase()
      if (key === 'host' && !isMesh(route!)) report('host', at, { name })
      if (HOP_BY_HOP.has(key)) report('connection', at, { name })
      if (key === 'content-type' && value.startsWith('application/grpc') && route!.kind === 'HTTPRoute')
        report('grpc', at, { name }, { severity: 'info' })
    }
  },
})

/** Routes of a mesh have no hostnames: matching on Host is what the specification recommends there (GEP-1294). */
function isMesh(route: Route): boolean {
  return route.parentRefs.length > 0 && route.parentRefs.every(parent => parent.kind === 'Service' || parent.kind === 'ServiceImport')
}
