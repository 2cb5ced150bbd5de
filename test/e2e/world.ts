import assert from 'node:assert/strict'
import type { ControlPlane } from './harness.ts'
import { brokenRoute, gateway, gatewayClass, namespace, service } from './manifests.ts'
import { until } from './process.ts'
import { routes } from './webhooks.ts'

/** The objects that most suites start from: a class, a Gateway, two teams with a Service each. */
export async function createWorld(plane: ControlPlane): Promise<void> {
  const gatewayApi = '/apis/gateway.networking.k8s.io/v1'
  const wanted: [string, object][] = [
    ...['infra', 'team-a', 'team-b'].map(name => ['/api/v1/namespaces', namespace(name)] as [string, object]),
    [`${gatewayApi}/gatewayclasses`, gatewayClass('example')],
    [`${gatewayApi}/namespaces/infra/gateways`, gateway('infra', 'edge')],
    ['/api/v1/namespaces/team-a/services', service('team-a', 'web')],
    ['/api/v1/namespaces/team-b/services', service('team-b', 'web')],
  ]
  for (const [path, object] of wanted) {
    const { status, body } = await plane.call('POST', path, object)
    assert.ok(status === 201 || status === 409, `${path}: ${status} ${JSON.stringify(body).slice(0, 300)}`)
  }
}

/** Waits until a route that is wrong in itself is denied: the API server calls the webhook, and the webhook knows its business. */
export async function untilJudged(plane: ControlPlane): Promise<void> {
  await until('broken routes are denied', async () => {
    const { status, body } = await plane.call('POST', `${routes('team-a')}?dryRun=All`, brokenRoute('team-a', 'probe'))
    assert.equal(status, 403, JSON.stringify(body).slice(0, 500))
    return true
  })
}
