import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startReplica } from '../gatewright.ts'
import { startControlPlane } from '../harness.ts'
import { kubectlFor } from '../kubectl.ts'
import { gateway, gatewayClass, manifests, namespace, route, service } from '../manifests.ts'
import { until } from '../process.ts'
import type { Suite } from '../suite.ts'
import { installGatewayApi, registerWebhooks, routes } from '../webhooks.ts'

const team = (name: string) => ({
  ...namespace(name),
  metadata: {
    name,
    annotations: { 'gatewright.dev/default-gateway': 'infra/edge', 'gatewright.dev/domain': '{name}.{namespace}.example.com' },
  },
})

const bare = (name: string, annotations: Record<string, string> = {}) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name, namespace: 'shop', annotations },
  spec: { rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] },
})

const suite: Suite = {
  name: 'defaults: what admission fills in, and what it leaves alone',
  async run(report, assets) {
    const plane = await startControlPlane(assets)
    const kubectl = kubectlFor(assets.kubectl, plane.kubeconfig('admin'))
    const apply = (...objects: object[]) => kubectl(['apply', '-f', '-'], manifests(...objects))
    const stored = async (name: string) => (await plane.call('GET', `${routes('shop')}/${name}`)).body
    const config = join(plane.folder, 'gatewright.yaml')
    try {
      await installGatewayApi(plane)
      writeFileSync(config, 'defaults:\n  hostname-case: true\n  timeouts:\n    - namespaces: [shop]\n      request: 30s\n')
      const replica = await startReplica(plane, { config })
      await registerWebhooks(plane, { port: replica.port })
      await apply(namespace('infra'), team('shop'), gatewayClass('example', { 'gatewright.dev/is-default-class': 'true' }))
      await apply(gateway('infra', 'edge'), service('shop', 'web'))
      await until('defaults are filled in', async () => {
        const { body } = await plane.call('POST', `${routes('shop')}?dryRun=All`, bare('probe'))
        assert.deepEqual(body.spec?.hostnames, ['probe.shop.example.com'], JSON.stringify(body).slice(0, 300))
        return true
      })

      await report.case('a bare route gets parent, hostname and timeouts, with a warning for each and an annotation', async () => {
        const { code, stderr } = await apply(bare('cart'))
        assert.equal(code, 0, stderr)
        assert.match(
          stderr,
          /Warning: spec\.hostnames is cart\.shop\.example\.com, by the domain of namespace shop \(default hostnames of Gatewright\)/,
        )
        assert.match(stderr, /Warning: spec\.parentRefs names Gateway infra\/edge/)
        const { spec, metadata } = await stored('cart')
        assert.equal(spec.parentRefs[0].name, 'edge')
        assert.equal(spec.parentRefs[0].namespace, 'infra')
        assert.deepEqual(spec.hostnames, ['cart.shop.example.com'])
        assert.deepEqual(spec.rules[0].timeouts, { request: '30s' })
        assert.equal(metadata.annotations['gatewright.dev/defaulted'], 'hostnames,parent-refs,timeouts')
      })

      await report.case('applying the same manifest again changes nothing', async () => {
        const before = await stored('cart')
        const { stdout, stderr } = await apply(bare('cart'))
        assert.match(stdout, /unchanged|configured/)
        assert.ok(!stderr.includes('is not'), stderr)
        const after = await stored('cart')
        assert.deepEqual(after.spec, before.spec)
        assert.equal(after.metadata.generation, before.metadata.generation)
      })

      await report.case('server-side apply of the same manifest keeps what was filled in', async () => {
        const { code, stderr } = await kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], manifests(bare('cart')))
        assert.equal(code, 0, stderr)
        assert.deepEqual((await stored('cart')).spec.hostnames, ['cart.shop.example.com'])
      })

      await report.case('what the schema would refuse is spelt right, and what is there is left alone', async () => {
        const { code, stderr } = await apply(route('shop', 'loud', { hostnames: ['Loud.Example.com'] }))
        assert.equal(code, 0, stderr)
        assert.deepEqual((await stored('loud')).spec.hostnames, ['loud.example.com'])
      })

      await report.case('an annotation switches defaults off, one by one or all', async () => {
        await apply(bare('own', { 'gatewright.dev/skip-defaults': 'hostnames' }), bare('none', { 'gatewright.dev/skip-defaults': 'all' }))
        assert.equal((await stored('own')).spec.hostnames, undefined)
        assert.equal((await stored('own')).spec.parentRefs[0].name, 'edge')
        assert.equal((await stored('none')).spec.parentRefs, undefined)
      })

      await report.case('a Gateway without a class gets the one that is marked as default', async () => {
        const { gatewayClassName: _, ...spec } = gateway('infra', 'second').spec
        const { code, stderr } = await apply({ ...gateway('infra', 'second'), spec })
        assert.equal(code, 0, stderr)
        const { body } = await plane.call('GET', '/apis/gateway.networking.k8s.io/v1/namespaces/infra/gateways/second')
        assert.equal(body.spec.gatewayClassName, 'example')
      })

      await report.case('generateName: a hostname needs the name, so none is filled in, and the rest is', async () => {
        const object = { ...bare('x'), metadata: { generateName: 'gen-', namespace: 'shop' } }
        const { status, body } = await plane.call('POST', routes('shop'), object)
        assert.equal(status, 201, JSON.stringify(body))
        assert.equal(body.spec.hostnames, undefined)
        assert.equal(body.spec.parentRefs[0].name, 'edge')
      })

      await report.case('a changed configuration is taken up, and a broken one refused', async () => {
        writeFileSync(config, 'defaults:\n  hostnames: false\n')
        await until('hostnames are left alone', async () => {
          const { body } = await plane.call('POST', `${routes('shop')}?dryRun=All`, bare('probe'))
          return body.spec?.hostnames === undefined
        })
        writeFileSync(config, 'defaults:\n  hostnames: perhaps\n')
        await until('the metric tells', async () => /gatewright_config_last_reload_success 0/.test(await replica.metrics()))
        const { body } = await plane.call('POST', `${routes('shop')}?dryRun=All`, bare('probe'))
        assert.equal(body.spec.hostnames, undefined)
      })
    } finally {
      await plane.close()
    }
  },
}

export default suite
