import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { issueAuthority } from '../../../src/server/tls/issue.ts'
import { days, get, startReplica } from '../gatewright.ts'
import { type ControlPlane, startControlPlane } from '../harness.ts'
import { route } from '../manifests.ts'
import { until } from '../process.ts'
import type { Suite } from '../suite.ts'
import { installGatewayApi, registerWebhooks, routes } from '../webhooks.ts'
import { createWorld, untilJudged } from '../world.ts'

const suite: Suite = {
  name: 'client certificates: an API server that shows one, as its admission configuration says',
  async run(report, assets) {
    const plane = await startControlPlane(assets, { webhookClient: 'kube-apiserver' })
    const own = join(plane.folder, 'ca.crt')
    try {
      await installGatewayApi(plane)
      await createWorld(plane)

      await report.case('its certificate is asked for, and accepted by authority and name', async () => {
        const replica = await startReplica(plane, { args: [`--client-authority=${own}`, '--client-name=kube-apiserver'] })
        await registerWebhooks(plane, { port: replica.port })
        await untilJudged(plane)
        assert.equal(await create(plane, 'accepted'), 'created')
        await replica.stop()
      })

      await report.case('a name that may not ask is refused, and failurePolicy decides', async () => {
        const replica = await startReplica(plane, { args: [`--client-authority=${own}`, '--client-name=another-apiserver'] })
        await registerWebhooks(plane, { port: replica.port })
        await until('the API server is refused', async () => (await create(plane, 'name')).includes('not one that may ask'))
        assert.match(await replica.metrics(), /gatewright_http_rejected_total\{code="403"\} [1-9]/)
        await replica.stop()
      })

      await report.case('a certificate of another authority is refused', async () => {
        const file = join(plane.folder, 'other.crt')
        writeFileSync(file, (await issueAuthority('other', days(-1, 7))).certificate)
        const replica = await startReplica(plane, { args: [`--client-authority=${file}`] })
        await registerWebhooks(plane, { port: replica.port })
        await until('the API server is refused', async () => (await create(plane, 'authority')).includes('failed calling webhook'))
        await until('it was we who refused it', async () =>
          /gatewright_http_rejected_total\{code="401"\} [1-9]/.test(await replica.metrics()),
        )
        assert.equal((await get(replica.opsPort, '/readyz')).status, 200)
        await replica.stop()
      })
    } finally {
      await plane.close()
    }
  },
}

async function create(plane: ControlPlane, name: string): Promise<string> {
  const { status, body } = await plane.call(
    'POST',
    `${routes('team-a')}?dryRun=All`,
    route('team-a', name, { hostnames: [`${name}.example.com`] }),
  )
  return status === 201 ? 'created' : String(body.message)
}

export default suite
