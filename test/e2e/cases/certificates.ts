import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { issueAuthority, issueLeaf, type KeyPair } from '../../../src/server/tls/issue.ts'
import { startBalancer } from '../balancer.ts'
import { days, get, startReplica } from '../gatewright.ts'
import { type ControlPlane, startControlPlane } from '../harness.ts'
import { tallyText, underLoad } from '../load.ts'
import { served, swap } from '../mounted-secret.ts'
import { until } from '../process.ts'
import type { Reporter, Suite } from '../suite.ts'
import { installGatewayApi, registerWebhooks } from '../webhooks.ts'
import { createWorld, untilJudged } from '../world.ts'

const suite: Suite = {
  name: 'certificates: mounted and self-managed, rotated while requests come in',
  async run(report, assets) {
    const plane = await startControlPlane(assets)
    try {
      await installGatewayApi(plane)
      await createWorld(plane)
      await mounted(report, plane)
      await managed(report, plane)
    } finally {
      await plane.close()
    }
  },
}

async function mounted(report: Reporter, plane: ControlPlane): Promise<void> {
  const folder = mkdtempSync(join(plane.folder, 'mounted-'))
  await mount(folder, plane.authority, 'first')
  const replica = await startReplica(plane, { tls: folder })
  await registerWebhooks(plane, { port: replica.port })
  await untilJudged(plane)

  await report.case('a renewed certificate in a mounted folder is served without a failed request', async () => {
    const tally = await underLoad(plane, 4, async () => {
      await mount(folder, plane.authority, 'second')
      await until('the new certificate is served', async () => (await served(replica.port)).subject === 'CN=second')
    })
    report.note(tallyText(tally))
    assert.deepEqual({ failed: tally.failed, wrong: tally.wrong }, { failed: 0, wrong: 0 }, tally.examples.join('\n'))
  })

  await report.case('a new authority is served without a failed request when the bundle holds both', async () => {
    const other = await issueAuthority('other', days(-1, 7))
    const tally = await underLoad(plane, 4, async () => {
      await registerBundle(plane, plane.authority.certificate + other.certificate)
      await mount(folder, other, 'third')
      await until('the new certificate is served', async () => (await served(replica.port)).subject === 'CN=third')
    })
    report.note(tallyText(tally))
    assert.deepEqual({ failed: tally.failed, wrong: tally.wrong }, { failed: 0, wrong: 0 }, tally.examples.join('\n'))
  })

  await report.case('a key that does not belong to the certificate is not served, and the metrics say so', async () => {
    const stranger = await issueLeaf(plane.authority, { ...days(-1, 7), commonName: 'stranger', names: ['127.0.0.1'], usage: 'server' })
    swap(folder, { certificate: readFileSync(join(folder, 'tls.crt'), 'utf8'), key: stranger.key })
    await until('it is refused', async () => /gatewright_certificate_reloads_total\{result="failure"\} [1-9]/.test(await replica.metrics()))
    assert.equal((await served(replica.port)).subject, 'CN=third')
    assert.equal((await get(replica.opsPort, '/readyz')).status, 200)
  })

  await report.case('a certificate of tomorrow (a clock that is wrong) makes the replica not ready, and says why', async () => {
    await mount(folder, plane.authority, 'tomorrow', days(1, 7))
    await until('it is not ready', async () => (await get(replica.opsPort, '/readyz')).status === 503)
    assert.match((await get(replica.opsPort, '/readyz')).text, /not valid before .*is the clock right/)
  })
  await replica.stop()
}

async function managed(report: Reporter, plane: ControlPlane): Promise<void> {
  const args = [
    '--tls-secret=gatewright-tls',
    '--tls-namespace=infra',
    '--tls-name=127.0.0.1',
    '--tls-name=localhost',
    '--validating-configuration=gatewright',
    '--mutating-configuration=gatewright',
    '--tls-settle=3',
    '--tls-period=1',
  ]
  const secretPath = '/api/v1/namespaces/infra/secrets/gatewright-tls'
  const balancerReplicas = await Promise.all([1, 2].map(() => startReplica(plane, { args, tls: 'managed' })))
  const balancer = await startBalancer(balancerReplicas)
  await registerWebhooks(plane, { port: balancer.port, caBundle: '' })
  const authority = async () => (await plane.call('GET', secretPath)).body.data['ca.crt'] as string

  await report.case('two replicas that start together share one authority and put it into both configurations', async () => {
    await untilJudged(plane)
    const ca = Buffer.from(await authority(), 'base64').toString()
    for (const replica of balancerReplicas) assert.ok((await served(replica.port)).checkIssued(new X509Certificate(ca)))
    for (const kind of ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations']) {
      const { body } = await plane.call('GET', `/apis/admissionregistration.k8s.io/v1/${kind}/gatewright`)
      // What was trusted before they started stays behind it for a while.
      const bundle = Buffer.from(body.webhooks[0].clientConfig.caBundle, 'base64').toString()
      assert.ok(bundle.startsWith(ca.trim()), bundle)
    }
  })

  await report.case('a rotation on demand under load: new authority, new leaves, old authority forgotten, no failed request', async () => {
    const before = await authority()
    const tally = await underLoad(plane, 4, async () => {
      const patch = { metadata: { annotations: { 'gatewright.dev/rotate': 'now' } } }
      await plane.call('PATCH', secretPath, patch, 'admin', 'application/merge-patch+json')
      const done = async () => {
        const { data } = (await plane.call('GET', secretPath)).body
        return data['ca.crt'] !== before && data['next.crt'] === undefined && data['previous.crt'] === undefined
      }
      await until('the rotation is over', done, 60_000)
      const ca = new X509Certificate(Buffer.from(await authority(), 'base64'))
      for (const replica of balancerReplicas) assert.ok((await served(replica.port)).checkIssued(ca))
    })
    report.note(tallyText(tally))
    assert.deepEqual({ failed: tally.failed, wrong: tally.wrong }, { failed: 0, wrong: 0 }, tally.examples.join('\n'))
  })

  await report.case('a bundle that somebody emptied is put back', async () => {
    await registerWebhooks(plane, { port: balancer.port, caBundle: '' })
    await untilJudged(plane)
  })
  await balancer.close()
  await Promise.all(balancerReplicas.map(replica => replica.stop()))
}

/** Mounts a new leaf of `authority`. */
async function mount(folder: string, authority: KeyPair, name: string, validity = days(-1, 7)): Promise<void> {
  swap(folder, await issueLeaf(authority, { ...validity, commonName: name, names: ['127.0.0.1'], usage: 'server' }))
}

async function registerBundle(plane: ControlPlane, pem: string): Promise<void> {
  const value = Buffer.from(pem).toString('base64')
  for (const kind of ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations']) {
    const patch = [{ op: 'replace', path: '/webhooks/0/clientConfig/caBundle', value }]
    const path = `/apis/admissionregistration.k8s.io/v1/${kind}/gatewright`
    assert.equal((await plane.call('PATCH', path, patch, 'admin', 'application/json-patch+json')).status, 200)
  }
  // The API server takes a bundle up through its own watch.
  await new Promise(resolve => setTimeout(resolve, 1000))
}

export default suite
