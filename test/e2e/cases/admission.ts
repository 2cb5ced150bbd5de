import assert from 'node:assert/strict'
import { startReplica } from '../gatewright.ts'
import { startControlPlane } from '../harness.ts'
import { kubectlFor } from '../kubectl.ts'
import { brokenRoute, manifests, route } from '../manifests.ts'
import { until } from '../process.ts'
import type { Suite } from '../suite.ts'
import { installGatewayApi, registerWebhooks, routes } from '../webhooks.ts'
import { createWorld, untilJudged } from '../world.ts'

const suite: Suite = {
  name: 'admission: kubectl, a real API server, both webhooks',
  async run(report, assets) {
    const plane = await startControlPlane(assets)
    const kubectl = kubectlFor(assets.kubectl, plane.kubeconfig('admin'))
    const apply = (...objects: object[]) => kubectl(['apply', '-f', '-'], manifests(...objects))
    try {
      await installGatewayApi(plane)
      const replica = await startReplica(plane)
      await registerWebhooks(plane, { port: replica.port })
      await createWorld(plane)
      await untilJudged(plane)

      await report.case('a correct route is accepted without a word', async () => {
        const { code, stdout, stderr } = await apply(route('team-a', 'cart', { hostnames: ['shop.example.com'], path: '/cart' }))
        assert.equal(code, 0, stderr)
        assert.match(stdout, /httproute.*cart created/)
        assert.equal(stderr, '')
      })

      await report.case('a route that is wrong in itself is denied in our words', async () => {
        const { code, stderr } = await apply(brokenRoute('team-a', 'broken'))
        assert.equal(code, 1)
        assert.match(
          stderr,
          /admission webhook "validate.gatewright.dev" denied the request: GWA-FIL-004 spec\.rules\[0\]\.backendRefs\[0\]\.filters\[0\]/,
        )
        const { status } = await plane.call('GET', `${routes('team-a')}/broken`)
        assert.equal(status, 404)
      })

      await report.case('a route that loses to another one is accepted, and the warning names the other and a request', async () => {
        const { code, stderr } = await apply(route('team-b', 'cart', { hostnames: ['shop.example.com'], path: '/cart' }))
        assert.equal(code, 0, stderr)
        assert.match(stderr, /Warning: GWA-XRT-001 /)
        assert.match(stderr, /team-a\/cart/)
        assert.match(stderr, /GET http:\/\/shop\.example\.com\/cart/)
        assert.match(stderr, /as of revision \d+/)
      })

      await report.case('dry-run gets the same verdicts and stores nothing', async () => {
        const denied = await kubectl(['apply', '--dry-run=server', '-f', '-'], manifests(brokenRoute('team-a', 'dry')))
        assert.match(denied.stderr, /denied the request/)
        const fine = await kubectl(
          ['apply', '--dry-run=server', '-f', '-'],
          manifests(route('team-a', 'dry', { hostnames: ['dry.example.com'] })),
        )
        assert.equal(fine.code, 0, fine.stderr)
        assert.equal((await plane.call('GET', `${routes('team-a')}/dry`)).status, 404)
      })

      await report.case('DELETE is answered', async () => {
        const { code, stderr } = await kubectl(['delete', 'httproute', '-n', 'team-b', 'cart'])
        assert.equal(code, 0, stderr)
      })

      await report.case('the log tells uid, verdict and codes, and no body', async () => {
        const lines = replica.log().filter(line => line['msg'] === 'review')
        assert.ok(lines.some(line => line['verdict'] === 'deny' && typeof line['uid'] === 'string'))
        assert.ok(!JSON.stringify(lines).includes('PathPrefix'))
      })

      await report.case('metrics count verdicts and name no object', async () => {
        const text = await replica.metrics()
        assert.match(text, /gatewright_admission_requests_total\{[^}]*verdict="deny"[^}]*\} [1-9]/)
        assert.ok(!text.includes('team-a'))
      })

      await report.case('with the webhook down and failurePolicy Ignore the object is stored', async () => {
        await registerWebhooks(plane, { port: replica.port, failurePolicy: 'Ignore' })
        await replica.stop()
        await until('writes pass', async () => {
          const { status } = await plane.call('POST', routes('team-a'), brokenRoute('team-a', 'down'))
          return status === 201
        })
      })
    } finally {
      await plane.close()
    }
  },
}

export default suite
