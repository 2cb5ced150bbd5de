import type { Random } from '../mutate.ts'
import { randomBackend, weight } from './random-backends.ts'
import { gatewayApi, hostnames, type Made, maybe, several } from './vocabulary.ts'

export const routeKinds = ['HTTPRoute', 'HTTPRoute', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const
type RouteKind = (typeof routeKinds)[number]

export function randomRoute(kind: RouteKind, namespace: string, name: string, random: Random): Made {
  const named = kind === 'HTTPRoute' || kind === 'GRPCRoute'
  return {
    apiVersion: `${gatewayApi}/v1`,
    kind,
    metadata: { name, namespace },
    spec: {
      ...maybe(random, 0.99, () => ({ parentRefs: several(random, 1, 3, i => randomParent(i === 0, random)) })),
      ...maybe(random, named ? 0.5 : kind === 'TLSRoute' ? 1 : 0, () => ({
        hostnames: several(random, 1, 2, () => random.pick(hostnames)),
      })),
      ...maybe(random, named ? 0.97 : 1, () => ({ rules: several(random, 1, named ? 3 : 1, () => randomRule(kind, namespace, random)) })),
    },
  }
}

/** A port stands on one of them only: the translator mixes up parents that differ by nothing else. */
function randomParent(withPort: boolean, random: Random): object {
  return {
    ...(random.chance(0.2)
      ? { group: gatewayApi, kind: 'ListenerSet', name: `set-${random.below(3)}`, namespace: random.pick(['infra', 'shop', 'tools']) }
      : { name: `gateway-${random.below(random.chance(0.9) ? 2 : 3)}`, namespace: random.pick(['infra', 'infra', 'shop']) }),
    ...maybe(random, 0.03, () => ({ group: '', kind: 'Service', name: 'web' })),
    ...maybe(random, 0.3, () => ({ sectionName: random.pick(['l0', 'l1', 'l2', 's0', 'absent']) })),
    ...maybe(random, withPort ? 0.3 : 0, () => ({ port: random.pick([80, 443, 8080, 5000]) })),
  }
}

function randomRule(kind: RouteKind, namespace: string, random: Random): object {
  const backends = () => several(random, 1, 2, () => ({ ...randomBackend(namespace, random), ...weight(random) }))
  switch (kind) {
    case 'HTTPRoute':
      return randomHttpRule(namespace, random, backends)
    case 'GRPCRoute':
      return {
        ...maybe(random, 0.7, () => ({ matches: several(random, 1, 2, () => randomCall(random)) })),
        ...maybe(random, 0.2, () => ({ filters: several(random, 1, 2, () => randomFilter(grpcFilters, namespace, random)) })),
        ...maybe(random, 0.95, () => ({ backendRefs: backends() })),
      }
    default:
      return { backendRefs: backends() }
  }
}

function randomHttpRule(namespace: string, random: Random, backends: () => object[]): object {
  const filters = random.chance(0.35) ? several(random, 1, 2, () => randomFilter(httpFilters, namespace, random)) : []
  const redirects = filters.some(({ type }) => type === 'RequestRedirect')
  return {
    ...maybe(random, 0.7, () => ({ matches: several(random, 1, 2, () => randomMatch(random)) })),
    ...(filters.length > 0 && { filters }),
    ...maybe(random, redirects ? 0 : 0.93, () => ({ backendRefs: backends() })),
    ...maybe(random, 0.1, () => ({
      timeouts: random.pick([{ request: '10s' }, { request: '0s' }, { backendRequest: '1s' }, { request: '2s', backendRequest: '1s' }]),
    })),
    ...maybe(random, 0.05, () => ({ retry: random.pick([{ attempts: 2 }, { codes: [500, 503] }, { attempts: 1, backoff: '100ms' }]) })),
    ...maybe(random, 0.05, () => ({
      sessionPersistence: random.pick([{}, { sessionName: 's' }, { type: 'Header', sessionName: 'x-session' }]),
    })),
  }
}

function randomMatch(random: Random): object {
  return {
    ...maybe(random, 0.8, () => ({
      path: random.pick([
        { value: '/' },
        { value: '/a' },
        { type: 'Exact', value: '/a' },
        { type: 'PathPrefix', value: '/a/b' },
        { type: 'RegularExpression', value: '/a.*' },
        { type: 'RegularExpression', value: '/a(' },
      ]),
    })),
    ...maybe(random, 0.2, () => ({
      headers: [
        random.pick([
          { name: 'x', value: 'y' },
          { name: 'x', type: 'RegularExpression', value: 'y+' },
          { name: 'x', type: 'RegularExpression', value: '[' },
        ]),
      ],
    })),
    ...maybe(random, 0.1, () => ({
      queryParams: [
        random.pick([
          { name: 'q', value: 'y' },
          { name: 'q', type: 'RegularExpression', value: '(?<n>x)' },
        ]),
      ],
    })),
    ...maybe(random, 0.2, () => ({ method: random.pick(['GET', 'POST']) })),
  }
}

function randomCall(random: Random): object {
  return {
    ...maybe(random, 0.7, () => ({
      method: random.pick([
        { service: 'a.Cart' },
        { method: 'Get' },
        { service: 'a.Cart', method: 'Get' },
        { type: 'RegularExpression', service: 'a\\..*' },
        { type: 'RegularExpression', method: '(' },
      ]),
    })),
    ...maybe(random, 0.2, () => ({ headers: [{ name: 'x', value: 'y' }] })),
  }
}

const grpcFilters = ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestMirror', 'ExtensionRef']
const httpFilters = [...grpcFilters, 'RequestRedirect', 'URLRewrite', 'CORS', 'ExternalAuth']

interface Filter {
  readonly type: string
}

function randomFilter(types: readonly string[], namespace: string, random: Random): Filter {
  const type = random.pick(types)
  const field = type === 'URLRewrite' ? 'urlRewrite' : type === 'CORS' ? 'cors' : type[0]!.toLowerCase() + type.slice(1)
  return { type, [field]: settingsOf(type, namespace, random) }
}

function settingsOf(type: string, namespace: string, random: Random): object {
  const path = () =>
    maybe(random, 0.6, () => ({
      path: random.pick([
        { type: 'ReplaceFullPath', replaceFullPath: '/new' },
        { type: 'ReplaceFullPath', replaceFullPath: 'new' },
        { type: 'ReplacePrefixMatch', replacePrefixMatch: '/new' },
        { type: 'ReplacePrefixMatch', replacePrefixMatch: '' },
      ]),
    }))
  switch (type) {
    case 'RequestMirror':
      return {
        backendRef: randomBackend(namespace, random),
        ...maybe(random, 0.3, () => random.pick([{ percent: 50 }, { percent: 0 }, { fraction: { numerator: 1 } }])),
      }
    case 'RequestRedirect':
      return {
        ...path(),
        ...maybe(random, 0.3, () => ({ hostname: 'new.example.com' })),
        ...maybe(random, 0.3, () => ({ scheme: 'https', statusCode: random.pick([301, 302, 303, 307, 308]) })),
        ...maybe(random, 0.2, () => ({ port: 8443 })),
      }
    case 'URLRewrite':
      return { ...path(), ...maybe(random, 0.4, () => ({ hostname: 'new.example.com' })) }
    case 'CORS':
      return random.pick([
        {},
        { allowOrigins: ['*'] },
        { allowOrigins: ['https://*.example.com'], allowCredentials: true, allowMethods: ['GET'] },
      ])
    case 'ExternalAuth':
      return {
        ...random.pick([
          { protocol: 'HTTP', http: { path: '/auth' } },
          { protocol: 'GRPC', grpc: {} },
        ]),
        backendRef: randomBackend(namespace, random),
      }
    case 'ExtensionRef':
      return {
        ...random.pick([
          { group: 'example.com', kind: 'Filter' },
          { group: '', kind: 'ConfigMap' },
        ]),
        name: 'absent',
      }
    default:
      return random.pick([
        { set: [{ name: 'x-a', value: 'b' }] },
        {
          add: [
            { name: 'x-a', value: 'b' },
            { name: 'x-c', value: 'd' },
          ],
          remove: ['x-e'],
        },
        { set: [{ name: 'Host', value: 'b' }] },
        { remove: ['x-a', 'X-A'] },
        { remove: [''] },
        { remove: ['x:y', 'x'] },
        { set: [{ name: 'x-a', value: 'b' }], add: [{ name: 'X-A', value: 'c' }] },
        {},
      ])
  }
}
