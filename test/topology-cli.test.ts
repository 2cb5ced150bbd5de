import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import t from 'tap'

const program = resolve('bin/gatewright.cjs')
if (!existsSync('dist/cli.cjs')) execFileSync(process.execPath, ['scripts/build.mjs'])

const folder = mkdtempSync(join(tmpdir(), 'gatewright-topology-'))
t.teardown(() => rmSync(folder, { recursive: true }))
writeFileSync(
  join(folder, 'shop.yaml'),
  `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: c}
spec: {controllerName: example.com/controller}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra}
spec: {gatewayClassName: c, listeners: [{name: web, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}, {name: twin, port: 80, protocol: TCP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: good, namespace: infra}
spec: {gatewayClassName: c, listeners: [{name: web, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec:
  parentRefs: [{name: good, namespace: infra}, {name: edge, namespace: infra, sectionName: none}]
  hostnames: [shop.example.com]
  rules:
    - matches: [{path: {value: /cart}, headers: [{name: x-env, value: canary}]}]
      backendRefs: [{name: canary, port: 80}]
    - matches: [{path: {value: /cart}}]
      backendRefs: [{name: cart, port: 80}]
`,
)

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise(done => {
    execFile(process.execPath, [program, ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })
}

t.test('status', async t => {
  const [json, table, none] = await Promise.all([
    run('status', '.', '-o', 'json', '--complete', 'all'),
    run('status', 'shop.yaml'),
    run('status', 'missing.yaml'),
  ])
  const { objects } = JSON.parse(json.stdout)
  t.same(
    objects.map(({ group, version, kind, namespace, name }: Record<string, string>) => [group, version, kind, namespace, name].join(' ')),
    ['Gateway infra edge', 'Gateway infra good', 'GatewayClass  c', 'HTTPRoute shop cart'].map(
      text => `gateway.networking.k8s.io v1 ${text}`,
    ),
  )
  t.match(objects[0].status.listeners[1], {
    name: 'twin',
    attachedRoutes: 0,
    conditions: [{ type: 'Accepted', status: 'False', reason: 'ProtocolConflict' }],
  })
  t.match(objects[3].status.parents, [
    {
      parentRef: { name: 'good' },
      conditions: [
        { type: 'Accepted', status: 'True' },
        { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound' },
      ],
    },
    { parentRef: { name: 'edge', sectionName: 'none' }, conditions: [{ type: 'Accepted', status: 'False', reason: 'NoMatchingParent' }] },
  ])
  t.match(table.stdout, /^OBJECT +PART +ROUTES +CONDITIONS\n/)
  t.match(
    table.stdout,
    /HTTPRoute shop\/cart +at infra\/edge\/none +Accepted=False NoMatchingParent: Gateway infra\/edge has no listener named none\n/,
  )
  t.match(none, { code: 3, stderr: /cannot read missing.yaml/ })
})

t.test('trace', async t => {
  const request = ['--request', 'GET http://shop.example.com/cart/1']
  const [text, json, wrong, scheme] = await Promise.all([
    run('trace', '.', ...request, '-H', 'x-env: canary', '--gateway', 'infra/good'),
    run('trace', '.', ...request, '--gateway', 'infra/good', '-o', 'json'),
    run('trace', '.', '--request', 'shop'),
    run('trace', '.', '--request', 'GET ftp://shop.example.com'),
  ])
  t.match(text.stdout, /answered by HTTPRoute shop\/cart, rule 0, match 0/)
  t.match(text.stdout, /not HTTPRoute shop\/cart, rule 1, match 0: fits too, but loses by headers/)
  t.match(JSON.parse(json.stdout), {
    request: { method: 'GET', host: 'shop.example.com', port: 80 },
    traces: [
      {
        site: { rule: 1 },
        candidates: [{ outcome: 'selected' }, { outcome: 'no match', mismatch: 'header x-env' }],
        answer: { kind: 'forward' },
      },
    ],
  })
  t.match(wrong, { code: 2, stderr: /Write a method and a URL/ })
  t.match(scheme, { code: 2, stdout: '', stderr: /cannot read ftp:\/\/shop.example.com: write it as https:/ })
})

t.test('a Service has no endpoints only where EndpointSlices are declared to be among the files', async t => {
  writeFileSync(
    join(folder, 'service.yaml'),
    'apiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\nspec: {selector: {app: cart}, ports: [{port: 80}]}\n',
  )
  const trace = (...complete: string[]) =>
    run('trace', '.', '--request', 'GET http://shop.example.com/cart', ...complete.flatMap(kind => ['--complete', kind]))
  const [all, named] = await Promise.all([trace('all'), trace('all', 'EndpointSlice')])
  t.match(all.stdout, /to Service shop\/cart:80 by http\/1.1/)
  t.match(named.stdout, /503: Service shop\/cart has no ready endpoint/)
})

t.test('diff', async t => {
  const [before, after] = ['before', 'after'].map(name => join(folder, name)) as [string, string]
  for (const [place, backend] of [
    [before, 'cart'],
    [after, 'basket'],
  ] as const) {
    mkdirSync(place)
    const shop = readFileSync(join(folder, 'shop.yaml'), 'utf8').replaceAll('- name: cart', `- name: ${backend}`)
    writeFileSync(join(place, 'shop.yaml'), shop.replaceAll('{name: cart, port', `{name: ${backend}, port`))
  }
  const [text, json, markdown, same, strict, none] = await Promise.all([
    run('diff', 'after', '--base', 'before'),
    run('diff', 'after', '--base', 'before', '-o', 'json'),
    run('diff', 'after', '--base', 'before', '-o', 'markdown', '--fail-on', 'never'),
    run('diff', 'after', '--base', 'after', '--fail-on', 'changed'),
    run('diff', 'after', '--base', 'before', '--fail-on', 'changed'),
    run('diff', 'after'),
  ])
  t.match(text, {
    code: 0,
    stdout: /1 request is answered by something else\n {2}GET http:\/\/shop.example.com\/cart at Gateway infra\/good\n/,
  })
  t.match(text.stdout, / was {2}Service shop\/cart:80 .*\n {4}now {2}Service shop\/basket:80 .*\n\n1 of 2 requests answered differently\n$/)
  t.match(JSON.parse(json.stdout), { compared: 2, changes: [{ kind: 'moved', after: { answer: { kind: 'forward' } } }] })
  t.match(markdown.stdout, /^### 1 request is answered by something else\n\n\| Request \| Was \| Now \|\n/)
  t.match(same, { code: 0, stdout: /^No request is answered differently \(2 requests compared\)\n$/ })
  t.equal(strict.code, 1)
  t.match(none, { code: 2, stderr: /name the state before the change: --base/ })
})

t.test('graph', async t => {
  const [mermaid, dot, svg] = await Promise.all(['mermaid', 'dot', 'svg'].map(format => run('graph', '.', '-o', format)))
  t.match(mermaid!.stdout, /^flowchart LR\n[\s\S]*twin: 80 TCP<br\/>ProtocolConflict/)
  t.match(dot!.stdout, /^digraph gateways \{\n[\s\S]*label="NoMatchingParent"/)
  t.match(svg!.stdout, /^<svg xmlns[\s\S]*HTTPRoute shop\/cart[\s\S]*<\/svg>\n$/)
  t.same([mermaid!.code, dot!.code, svg!.code], [0, 0, 0])
})
