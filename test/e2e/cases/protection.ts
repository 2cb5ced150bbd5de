import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { issueLeaf } from '../../../src/server/tls/issue.ts'
import { days, startReplica } from '../gatewright.ts'
import { startControlPlane } from '../harness.ts'
import { kubectlFor } from '../kubectl.ts'
import { gateway, manifests, namespace, route, service } from '../manifests.ts'
import { until } from '../process.ts'
import type { Suite } from '../suite.ts'
import { installGatewayApi, registerWebhooks } from '../webhooks.ts'
import { createWorld, untilJudged } from '../world.ts'

const grant = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'ReferenceGrant',
  metadata: { name: 'from-a', namespace: 'team-b' },
  spec: {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'team-a' }],
    to: [{ group: '', kind: 'Service' }],
  },
}

const inner = { namespaces: { from: 'Selector', selector: { matchLabels: { gateway: 'inner' } } } }

const suite: Suite = {
  name: 'protection: deletions and changes that break live routes',
  async run(report, assets) {
    const plane = await startControlPlane(assets)
    const kubectl = kubectlFor(assets.kubectl, plane.kubeconfig('admin'))
    const apply = (...objects: object[]) => kubectl(['apply', '-f', '-'], manifests(...objects))
    const config = join(plane.folder, 'gatewright.yaml')
    try {
      await installGatewayApi(plane)
      await createWorld(plane)
      writeFileSync(config, 'admission: {}\n')
      const replica = await startReplica(plane, { config })
      await registerWebhooks(plane, { port: replica.port })
      await untilJudged(plane)
      const leaf = await issueLeaf(plane.authority, { ...days(-1, 90), commonName: 'shop', names: ['*.example.com'], usage: 'server' })
      const secret = {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'shop-tls', namespace: 'infra' },
        type: 'kubernetes.io/tls',
        stringData: { 'tls.crt': leaf.certificate, 'tls.key': leaf.key },
      }
      const https = {
        listeners: [
          { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } },
          { name: 'https', port: 443, protocol: 'HTTPS', hostname: '*.example.com', tls: { certificateRefs: [{ name: 'shop-tls' }] } },
        ],
      }
      await apply(secret, grant, service('team-a', 'solo'))
      await apply(gateway('infra', 'edge', https))
      const crossing = route('team-a', 'crossing', { hostnames: ['crossing.example.com'] })
      const backendRefs = [{ name: 'web', namespace: 'team-b', port: 80 }]
      await apply(route('team-a', 'cart', { hostnames: ['cart.example.com'], backend: 'solo' }), {
        ...crossing,
        spec: { ...crossing.spec, rules: [{ backendRefs }] },
      })
      await until('the routes are known', async () => /kind="HTTPRoute"[^\n]* 2/.test(await replica.metrics()))
      const remove = (...args: string[]) => kubectl(['delete', '--dry-run=server', ...args])

      await report.case('a Service in use', async () => {
        const { code, stderr } = await remove('service', '-n', 'team-a', 'solo')
        assert.equal(code, 0, stderr)
        assert.match(
          stderr,
          /Warning: GWA-PRO-002: this breaks 1 live route: HTTPRoute team-a\/cart \(requests to Service team-a\/solo answered with 500/,
        )
        assert.match(stderr, /as of revision \d+/)
      })
      await report.case('a port of a Service in use', async () => {
        const { stderr } = await apply(service('team-a', 'solo', 8080))
        assert.match(stderr, /GWA-PRO-002: .*HTTPRoute team-a\/cart .*8080/)
        await apply(service('team-a', 'solo', 80))
      })
      await report.case('a Gateway in use', async () => {
        const { stderr } = await remove('gateway', '-n', 'infra', 'edge')
        assert.match(stderr, /GWA-PRO-001: this breaks 2 live routes: .*HTTPRoute team-a\/cart \(no longer served at all/)
      })
      await report.case('a listener that closes itself to other namespaces', async () => {
        const closed = [{ name: 'http', port: 80, protocol: 'HTTP' }, https.listeners[1]]
        const { stderr } = await kubectl(
          ['apply', '--dry-run=server', '-f', '-'],
          manifests(gateway('infra', 'edge', { listeners: closed })),
        )
        assert.match(stderr, /GWA-PRO-001: .*listener http of Gateway infra\/edge/)
      })
      await report.case('a ReferenceGrant that live routes need', async () => {
        const { stderr } = await remove('referencegrant', '-n', 'team-b', 'from-a')
        assert.match(stderr, /GWA-PRO-002: .*HTTPRoute team-a\/crossing \(requests to Service team-b\/web/)
      })
      await report.case('the Secret of a live listener', async () => {
        const { stderr } = await remove('secret', '-n', 'infra', 'shop-tls')
        assert.match(
          stderr,
          /GWA-PRO-004: this breaks 1 live listener: Gateway infra\/edge \(listener https loses its certificate: Secret infra\/shop-tls/,
        )
      })
      await report.case('the label of a namespace that lets its routes in', async () => {
        await apply({ ...namespace('team-c', { gateway: 'inner' }) })
        await apply(gateway('infra', 'inner', { listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: inner }] }))
        await apply(
          service('team-c', 'web'),
          route('team-c', 'in', { hostnames: ['in.example.com'], parent: { name: 'inner', namespace: 'infra' } }),
        )
        const unlabel = async () => (await kubectl(['label', '--dry-run=server', 'namespace', 'team-c', 'gateway-'])).stderr
        await until('the route is known', async () => (await unlabel()) !== '')
        assert.match(await unlabel(), /GWA-PRO-001: this breaks 1 live route: HTTPRoute team-c\/in \(no longer served at all/)
      })
      await report.case('a GatewayClass in use', async () => {
        const { stderr } = await remove('gatewayclass', 'example')
        assert.match(stderr, /GWA-PRO-003: this breaks 2 live Gateways: Gateway infra\/edge/)
      })
      await report.case('requests that another team serves, told to who takes them', async () => {
        const took = await apply(route('team-b', 'pay', { hostnames: ['cart.example.com'], path: '/pay' }))
        assert.match(
          took.stderr,
          /GWA-PRO-005 spec\.rules\[0\]\.matches\[0\]: this takes over requests of 1 live route: HTTPRoute team-a\/cart/,
        )
        assert.match(took.stderr, /GET http:\/\/cart\.example\.com\/pay/)
        await kubectl(['delete', 'httproute', '-n', 'team-b', 'pay'])
        const update = { hostnames: ['web.example.com'], path: '/' }
        await apply(route('team-b', 'older', update))
        await until('its age differs', () => new Promise(resolve => setTimeout(() => resolve(true), 1100)))
        await apply(route('team-a', 'younger', { hostnames: ['new.example.com'], backend: 'solo' }))
        const taking = async () =>
          (
            await kubectl(
              ['apply', '--dry-run=server', '-f', '-'],
              manifests(route('team-b', 'older', { ...update, hostnames: ['new.example.com'] })),
            )
          ).stderr
        await until('the younger route is known', async () => (await taking()) !== '')
        assert.match(await taking(), /GWA-PRO-005 .*HTTPRoute team-a\/younger \(GET http:\/\/new\.example\.com\//)
        await kubectl(['delete', 'httproute', '-n', 'team-b', 'older'])
        await kubectl(['delete', 'httproute', '-n', 'team-a', 'younger'])
      })
      await report.case('what nobody depends on goes without a word', async () => {
        const { stderr } = await remove('service', '-n', 'team-a', 'web')
        assert.equal(stderr, '')
      })
      await report.case('configured to deny, it denies, and says what breaks', async () => {
        writeFileSync(config, 'admission:\n  protect: deny\n')
        await until('it denies', async () => (await remove('service', '-n', 'team-a', 'solo')).code !== 0)
        const { stderr } = await remove('service', '-n', 'team-a', 'solo')
        assert.match(stderr, /denied the request: GWA-PRO-002: this breaks 1 live route/)
      })
      await report.case('an object on its way out is let go whatever it breaks', async () => {
        await apply({ ...service('team-a', 'bound'), metadata: { name: 'bound', namespace: 'team-a', finalizers: ['example.com/hold'] } })
        await apply(route('team-a', 'held', { hostnames: ['held.example.com'], backend: 'bound' }))
        writeFileSync(config, 'admission:\n  protect: warn\n')
        await until('it only warns', async () => (await remove('service', '-n', 'team-a', 'solo')).code === 0)
        await kubectl(['delete', 'service', '-n', 'team-a', 'bound', '--wait=false'])
        writeFileSync(config, 'admission:\n  protect: deny\n')
        const patch = ['patch', 'service', '-n', 'team-a', 'bound', '--type=merge', '-p', '{"metadata":{"finalizers":null}}']
        const { code, stderr } = await kubectl(patch)
        assert.equal(code, 0, stderr)
      })
    } finally {
      await plane.close()
    }
  },
}

export default suite
