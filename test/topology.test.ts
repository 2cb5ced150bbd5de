import t from 'tap'
import { createSnapshot } from '../src/inventory/store.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { requestChanges } from '../src/topology/changes/compare.ts'
import { createTopology } from '../src/topology/open.ts'
import { replacePrefix } from '../src/topology/simulate/rewrite.ts'
import { simulationText } from '../src/topology/simulate/text.ts'
import { intersectHostnames } from '../src/values/hostname.ts'
import { answer, exact, fromAll, gateway, http, https, object, prefix, regex, route, rule, service, topology } from './topology/objects.ts'

/** One request and who answers it. */
type Row = readonly [request: string, expected: string, more?: Parameters<typeof answer>[2]]

function rows(
  t: { equal(found: unknown, wanted: unknown, message: string): unknown },
  objects: readonly KubeObject[],
  table: readonly Row[],
  options?: Parameters<typeof topology>[1],
): void {
  const world = topology(objects, options)
  for (const [request, expected, more] of table) {
    const space = request.indexOf(' ')
    const [method, url] = space < 0 ? ['GET', request] : [request.slice(0, space), request.slice(space + 1)]
    t.equal(answer(world, url, { method, ...more }), expected, `${request} ${JSON.stringify(more ?? {})}`)
  }
}

t.test('hostnames that a listener and a route have in common', t => {
  const table = [
    ['very.specific.com', 'very.specific.com', 'very.specific.com'],
    ['very.specific.com', '*.specific.com', 'very.specific.com'],
    ['very.specific.com', 'non.matching.com', undefined],
    ['very.specific.com', '', 'very.specific.com'],
    ['*.wildcard.io', 'wildcard.io', undefined],
    ['*.wildcard.io', 'foo.wildcard.io', 'foo.wildcard.io'],
    ['*.wildcard.io', 'foo.bar.wildcard.io', 'foo.bar.wildcard.io'],
    ['*.wildcard.io', '*.wildcard.io', '*.wildcard.io'],
    ['*.wildcard.io', 'foo.notwildcard.io', undefined],
    ['*.example.com', '*.com', '*.example.com'],
    ['*.com', '*.example.com', '*.example.com'],
    ['', 'any.host.org', 'any.host.org'],
    ['', '', ''],
  ] as const
  for (const [listener, own, expected] of table) {
    t.equal(intersectHostnames(listener, own), expected, `${listener} with ${own}`)
    t.equal(intersectHostnames(own, listener), expected, `${own} with ${listener}`)
  }
  t.end()
})

t.test('a route answers on the common hostnames only', t => {
  const objects = [
    gateway([http('very.specific.com', 80, 'one'), http('*.wildcard.io', 80, 'two')]),
    route('a', { hostnames: ['non.matching.com', '*.specific.com'], rules: [rule('a', prefix('/a'))] }),
    route('b', { hostnames: ['*.wildcard.io'], rules: [rule('b', prefix('/b'))] }),
    route('c', { hostnames: ['foo.bar.wildcard.io'], rules: [rule('c', prefix('/c'))] }),
    route('d', { hostnames: ['wildcard.io'], rules: [rule('d')] }),
  ]
  rows(t, objects, [
    ['http://very.specific.com/a', 'a'],
    ['http://VERY.specific.com:80/a', 'a'],
    ['http://other.specific.com/a', '404'],
    ['http://non.matching.com/a', '404'],
    ['http://foo.wildcard.io/b', 'b'],
    ['http://foo.bar.wildcard.io/b', 'b'],
    ['http://wildcard.io/b', '404'],
    ['http://foo.bar.wildcard.io/c', 'c'],
    ['http://foo.wildcard.io/c', '404'],
  ])
  const status = topology(objects).status(objects[4]!)
  t.equal(status?.parents?.[0]?.conditions[0]?.reason, 'NoMatchingListenerHostname')
  t.end()
})

t.test('paths, headers, methods and parameters, in their precedence', t => {
  const header = (name: string, value: string) => ({ type: 'Exact', name, value })
  const objects = [
    gateway([http()]),
    route('one', {
      rules: [
        rule('exact', exact('/v2')),
        rule('prefix', prefix('/v2')),
        rule('long', prefix('/v2/example')),
        rule('root', prefix('/')),
        rule('post', { method: 'POST' }),
        rule('header', { headers: [header('version', 'two')] }),
        rule('two-headers', { headers: [header('version', 'two'), header('color', 'blue')] }),
        rule('query', { queryParams: [{ name: 'animal', value: 'whale' }] }),
        rule('method-and-path', prefix('/p', { method: 'PATCH' })),
        rule('longer-path', prefix('/p/q')),
        rule('header-and-query', { headers: [header('x', '1')], queryParams: [{ name: 'animal', value: 'whale' }] }),
        rule('slash', prefix('/slash/')),
      ],
    }),
  ]
  rows(t, objects, [
    ['http://h.org/', 'root'],
    ['http://h.org/v2', 'exact'],
    ['http://h.org/v2/', 'prefix'],
    ['http://h.org/v2/else', 'prefix'],
    ['http://h.org/v2example', 'root'],
    ['http://h.org/v2/example', 'long'],
    ['http://h.org/v2/example/one', 'long'],
    ['http://h.org/v3', 'root'],
    ['http://h.org/', 'header', { headers: { Version: 'two' } }],
    ['http://h.org/', 'root', { headers: { Version: 'Two' } }],
    ['http://h.org/', 'two-headers', { headers: { version: 'two', color: 'blue' } }],
    ['http://h.org/v2', 'exact', { headers: { version: 'two' } }],
    ['POST http://h.org/', 'post'],
    ['POST http://h.org/', 'post', { headers: { version: 'two', color: 'blue' } }],
    ['POST http://h.org/v2/x', 'prefix'],
    ['http://h.org/?animal=whale', 'query'],
    ['http://h.org/?animal=dolphin', 'root'],
    ['http://h.org/?animal=whale&animal=dolphin', 'query'],
    ['http://h.org/?Animal=whale', 'root'],
    ['http://h.org/?animal=whale', 'header', { headers: { version: 'two' } }],
    ['http://h.org/?animal=whale', 'header-and-query', { headers: { x: '1' } }],
    ['PATCH http://h.org/p', 'method-and-path'],
    ['PATCH http://h.org/p/q', 'longer-path'],
    ['http://h.org/slash', 'slash'],
    ['http://h.org/slash/x', 'slash'],
    ['http://h.org/slashes', 'root'],
  ])
  t.end()
})

t.test('between routes the older wins, then the name', t => {
  const at = (creationTimestamp: string, namespace: string) => ({ creationTimestamp, namespace })
  const objects = [
    gateway([http()]),
    route('young', { rules: [rule('young', prefix('/aged'))] }, at('2025-02-01T00:00:00Z', 'a')),
    route('old', { rules: [rule('old', prefix('/aged')), rule('old-root', prefix('/'))] }, at('2025-01-01T00:00:00Z', 'b')),
    route('zed', { rules: [rule('zed', prefix('/named'))] }, at('2025-03-01T00:00:00Z', 'a')),
    route('abe', { rules: [rule('abe', prefix('/named'))] }, at('2025-03-01T00:00:00Z', 'a-b')),
    route('host', { hostnames: ['example.com'], rules: [rule('host', prefix('/'))] }, at('2025-04-01T00:00:00Z', 'c')),
    route('wild', { hostnames: ['*.example.com'], rules: [rule('wild', prefix('/'))] }, at('2025-04-01T00:00:00Z', 'c')),
    route('deep', { hostnames: ['*.a.example.com'], rules: [rule('deep', prefix('/'))] }, at('2025-04-01T00:00:00Z', 'c')),
  ]
  rows(t, objects, [
    ['http://h.org/aged', 'old'],
    // As one string a-b/abe comes before a/zed.
    ['http://h.org/named', 'abe'],
    ['http://example.com/aged', 'host'],
    ['http://x.example.com/aged', 'wild'],
    ['http://x.a.example.com/', 'deep'],
  ])
  const [first] = topology([gateway([http()]), route('a', { rules: [rule('a')] }), route('b', { rules: [rule('b')] })], {}).simulate({
    url: 'http://h.org/',
  }).traces
  t.match(first?.notes[0], /whichever route is created first/, 'without ages nobody can tell')
  t.end()
})

t.test('where a regular expression stands among prefixes is up to the controller, within one route too', t => {
  const notes = (...rules: object[]) =>
    topology([gateway([http()]), route('r', { rules })], {}).simulate({ url: 'http://h.org/re/x' }).traces[0]?.notes
  const beside = [rule('same', regex('/re/x.*')), rule('other', prefix('/re'))]
  t.match(notes(rule('same', regex('/re/.*')), ...beside), [
    /^rule 2 of the same route fits too, and which of the two answers is up to the/,
  ])
  t.same(notes(rule('same', regex('/re/.*')), rule('same', prefix('/re'))), [], 'the same backends')
  t.end()
})

t.test('methods, and exact values, stand where the controller puts them', t => {
  const objects = [
    gateway([http()]),
    route('r', {
      rules: [
        rule('headers', { headers: ['a', 'b'].map(name => ({ name, value: '1' })) }),
        rule('regex', { headers: [{ type: 'RegularExpression', name: 'a', value: '.*' }], path: { value: '/x' } }),
        rule('method', { method: 'PATCH' }),
        rule('header', { headers: [{ name: 'b', value: '1' }] }),
        rule('exact', { headers: [{ name: 'b', value: '1' }], path: { value: '/x' } }),
      ],
    }),
  ]
  for (const [request, conformant, envoy, headers] of [
    ['PATCH http://h.org/', 'method', 'headers', { a: '1', b: '1' }],
    ['PATCH http://h.org/', 'method', 'method', { b: '1' }],
    ['GET http://h.org/x', 'regex', 'exact', { a: '1', b: '1' }],
  ] as const) {
    rows(t, objects, [[request, conformant, { headers }]])
    rows(t, objects, [[request, envoy, { headers }]], { profile: 'envoy-gateway' })
  }
  t.end()
})

t.test('regular expressions stand where the controller puts them', t => {
  const objects = [gateway([http()]), route('r', { rules: [rule('regex', regex('/shop/.*')), rule('prefix', prefix('/shop/cart'))] })]
  rows(t, objects, [['http://h.org/shop/cart', 'regex']], { profile: 'envoy-gateway' })
  rows(t, objects, [['http://h.org/shop/cart', 'prefix']], { profile: 'istio' })
  t.match(topology(objects).simulate({ url: 'http://h.org/shop/cart' }).traces[0]?.candidates[1]?.level, 'path type')
  t.end()
})

t.test('redirects', t => {
  const to = (path: string, requestRedirect: object) => ({
    matches: [prefix(path)],
    filters: [{ type: 'RequestRedirect', requestRedirect }],
  })
  const rules = [
    to('/scheme', { scheme: 'https' }),
    to('/scheme-and-port-8443', { scheme: 'https', port: 8443 }),
    to('/scheme-nil-and-port-80', { port: 80 }),
    to('/scheme-http-and-port-8080', { scheme: 'http', port: 8080 }),
    to('/scheme-https-port-443', { scheme: 'https', port: 443 }),
    to('/host', { hostname: 'example.org' }),
    to('/host-and-status', { hostname: 'example.org', statusCode: 301 }),
    to('/original-prefix', { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/replacement-prefix' } }),
    to('/full', { path: { type: 'ReplaceFullPath', replaceFullPath: '/full-path-replacement' } }),
    to('/nothing', {}),
  ]
  const objects = [gateway([http(undefined, 80), http(undefined, 8080), https(undefined, 443)]), route('r', { rules })]
  rows(t, objects, [
    ['http://h.org/scheme', '302 https://h.org/scheme'],
    ['http://h.org:8080/scheme', '302 https://h.org/scheme'],
    ['http://h.org/scheme-and-port-8443', '302 https://h.org:8443/scheme-and-port-8443'],
    ['http://h.org/scheme-nil-and-port-80', '302 http://h.org/scheme-nil-and-port-80'],
    ['http://h.org:8080/scheme-nil-and-port-80', '302 http://h.org/scheme-nil-and-port-80'],
    ['https://h.org/scheme-nil-and-port-80', '302 https://h.org:80/scheme-nil-and-port-80'],
    ['https://h.org/scheme-http-and-port-8080', '302 http://h.org:8080/scheme-http-and-port-8080'],
    ['http://h.org:8080/scheme-https-port-443', '302 https://h.org/scheme-https-port-443'],
    ['http://h.org/host', '302 http://example.org/host'],
    ['http://h.org:8080/host', '302 http://example.org:8080/host'],
    ['https://h.org/host', '302 https://example.org/host'],
    ['http://h.org/host-and-status', '301 http://example.org/host-and-status'],
    ['http://h.org/original-prefix/lemon?a=b', '302 http://h.org/replacement-prefix/lemon?a=b'],
    ['http://h.org/full/path/x', '302 http://h.org/full-path-replacement'],
    ['http://h.org:8080/nothing', '302 http://h.org:8080/nothing'],
  ])
  t.end()
})

t.test('prefixes are replaced element by element', t => {
  const table = [
    ['/foo/bar', '/foo', '/xyz', '/xyz/bar'],
    ['/foo/bar', '/foo', '/xyz/', '/xyz/bar'],
    ['/foo/bar', '/foo/', '/xyz', '/xyz/bar'],
    ['/foo/bar', '/foo/', '/xyz/', '/xyz/bar'],
    ['/foo', '/foo', '/xyz', '/xyz'],
    ['/foo/', '/foo', '/xyz', '/xyz/'],
    ['/foo/bar', '/foo', '', '/bar'],
    ['/foo/', '/foo', '', '/'],
    ['/foo', '/foo', '', '/'],
    ['/foo/', '/foo', '/', '/'],
    ['/foo', '/foo', '/', '/'],
    ['/', '/', '/app', '/app/'],
    ['/x', '/', '/app', '/app/x'],
  ] as const
  for (const [path, matched, replacement, expected] of table)
    t.equal(replacePrefix(path, matched, replacement), expected, `${path}: ${matched} by ${replacement}`)
  t.end()
})

t.test('filters, in their order', t => {
  const filters = [
    {
      type: 'RequestHeaderModifier',
      requestHeaderModifier: { set: [{ name: 'X-Set', value: 'new' }], add: [{ name: 'X-Add', value: 'more' }], remove: ['X-Gone'] },
    },
    { type: 'URLRewrite', urlRewrite: { hostname: 'inner.org', path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/new' } } },
    { type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [{ name: 'x-answer', value: '1' }], remove: ['server'] } },
    { type: 'RequestMirror', requestMirror: { backendRef: { name: 'mirror', port: 80 }, percent: 10 } },
  ]
  const objects = [
    gateway([http()]),
    service('b'),
    service('mirror'),
    route('r', { rules: [{ ...rule('b', prefix('/old')), filters, timeouts: { request: '3s' } }] }),
  ]
  const [trace] = topology(objects).simulate({
    url: 'http://h.org/old/x?q=1',
    headers: { 'x-set': 'old', 'x-add': 'some', 'x-gone': '1' },
  }).traces
  t.match(trace, {
    answer: {
      kind: 'forward',
      request: { method: 'GET', host: 'inner.org', path: '/new/x?q=1', headers: { 'x-set': 'new', 'x-add': 'some,more' } },
    },
    responseHeaders: { 'x-answer': '1', server: undefined },
    mirrors: [{ backend: { name: 'mirror' }, percent: 10 }],
    timeouts: { request: '3s' },
  })
  t.notOk('x-gone' in ((trace?.answer as { request?: { headers: object } } | undefined)?.request?.headers ?? {}))
  t.same(
    trace?.filters.map(({ type }) => type),
    ['RequestHeaderModifier', 'URLRewrite', 'ResponseHeaderModifier', 'RequestMirror'],
  )
  t.end()
})

t.test('a rule that retries, and one that says that nothing is retried', t => {
  const rules = [
    { ...rule('b', prefix('/once')), retry: { attempts: 0, codes: [503] } },
    { ...rule('b', prefix('/again')), retry: { attempts: 2, codes: [503] } },
  ]
  const world = topology([gateway([http()]), service('b'), route('r', { rules })])
  const retry = (path: string) => world.simulate({ url: `http://h.org${path}` }).traces[0]?.retry
  t.same([retry('/once'), retry('/again')], [undefined, { attempts: 2, codes: [503] }])
  t.end()
})

t.test('filters of a listener come before its routes', t => {
  const filters = {
    requests: [{ type: 'ExternalAuth', externalAuth: { protocol: 'HTTP', http: {}, backendRef: { name: 'auth', port: 80 } } }],
  }
  const world = topology([
    gateway([{ ...http(), filters }, http(undefined, 8080)]),
    service('b'),
    route('r', { rules: [rule('b', prefix('/b'))] }),
  ])
  const notes = (url: string) => world.simulate({ url }).traces[0]?.notes
  const first = 'before a route is chosen the request passes the filters of the listener (ExternalAuth): what they do to it is not known'
  t.same([notes('http://h.org/b'), notes('http://h.org/'), notes('http://h.org:8080/b')], [[first], [first], []])
  t.end()
})

t.test('hosts keep the port that the client names', t => {
  const redirect = { matches: [prefix('/away')], filters: [{ type: 'RequestRedirect', requestRedirect: { statusCode: 301 } }] }
  const world = topology([gateway([http(), http(undefined, 8080)]), service('b'), route('r', { rules: [rule('b'), redirect] })])
  for (const [url, headers, host] of [
    ['http://H.org/', {}, 'h.org'],
    ['http://h.org:8080/', {}, 'h.org:8080'],
    ['http://10.0.0.1/', { Host: 'h.org:1234' }, 'h.org:1234'],
    ['http://10.0.0.1:8080/', { Host: 'h.org' }, 'h.org'],
  ] as const)
    t.match(world.simulate({ url, headers }).traces[0]?.answer, { request: { host } }, url)
  t.equal(answer(world, 'http://h.org/away', { headers: { Host: 'h.org:1234' } }), '301 http://h.org/away')
  t.end()
})

t.test('filters of one backend, and headers that it answers with', t => {
  const modifier = (type: string, field: string, value: string) => ({
    type,
    [field]: { add: [{ name: 'X-From', value }] },
  })
  const split = {
    filters: [
      modifier('RequestHeaderModifier', 'requestHeaderModifier', 'rule'),
      modifier('ResponseHeaderModifier', 'responseHeaderModifier', 'rule'),
    ],
    backendRefs: [
      { name: 'plain', port: 80 },
      {
        name: 'own',
        port: 80,
        filters: [
          modifier('RequestHeaderModifier', 'requestHeaderModifier', 'ref'),
          modifier('ResponseHeaderModifier', 'responseHeaderModifier', 'ref'),
        ],
      },
    ],
  }
  const world = topology([gateway([http()]), service('plain'), service('own'), route('r', { rules: [split] })])
  const [trace] = world.simulate({ url: 'http://h.org/', backendHeaders: { 'X-From': 'app', 'X-Kept': '1' } }).traces
  t.match(trace, { responseHeaders: { 'x-from': 'app,rule', 'x-kept': '1' }, answer: { request: { headers: { 'x-from': 'rule' } } } })
  const { backends } = trace!.answer as { backends: readonly { own?: object }[] }
  t.equal(backends[0]!.own, undefined)
  t.match(backends[1]!.own, { request: { headers: { 'x-from': 'rule,ref' } }, responseHeaders: { 'x-from': 'app,rule,ref' } })
  t.end()
})

t.test('CORS: preflights and answers', t => {
  const cors = {
    type: 'CORS',
    cors: {
      allowOrigins: ['https://www.foo.com', 'https://*.bar.com'],
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['x-a'],
      exposeHeaders: ['x-b', '*'],
      maxAge: 60,
      allowCredentials: true,
    },
  }
  const world = topology([gateway([http()]), route('r', { rules: [{ ...rule('b', prefix('/')), filters: [cors] }] })])
  const ask = (origin: string) =>
    world.simulate({
      url: 'http://h.org/',
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x-a' },
    }).traces[0]?.answer
  t.match(ask('https://www.foo.com'), {
    kind: 'preflight',
    status: 204,
    headers: {
      'access-control-allow-origin': 'https://www.foo.com',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'x-a',
      'access-control-expose-headers': 'x-b',
      'access-control-max-age': '60',
      'access-control-allow-credentials': 'true',
    },
  })
  t.match(ask('https://a.b.bar.com'), { headers: { 'access-control-allow-origin': 'https://a.b.bar.com' } })
  t.same((ask('https://evil.com') as { headers: object }).headers, {})
  const plain = world.simulate({ url: 'http://h.org/', headers: { Origin: 'https://www.foo.com' } }).traces[0]
  t.equal(plain?.responseHeaders['access-control-allow-origin'], 'https://www.foo.com')
  t.end()
})

t.test('backends: weights, errors, protocols', t => {
  const objects = [
    gateway([http()]),
    object('GatewayClass', 'class', { controllerName: 'example.com/controller' }),
    service('good'),
    service('grpc', [{ port: 80, appProtocol: 'kubernetes.io/h2c' }]),
    service('far', [{ port: 80 }], 'other'),
    route('r', {
      rules: [
        {
          matches: [prefix('/split')],
          backendRefs: [
            { name: 'good', port: 80, weight: 9 },
            { name: 'missing', port: 80, weight: 1 },
          ],
        },
        { matches: [prefix('/drained')], backendRefs: [{ name: 'good', port: 80, weight: 0 }] },
        {
          matches: [prefix('/idle')],
          backendRefs: [
            { name: 'good', port: 80 },
            { name: 'grpc', port: 80, weight: 0 },
          ],
        },
        { matches: [prefix('/none')] },
        { matches: [prefix('/far')], backendRefs: [{ name: 'far', namespace: 'other', port: 80 }] },
        { matches: [prefix('/port')], backendRefs: [{ name: 'good', port: 81 }] },
        { matches: [prefix('/kind')], backendRefs: [{ kind: 'Pod', name: 'good', port: 80 }] },
        { matches: [prefix('/h2c')], backendRefs: [{ name: 'grpc', port: 80 }] },
      ],
    }),
  ]
  const world = topology([...objects, object('ReferenceGrant', 'not-this', { from: [], to: [] }, { namespace: 'other' })], {
    sameAge: true,
  })
  rows(t, objects, [
    ['http://h.org/split', 'good,missing'],
    ['http://h.org/drained', '500'],
    ['http://h.org/none', '500'],
    ['http://h.org/far', '500'],
    ['http://h.org/port', '500'],
    ['http://h.org/kind', '500'],
    ['http://h.org/nothing', '404'],
    ['http://h.org:81/', 'refused'],
    ['https://h.org:80/', 'refused'],
  ])
  const split = world.simulate({ url: 'http://h.org/split' }).traces[0]?.answer
  t.match(split, { backends: [{ share: 0.9 }, { share: 0.1 }] })
  t.match(simulationText(world.simulate({ url: 'http://h.org/idle' })), /to Service infra\/good:80 by http.*\n.*grpc:80 \(0 %\) by h2c/)
  t.match(world.simulate({ url: 'http://h.org/h2c' }).traces[0]?.answer, { backends: [{ protocol: 'h2c' }] })
  t.match(
    world.backendsOf(objects[5]!).map(({ reason }) => reason),
    [undefined, undefined, undefined, undefined, undefined, 'RefNotPermitted', 'BackendNotFound', 'InvalidKind', undefined],
  )
  t.end()
})

t.test('ReferenceGrants: both sides in one grant, literally', t => {
  const from = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'infra' }
  const to = { group: '', kind: 'Service', name: 'far' }
  const grants: readonly (readonly [string, unknown, unknown, string, 'yes' | 'no'])[] = [
    ['as it should be', [from], [to], 'other', 'yes'],
    ['all names', [from], [{ group: '', kind: 'Service' }], 'other', 'yes'],
    ['an empty name', [from], [{ ...to, name: '' }], 'other', 'yes'],
    ['one of several', [{ ...from, namespace: 'x' }, from], [{ ...to, kind: 'Secret' }, to], 'other', 'yes'],
    ['in the wrong namespace', [from], [to], 'infra', 'no'],
    ['wrong from group', [{ ...from, group: 'gateway.networking.k8s.io/v1' }], [to], 'other', 'no'],
    ['wrong from kind', [{ ...from, kind: 'GRPCRoute' }], [to], 'other', 'no'],
    ['wrong from namespace', [{ ...from, namespace: 'other' }], [to], 'other', 'no'],
    ['wrong to group', [from], [{ ...to, group: 'core' }], 'other', 'no'],
    ['wrong to kind', [from], [{ ...to, kind: 'service' }], 'other', 'no'],
    ['wrong to name', [from], [{ ...to, name: 'near' }], 'other', 'no'],
  ]
  const target = { group: '', kind: 'Service', namespace: 'other', name: 'far' }
  for (const [name, froms, tos, namespace, expected] of grants) {
    const world = topology([object('ReferenceGrant', 'g', { from: froms, to: tos }, { namespace })])
    t.equal(world.isGranted(from, target), expected, name)
    t.equal(world.nearestGrant(from, target) === undefined, expected === 'yes', `${name}: near miss`)
  }
  const halves = [
    object('ReferenceGrant', 'a', { from: [from], to: [{ ...to, name: 'x' }] }, { namespace: 'other' }),
    object('ReferenceGrant', 'b', { from: [{ ...from, kind: 'x' }], to: [to] }, { namespace: 'other' }),
  ]
  t.equal(topology(halves).isGranted(from, target), 'no', 'two halves are no grant')
  t.end()
})

t.test('listeners that cannot share a port', t => {
  const named = (protocol: string, hostname?: string, mode?: string) => ({
    protocol,
    ...(hostname !== undefined && { hostname }),
    ...(mode !== undefined
      ? { tls: { mode, certificateRefs: [{ name: 'c' }] } }
      : protocol === 'HTTPS' && { tls: { certificateRefs: [{ name: 'c' }] } }),
  })
  const table: readonly (readonly [object, object, string | undefined])[] = [
    [named('HTTP', 'a.com'), named('HTTP', 'b.com'), undefined],
    [named('HTTP', 'a.com'), named('HTTP', '*.com'), undefined],
    [named('HTTP'), named('HTTP', 'a.com'), undefined],
    [named('HTTP'), named('HTTP'), 'HostnameConflict'],
    [named('HTTP', 'a.com'), named('HTTPS', 'b.com'), 'ProtocolConflict'],
    [named('HTTP'), named('TCP'), 'ProtocolConflict'],
    [named('HTTPS', 'a.com'), named('TLS', 'a.com', 'Passthrough'), 'HostnameConflict'],
    [named('HTTPS', 'a.com'), named('TLS', 'b.com', 'Passthrough'), undefined],
    [named('TLS', 'a.com', 'Terminate'), named('TLS', 'b.com', 'Passthrough'), undefined],
    [named('TCP'), named('TCP'), 'ProtocolConflict'],
    [named('TCP'), named('UDP'), undefined],
    [named('UDP'), named('UDP'), 'ProtocolConflict'],
    [named('HTTPS', 'a.com'), named('TCP'), 'ProtocolConflict'],
    [named('example.com/X'), named('TCP'), undefined],
  ]
  for (const [a, b, expected] of table) {
    for (const [one, two] of [
      [a, b],
      [b, a],
    ]) {
      const world = topology([
        gateway([
          { name: 'one', port: 9000, ...one },
          { name: 'two', port: 9000, ...two },
        ]),
      ])
      const found = world
        .effectiveListeners(world.snapshot.list('gateway.networking.k8s.io', 'Gateway')[0]!)
        .map(({ conflict }) => conflict?.reason)
      t.same(found, [expected, expected], `${JSON.stringify(one)} beside ${JSON.stringify(two)}`)
    }
  }
  t.end()
})

t.test('ListenerSets come after the Gateway, the older first', t => {
  const set = (name: string, creationTimestamp: string | undefined, hostname: string, namespace = 'infra') =>
    object(
      'ListenerSet',
      name,
      { parentRef: { name: 'edge', namespace: 'infra' }, listeners: [{ ...http(hostname, 80, 'l'), allowedRoutes: fromAll }] },
      { namespace, ...(creationTimestamp && { creationTimestamp }) },
    )
  const objects = [
    gateway([http('gateway.org', 80, 'own')], { allowedListeners: { namespaces: { from: 'Same' } } }),
    set('a-young', '2025-02-01T00:00:00Z', 'shared.org'),
    set('b-old', '2025-01-01T00:00:00Z', 'shared.org'),
    set('c-greedy', '2024-01-01T00:00:00Z', 'gateway.org'),
    set('d-foreign', '2024-01-01T00:00:00Z', 'foreign.org', 'elsewhere'),
  ]
  const world = topology(objects)
  t.same(
    world.effectiveListeners(objects[0]!).map(({ owner, conflict }) => `${owner.name} ${conflict?.outcome ?? 'ok'}`),
    ['edge ok', 'c-greedy loses', 'b-old ok', 'a-young loses'],
  )
  t.equal(world.status(objects[0]!)?.attachedListenerSets, 1)
  t.match(world.status(objects[4]!)?.conditions?.[0], { type: 'Accepted', status: 'False', reason: 'NotAllowed' })
  t.match(world.status(objects[1]!)?.conditions?.[0], { status: 'False', reason: 'ListenersNotValid' })
  const beyond = object('ListenerSet', 'beyond', {
    parentRef: { name: 'edge', namespace: 'infra' },
    listeners: [{ name: 'l', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'certificate', namespace: 'elsewhere' }] } }],
  })
  const ungranted = topology([objects[0]!, beyond])
  for (const condition of ungranted.status(beyond)!.conditions!) t.match(condition, { status: 'False', reason: 'ListenersNotValid' })
  t.equal(ungranted.status(objects[0]!)?.attachedListenerSets, 0, 'a set that is not accepted is not attached')
  const unaged = topology([objects[0]!, set('a', undefined, 'shared.org'), set('b', undefined, 'shared.org')], {})
  t.same(
    unaged.effectiveListeners(objects[0]!).map(({ conflict }) => conflict?.outcome),
    [undefined, 'undetermined', 'undetermined'],
  )
  t.end()
})

t.test('attachment and its reasons', t => {
  const world = (spec: object, metadata: object = {}, kind = 'HTTPRoute') => {
    const own = route('r', { rules: [rule('b')], ...spec }, { ...metadata }, kind)
    const objects = [
      gateway([
        { ...http('a.org', 80, 'same'), allowedRoutes: { namespaces: { from: 'Same' } } },
        { ...http('b.org', 80, 'selected'), allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'x' } } } } },
        { ...http('c.org', 81, 'grpc'), allowedRoutes: { ...fromAll, kinds: [{ kind: 'GRPCRoute' }] } },
        { name: 'tls', port: 443, protocol: 'TLS', hostname: '*.t.org', tls: { mode: 'Passthrough' }, allowedRoutes: fromAll },
      ]),
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team', labels: { team: 'x' } } },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'plain' } },
      own,
    ]
    const found = topology(objects).parentsOf(own)[0]!
    return found.accepted === 'no'
      ? found.reason
      : found.bindings
          .filter(({ verdict }) => verdict === 'yes')
          .map(({ listener }) => listener.name)
          .join()
  }
  const at = (more: object) => ({ parentRefs: [{ name: 'edge', namespace: 'infra', ...more }] })
  const table: readonly (readonly [string, string | undefined, string])[] = [
    [world({}) ?? '', 'same', 'the namespace of the Gateway'],
    [world({}, { namespace: 'team' }) ?? '', 'selected', 'a selected namespace'],
    [world({}, { namespace: 'plain' }) ?? '', 'NotAllowedByListeners', 'another namespace'],
    [world(at({ sectionName: 'none' })) ?? '', 'NoMatchingParent', 'no such section'],
    [world(at({ port: 8080 })) ?? '', 'NoMatchingParent', 'no such port'],
    [world(at({ sectionName: 'same', port: 81 })) ?? '', 'NoMatchingParent', 'section and port do not meet'],
    [world(at({ sectionName: 'grpc' })) ?? '', 'NotAllowedByListeners', 'a kind that the listener does not take'],
    [world(at({ sectionName: 'grpc' }), {}, 'GRPCRoute') ?? '', 'grpc', 'a kind that it does'],
    [world({ hostnames: ['z.org'] }) ?? '', 'NoMatchingListenerHostname', 'no common hostname'],
    [world({ hostnames: ['x.t.org'] }, {}, 'TLSRoute') ?? '', 'tls', 'a TLSRoute'],
    [
      world({ ...at({ sectionName: 'same' }), hostnames: ['a.org'] }, {}, 'TLSRoute') ?? '',
      'NotAllowedByListeners',
      'a TLSRoute at an HTTP listener',
    ],
    [world({}, {}, 'TCPRoute') ?? '', 'NotAllowedByListeners', 'a TCPRoute without a TCP listener'],
  ]
  for (const [found, expected, name] of table) t.equal(found, expected, name)
  t.end()
})

t.test('listeners keep their hosts to themselves', t => {
  const objects = [
    gateway([
      http(undefined, 80, 'empty'),
      http('*.example.com', 80, 'wild'),
      http('*.foo.example.com', 80, 'deeper'),
      http('abc.foo.example.com', 80, 'exact'),
    ]),
    ...['empty', 'wild', 'deeper', 'exact'].map(name =>
      route(name, { parentRefs: [{ name: 'edge', namespace: 'infra', sectionName: name }], rules: [rule(name, prefix(`/${name}`))] }),
    ),
  ]
  const hosts = { empty: 'bar.com', wild: 'bar.example.com', deeper: 'bar.foo.example.com', exact: 'abc.foo.example.com' }
  rows(
    t,
    objects,
    Object.entries(hosts).flatMap(([owner, host]) =>
      ['empty', 'wild', 'deeper', 'exact'].map(path => [`http://${host}/${path}`, path === owner ? owner : '404'] as const),
    ),
  )
  const everywhere = route('wide', {
    hostnames: ['bar.foo.example.com'],
    parentRefs: [{ name: 'edge', namespace: 'infra', sectionName: 'wild' }],
    rules: [rule('wide')],
  })
  const world = topology([...objects, everywhere])
  t.match(world.bindingsOf(everywhere)[0]?.isolated, [{ hostname: 'bar.foo.example.com', by: { name: 'deeper' }, served: false }])
  t.same(world.effectiveHostnames(world.bindingsOf(everywhere)[0]!), [])
  t.end()
})

t.test('TLS: names, modes, clients, misdirected requests', t => {
  const objects = [
    gateway(
      [
        https('a.example.com', 443, 'a'),
        https('*.example.com', 443, 'wild'),
        { name: 'pass', port: 443, protocol: 'TLS', hostname: 'p.org', tls: { mode: 'Passthrough' } },
        https('m.org', 8443, 'mutual'),
        { name: 'tcp', port: 5000, protocol: 'TCP' },
        { name: 'udp', port: 5000, protocol: 'UDP' },
      ],
      {
        tls: {
          frontend: {
            default: {},
            perPort: [{ port: 8443, tls: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] } } }],
          },
        },
      },
    ),
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'ca', namespace: 'infra' }, data: { 'ca.crt': 'x' } },
    route('r', { rules: [rule('web')] }),
    route('t', { hostnames: ['p.org'], rules: [rule('passed')] }, {}, 'TLSRoute'),
    route('old', { rules: [rule('tcp-old')] }, { creationTimestamp: '2024-01-01T00:00:00Z' }, 'TCPRoute'),
    route('new', { rules: [rule('tcp-new')] }, { creationTimestamp: '2025-01-01T00:00:00Z' }, 'TCPRoute'),
    route('u', { rules: [rule('udp')] }, {}, 'UDPRoute'),
  ]
  rows(t, objects, [
    ['https://a.example.com/', 'web'],
    ['https://b.example.com/', 'web'],
    ['https://other.org/', 'refused'],
    ['https://a.example.com/', '421', { sni: 'b.example.com' }],
    ['https://a.example.com/', 'refused', { sni: '' }],
    ['https://p.org/', 'passed'],
    ['tls://p.org', 'passed'],
    ['http://a.example.com:443/', 'refused'],
    ['tcp://h.org:5000', 'tcp-old'],
    ['udp://h.org:5000', 'udp'],
  ])
  const mutual = topology(objects, { profile: 'envoy-gateway', sameAge: true })
  t.equal(answer(mutual, 'https://m.org:8443/'), 'refused', 'without a client certificate')
  t.equal(answer(mutual, 'https://m.org:8443/', { clientCertificate: 'valid' }), 'web', 'with one')
  t.equal(mutual.simulate({ url: 'https://a.example.com/' }).traces[0]?.tls?.certificate?.name, 'certificate')
  t.end()
})

t.test('features that the class reports count where the profile leaves a choice', t => {
  const everything = 'GatewayHTTPSListenerDetectMisdirectedRequests TLSRouteModeMixed TLSRouteModeTerminate HTTPRouteRetry'
  const objects = [
    gateway([
      https('a.example.com', 443, 'a'),
      https('*.example.com', 443, 'wild'),
      { name: 'ends', port: 8443, protocol: 'TLS', hostname: 'e.org', tls: { certificateRefs: [{ name: 'certificate' }] } },
      { name: 'passes', port: 8443, protocol: 'TLS', hostname: 'p.org', tls: { mode: 'Passthrough' } },
    ]),
    route('r', { rules: [rule('web')] }),
  ]
  const told = (...missing: string[]) => {
    const names = everything.split(' ').filter(name => !missing.includes(name))
    const gatewayClass = {
      ...object('GatewayClass', 'class', { controllerName: 'example.com/controller' }, { namespace: '' }),
      status: { supportedFeatures: names.map(name => ({ name })) },
    }
    const world = topology([...objects, gatewayClass])
    const listeners = world.status(objects[0]!)!.listeners!
    const [ends, passes] = ['ends', 'passes'].map(name => {
      const { conditions, supportedKinds } = listeners.find(listener => listener.name === name)!
      return `${conditions.find(({ type }) => type === 'Accepted')!.reason} ${supportedKinds.map(({ kind }) => kind).join(',')}`
    })
    return [ends, passes, answer(world, 'https://a.example.com/', { sni: 'b.example.com' })]
  }
  t.same(told(), ['Accepted TLSRoute', 'Accepted TLSRoute', '421'])
  t.same(told('TLSRouteModeMixed'), ['ProtocolConflict ', 'ProtocolConflict ', '421'])
  t.same(told('TLSRouteModeMixed', 'TLSRouteModeTerminate')[0], 'ProtocolConflict ')
  t.same(told('GatewayHTTPSListenerDetectMisdirectedRequests')[2], 'web')
  t.end()
})

t.test('gRPC and WebSocket', t => {
  const objects = [
    gateway([http()]),
    service('chat', [{ port: 80, appProtocol: 'kubernetes.io/ws' }]),
    route(
      'g',
      {
        rules: [
          rule('method', { method: { service: 'shop.Cart', method: 'Add' } }),
          rule('service', { method: { service: 'shop.Cart' } }),
          rule('any-service', { method: { method: 'Ping' } }),
        ],
      },
      {},
      'GRPCRoute',
    ),
    route('w', { rules: [rule('chat', prefix('/chat'))] }),
  ]
  rows(t, objects, [
    ['POST http://h.org/', 'method', { grpc: 'shop.Cart/Add' }],
    ['POST http://h.org/', 'service', { grpc: 'shop.Cart/Remove' }],
    ['POST http://h.org/', 'any-service', { grpc: 'other.Thing/Ping' }],
    ['POST http://h.org/', '404', { grpc: 'other.Thing/Pong' }],
    ['ws://h.org/chat', 'chat'],
  ])
  t.match(topology(objects).simulate({ url: 'ws://h.org/chat' }).traces[0]?.answer, { backends: [{ protocol: 'websocket' }] })
  t.end()
})

t.test('mesh: producers, consumers, kinds', t => {
  const parent = { parentRefs: [{ group: '', kind: 'Service', name: 'cart', namespace: 'shop' }] }
  const objects = [
    service('cart', [{ port: 80 }, { port: 81 }], 'shop'),
    service('v2', [{ port: 80 }], 'shop'),
    object('HTTPRoute', 'producer', { ...parent, rules: [rule('v2', prefix('/new'))] }, { namespace: 'shop' }),
    object(
      'HTTPRoute',
      'consumer',
      { ...parent, rules: [{ matches: [prefix('/new')], backendRefs: [{ name: 'cart', namespace: 'shop', port: 80 }] }] },
      { namespace: 'client' },
    ),
  ]
  rows(t, objects, [
    ['http://cart.shop/new', 'v2', { clientNamespace: 'any' }],
    ['http://cart/new', 'v2', { clientNamespace: 'shop' }],
    ['http://cart.shop/new', 'cart', { clientNamespace: 'client' }],
    ['http://cart.shop/old', '404', { clientNamespace: 'any' }],
    ['http://cart.shop:82/', 'refused', { clientNamespace: 'any' }],
    ['http://cart.shop/new', 'v2', { clientNamespace: 'any', headers: { host: 'v2.shop' } }],
    ['http://v2.shop/old', 'v2', { clientNamespace: 'any', headers: { host: 'cart.shop' } }],
  ])
  t.equal(topology(objects).backendsOf(objects[3]!)[0]?.reason, undefined, 'a mesh needs no grant')
  t.end()
})

t.test('facts follow what they depend on', t => {
  const namespace = (team: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team } } })
  const own = route('r', { rules: [rule('b', prefix('/a')), rule('c', prefix('/b'))] }, { namespace: 'shop' })
  const edge = gateway([
    { ...https(undefined, 443, 'l'), allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'x' } } } } },
  ])
  const first = topology([edge, namespace('x'), own])
  const [listener] = first.effectiveListeners(edge)
  t.equal(first.routesOn(listener!).length, 1)
  const later = (snapshot: typeof first.snapshot) => createTopology(snapshot, { sameAge: true })
  const relabelled = later(first.snapshot.with(namespace('y')))
  t.equal(relabelled.effectiveListeners(edge)[0], listener, 'the listener stands as it was')
  t.equal(relabelled.routesOn(listener!).length, 0, 'its routes do not')
  t.equal(later(relabelled.snapshot.with(namespace('x'))).routesOn(listener!).length, 1)
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'certificate', namespace: 'infra' },
    type: 'Opaque',
    data: { 'tls.crt': 'eA==' },
  }
  const broken = later(first.snapshot.with(secret))
  t.not(broken.effectiveListeners(edge)[0], listener, 'a Secret that came makes the listener anew')
  t.equal(broken.effectiveListeners(edge)[0]?.certificates[0]?.problem?.detail, 'has no key tls.key')
  t.equal(
    later(broken.snapshot.without({ group: '', kind: 'Secret', namespace: 'infra', name: 'certificate' })).effectiveListeners(edge)[0]
      ?.certificates[0]?.problem,
    undefined,
  )
  const others = ['a', 'z'].map(name => route(name, { rules: [rule('d', prefix('/a'))] }, { namespace: 'shop' }))
  const grown = later(others.reduce((snapshot, object) => snapshot.with(object), first.snapshot))
  t.same(
    grown.flatMatches(listener!).map(match => match.route.ref.name),
    later(createSnapshot([...others, own, namespace('x'), edge]))
      .flatMatches(grown.effectiveListeners(edge)[0]!)
      .map(match => match.route.ref.name),
    'whatever came first',
  )
  t.same(
    grown.conflictsOf(own).map(({ kind, outcome, others: [other] }) => `${kind} ${outcome} ${other?.route.ref.name}`),
    ['duplicate loses a'],
  )
  t.end()
})

t.test('routes without parents go to the Gateways that take them by default', t => {
  const own = object('HTTPRoute', 'r', { useDefaultGateways: 'All', rules: [rule('b')] })
  const objects = [gateway([http()], { defaultScope: 'All' }), gateway([http()], {}, 'other'), own]
  const world = topology(objects)
  t.same(
    world.parentsOf(own).map(({ ref, accepted }) => `${ref.name} ${accepted}`),
    ['edge yes'],
  )
  t.equal(answer(world, 'http://h.org/', { gateway: { namespace: 'infra', name: 'edge' } }), 'b')
  t.equal(answer(world, 'http://h.org/', { gateway: { namespace: 'infra', name: 'other' } }), '404')
  t.end()
})

t.test('BackendTLSPolicies: the port before the Service, the older before the younger', t => {
  const policy = (
    name: string,
    sectionName: string | undefined,
    creationTimestamp: string,
    validation: object = { hostname: name, wellKnownCACertificates: 'System' },
  ) =>
    object(
      'BackendTLSPolicy',
      name,
      { targetRefs: [{ group: '', kind: 'Service', name: 'b', ...(sectionName && { sectionName }) }], validation },
      { creationTimestamp },
    )
  const ref = { group: '', kind: 'Service', namespace: 'infra', name: 'b' }
  const objects = [
    gateway([http()], { tls: { backend: { clientCertificateRef: { name: 'client' } } } }),
    service('b', [
      { port: 443, name: 'https' },
      { port: 80, name: 'http' },
    ]),
    route('r', { rules: [{ backendRefs: [{ name: 'b', port: 443 }] }] }),
    policy('whole-old', undefined, '2024-01-01T00:00:00Z'),
    policy('whole-young', undefined, '2025-01-01T00:00:00Z'),
    policy('section', 'https', '2025-06-01T00:00:00Z'),
    policy('no-such-port', '443', '2025-06-01T00:00:00Z'),
    policy('no-authority', 'http', '2025-06-01T00:00:00Z', {
      hostname: 'x',
      caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'none' }],
    }),
  ]
  const world = topology(objects)
  t.equal(world.backendTls(ref, 443).effective?.ref.name, 'section')
  t.equal(world.backendTls(ref, 80).effective?.ref.name, 'no-authority')
  t.same(
    objects
      .slice(3)
      .map(each =>
        world.status(each)?.ancestors?.map(({ conditions }) => conditions.map(({ status, reason }) => `${status} ${reason}`).join()),
      ),
    [
      ['True Accepted,True ResolvedRefs'],
      ['False Conflicted,True ResolvedRefs'],
      ['True Accepted,True ResolvedRefs'],
      ['False TargetNotFound,True ResolvedRefs'],
      ['False NoValidCACertificate,False InvalidCACertificateRef'],
    ],
  )
  t.match(world.simulate({ url: 'http://h.org/' }).traces[0]?.answer, {
    backends: [{ tls: { hostname: 'section', ca: ['System'], clientCertificate: { name: 'client' } } }],
  })
  t.end()
})

t.test('delegation to other routes', t => {
  const to = (namespace: string, name: string, ...matches: object[]) => ({
    ...(matches.length > 0 && { matches }),
    backendRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace, name }],
  })
  const child = (name: string, namespace: string, rules: object[], more: object = {}, metadata: object = {}) =>
    object('HTTPRoute', name, { rules, ...more }, { namespace, ...metadata })
  const inherit = { annotations: { 'delegation.kgateway.dev/inherit-parent-matcher': 'true' } }
  const x = { headers: [{ name: 'x', value: '1' }] }
  const objects = [
    gateway([http()]),
    route('parent', {
      rules: [
        rule('fallback'),
        to('a', '*', prefix('/a')),
        to('b', 'named', prefix('/b', x)),
        to('c', '*', prefix('/c', { method: 'GET' })),
        to('loop', '*', prefix('/loop')),
        to('void', '*', prefix('/void')),
      ],
    }),
    child('one', 'a', [rule('one', prefix('/a/1')), rule('beyond', prefix('/z'))]),
    child('two', 'a', [to('deep', 'leaf', prefix('/a/2'))]),
    child('hosts', 'a', [rule('hosts', prefix('/a/3'))], { hostnames: ['h.org'] }),
    child('stranger', 'a', [rule('stranger', prefix('/a/4'))], { parentRefs: [{ kind: 'HTTPRoute', name: 'other', namespace: 'infra' }] }),
    child('own', 'a', [rule('own', prefix('/a/5'))], { parentRefs: [{ kind: 'HTTPRoute', name: 'parent', namespace: 'infra' }] }),
    child('leaf', 'deep', [rule('leaf', exact('/a/2/x'))]),
    child('named', 'b', [rule('named', prefix('/b', x)), rule('wider', prefix('/b/w'))]),
    child('unnamed', 'b', [rule('unnamed', prefix('/b/u', x))]),
    child('relative', 'c', [rule('relative', exact('/r', { method: 'PUT' })), rule('rest')], {}, inherit),
    child('l', 'loop', [to('loop', 'm')], {}, inherit),
    child('m', 'loop', [to('loop', 'l')], {}, inherit),
  ]
  const world = (profile: string) => topology(objects, { profile, sameAge: true })
  for (const [url, expected, more] of [
    ['/', 'fallback'],
    ['/a', 'fallback'],
    ['/a/1/x', 'one'],
    ['/z', 'fallback'],
    ['/a/2/x', 'leaf'],
    ['/a/2/y', 'fallback'],
    ['/a/3', 'fallback'],
    ['/a/4', 'fallback'],
    ['/a/5', 'own'],
    ['/b', 'named', { headers: { x: '1' } }],
    ['/b/w', 'named', { headers: { x: '1' } }],
    ['/b/w', 'fallback'],
    ['/b/u', 'named', { headers: { x: '1' } }],
    ['/c/r', 'relative'],
    ['/c/r', 'fallback', { method: 'PUT' }],
    ['/c/other', 'rest'],
    ['/loop', 'fallback'],
    ['/void/x', 'fallback'],
  ] as const)
    t.equal(answer(world('kgateway'), `http://h.org${url}`, more), expected, `${url} ${JSON.stringify(more ?? {})}`)
  t.equal(answer(world('conformant'), 'http://h.org/a/1'), '500')
  t.match(world('kgateway').simulate({ url: 'http://h.org/a/2/x' }).traces[0], {
    site: { route: { name: 'leaf' } },
    delegatedBy: [
      { route: { name: 'parent' }, rule: 1 },
      { route: { name: 'two' }, rule: 0 },
    ],
  })
  const open = createTopology(createSnapshot(objects), { profile: 'kgateway', sameAge: true })
  t.equal(answer(open, 'http://h.org/void/x'), 'unknown', 'routes that may exist elsewhere')

  const names = Array.from({ length: 40 }, (_, i) => `n${i}`)
  const tangle = names.map(name => child(name, 'a', [to('a', '*')]))
  t.equal(
    answer(
      topology([gateway([http()]), route('parent', { rules: [to('a', '*')] }), ...tangle], { profile: 'kgateway', sameAge: true }),
      'http://h.org/',
    ),
    'unknown',
    'more ways than anybody follows',
  )
  t.end()
})

t.test('requests that a change answers differently', t => {
  const world = (...routes: KubeObject[]) => topology([gateway([http()]), service('a'), service('b'), ...routes])
  const a = route('a', {
    hostnames: ['h.org'],
    rules: [rule('a', prefix('/x')), rule('b', prefix('/y', { headers: [{ name: 'v', value: '1' }] }))],
  })
  const spec = a.spec as { rules: object[] }
  const withRules = (...rules: object[]) => ({ ...a, spec: { ...spec, rules } }) as KubeObject
  const header = { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'n', value: '1' }] } }
  const table: readonly (readonly [string, KubeObject[], KubeObject[], string[]])[] = [
    ['nothing', [a], [a], []],
    ['rules in another order', [a], [withRules(spec.rules[1]!, spec.rules[0]!)], []],
    ['another name', [a], [{ ...a, metadata: { ...a.metadata, name: 'z' } }], []],
    ['a route less', [a], [], ['broken http://h.org/x', 'broken http://h.org/y']],
    ['a route more', [], [a], ['served http://h.org/x', 'served http://h.org/y']],
    ['another backend', [a], [withRules(rule('b', prefix('/x')), spec.rules[1]!)], ['moved http://h.org/x']],
    ['another header', [a], [withRules({ ...spec.rules[0], filters: [header] }, spec.rules[1]!)], ['moved http://h.org/x']],
    [
      'a part that fails',
      [a],
      [
        withRules(
          {
            ...rule('a', prefix('/x')),
            backendRefs: [
              { name: 'a', port: 80 },
              { name: 'a', port: 81 },
            ],
          },
          spec.rules[1]!,
        ),
      ],
      ['broken http://h.org/x'],
    ],
    [
      'an older route takes over below',
      [a],
      [a, route('thief', { hostnames: ['h.org'], rules: [rule('b', prefix('/x/below'))] }, { creationTimestamp: '2020-01-01T00:00:00Z' })],
      ['moved http://h.org/x/below'],
    ],
  ]
  for (const [name, before, after, expected] of table) {
    const { changes } = requestChanges(world(...before), world(...after))
    t.same(
      changes.map(({ kind, request }) => `${kind} ${request.url}`),
      expected,
      name,
    )
  }
  const gone = requestChanges(world(a), topology([a]))
  t.match(gone.changes[0], { kind: 'broken', after: { answer: { reason: 'there is no Gateway infra/edge' } } })
  const connections = topology([
    gateway([{ name: 'tcp', port: 5000, protocol: 'TCP' }]),
    route('t', { rules: [rule('a')] }, {}, 'TCPRoute'),
  ])
  t.same(
    requestChanges(connections, topology([gateway([{ name: 'tcp', port: 5000, protocol: 'TCP' }])])).changes.map(
      ({ kind, request }) => `${kind} ${request.url}`,
    ),
    ['broken tcp://any-host.example:5000'],
  )
  t.end()
})

t.test('conflicts, by kind', t => {
  const header = (name: string) => ({ headers: [{ name, value: '1' }] })
  const spec = (hostname: string, ...matches: object[]) => ({
    hostnames: [hostname],
    rules: [{ matches, backendRefs: [{ name: 'b', port: 80 }] }],
  })
  const born = (day: number, namespace = 'infra') => ({ creationTimestamp: `2025-01-0${day}T00:00:00Z`, namespace })
  const verbs = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']
  const to = (name: string, own: { rules: { backendRefs: { name: string }[] }[] }) => {
    own.rules[0]!.backendRefs[0]!.name = name
    return own
  }
  const table: readonly (readonly [string, readonly KubeObject[], string])[] = [
    [
      'the same match, a younger route',
      [route('r', spec('a.org', prefix('/x')), born(2)), route('s', to('c', spec('a.org', prefix('/x'))), born(1))],
      'duplicate loses age',
    ],
    [
      'the same match, the same action',
      [route('r', spec('a.org', prefix('/x')), born(2)), route('s', spec('a.org', prefix('/x')), born(1))],
      'redundant loses age',
    ],
    [
      'the same match without ages',
      [route('r', spec('a.org', prefix('/x'))), route('s', to('c', spec('a.org', prefix('/x'))))],
      'duplicate undetermined age',
    ],
    [
      'a trailing slash',
      [route('r', spec('a.org', prefix('/x')), born(1)), route('s', to('c', spec('a.org', prefix('/x/'))), born(2))],
      'duplicate loses path length',
    ],
    [
      'a trailing slash over headers',
      [route('r', spec('a.org', prefix('/x', header('h'))), born(1)), route('s', to('c', spec('a.org', prefix('/x/'))), born(2))],
      'unreachable loses path length',
    ],
    [
      'all methods',
      [
        route('r', spec('a.org', prefix('/x')), born(1)),
        route('s', to('c', spec('a.org', ...verbs.map(method => prefix('/x', { method })))), born(2)),
      ],
      'unreachable loses method, overridden loses method',
    ],
    [
      'other headers',
      [
        route('r', spec('a.org', prefix('/x', header('h'))), born(2)),
        route('s', to('c', spec('a.org', prefix('/x', header('i')))), born(1)),
      ],
      'order-dependent loses age',
    ],
    [
      'the same header with another value',
      [
        route('r', spec('a.org', prefix('/x', header('h')))),
        route('s', to('c', spec('a.org', prefix('/x', { headers: [{ name: 'h', value: '2' }] })))),
      ],
      '',
    ],
    [
      'a longer path of another namespace',
      [route('r', spec('a.org', prefix('/x')), born(1)), route('s', to('c', spec('a.org', prefix('/x/y'))), born(2, 'team'))],
      'carved loses path length',
    ],
    [
      'a longer path of the same namespace',
      [route('r', spec('a.org', prefix('/x')), born(1)), route('s', to('c', spec('a.org', prefix('/x/y'))), born(2))],
      'overridden loses path length',
    ],
    [
      'a narrower host without a catch-all',
      [route('r', spec('*.a.org', prefix('/')), born(1)), route('s', to('c', spec('b.a.org', prefix('/only'))), born(2))],
      'overridden loses hostname, host-gap undetermined hostname',
    ],
    ['other paths', [route('r', spec('a.org', prefix('/x'))), route('s', to('c', spec('a.org', prefix('/xy'))))], ''],
    ['other hosts', [route('r', spec('a.org', prefix('/x'))), route('s', to('c', spec('b.org', prefix('/x'))))], ''],
  ]
  for (const [name, routes, expected] of table) {
    const world = topology([gateway([http()]), ...routes], {})
    const found = world.conflictsOf(routes[0]!).map(({ kind, outcome, level }) => `${kind} ${outcome} ${level}`)
    t.equal(found.join(', '), expected, name)
  }
  t.end()
})
