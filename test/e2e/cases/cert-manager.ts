import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { KeyPair } from '../../../src/server/tls/issue.ts'
import { root } from '../assets.ts'
import { type Balancer, startBalancer } from '../balancer.ts'
import { issued, renew, startCertManager } from '../cert-manager.ts'
import { findHelm, kubeconfigOfShipped, renderChart, system } from '../chart.ts'
import { type Replica, startReplica } from '../gatewright.ts'
import { type ControlPlane, startControlPlane } from '../harness.ts'
import { type Kubectl, kubectlFor } from '../kubectl.ts'
import { tallyText, underLoad } from '../load.ts'
import { served, swap } from '../mounted-secret.ts'
import { stop, until } from '../process.ts'
import type { Reporter, Suite } from '../suite.ts'
import { findUpstream } from '../upstream.ts'
import { installGatewayApi } from '../webhooks.ts'
import { createWorld, untilJudged } from '../world.ts'

const suite: Suite = {
  name: 'cert-manager: the real one issues, injects and renews what the chart asks of it',
  async run(report, assets) {
    const [helm, certManager] = [findHelm(), findUpstream('cert-manager')]
    if (helm === undefined) return report.note('skipped: no helm and no Go to build it')
    if (certManager === undefined) return report.note('skipped: no cert-manager, and it cannot be built: that takes Go and its modules')
    const plane = await startControlPlane(assets)
    const kubectl = kubectlFor(assets.kubectl, plane.kubeconfig('admin'))
    try {
      await installGatewayApi(plane)
      await createWorld(plane)
      const program = await startCertManager(plane, certManager)
      try {
        await kubectl(['create', 'namespace', system])
        await sameAsked(report, kubectl, helm)
        await lifeOfACertificate(report, plane, kubectl, helm)
      } finally {
        await stop(program)
      }
    } finally {
      await plane.close()
    }
  },
}

async function sameAsked(report: Reporter, kubectl: Kubectl, helm: string): Promise<void> {
  await report.case('chart and kustomize ask cert-manager for the same, and mount the same Secret', async () => {
    const { stdout } = await kubectl(['kustomize', join(root, 'deploy/kustomize/cert-manager')])
    const [ours, theirs] = [await asked(kubectl, stdout), await asked(kubectl, renderChart(helm, ['tls.mode=cert-manager']))]
    assert.equal(ours.length, 5)
    assert.deepEqual(ours, theirs)
  })

  await report.case('with cert-manager kustomize starts the replicas with the flags of the base', async () => {
    const flags = async (name: string) => {
      const { stdout } = await kubectl(['kustomize', join(root, 'deploy/kustomize', name)])
      return [...stdout.matchAll(/- (--(?!tls-|validating-|mutating-)\S+)/g)].map(match => match[1])
    }
    assert.deepEqual(await flags('cert-manager'), await flags('base'))
  })
}

/** What manifests ask of cert-manager, as its admission leaves it, and the volume that gets it. */
async function asked(kubectl: Kubectl, manifests: string): Promise<object[]> {
  const { code, stdout, stderr } = await kubectl(['apply', '--dry-run=server', '--validate=strict', '-o', 'json', '-f', '-'], manifests)
  assert.equal(code, 0, stderr)
  // biome-ignore lint/suspicious/noExplicitAny: objects of any kind
  const objects: any[] = JSON.parse(stdout).items
  return objects
    .filter(({ apiVersion, kind }) => apiVersion === 'cert-manager.io/v1' || kind === 'Deployment')
    .map(({ kind, metadata: { name }, spec }) => ({ kind, name, spec: kind === 'Deployment' ? mountedIn(spec) : spec }))
    .sort((a, b) => (a.kind + a.name < b.kind + b.name ? -1 : 1))
}

// biome-ignore lint/suspicious/noExplicitAny: the spec of a Deployment
const mountedIn = (spec: any): object => spec.template.spec.volumes.find(({ name }: { name: string }) => name === 'tls')

async function lifeOfACertificate(report: Reporter, plane: ControlPlane, kubectl: Kubectl, helm: string): Promise<void> {
  const folder = mkdtempSync(join(plane.folder, 'mounted-'))
  const balancer = await startBalancer([])
  const render = (...settings: string[]) => throughBalancer(renderChart(helm, ['webhooks.failurePolicy=Fail', ...settings]), balancer)
  const [managed, mounted] = [render(), render('tls.mode=cert-manager')]
  let replica: Replica | undefined
  const startManaged = async () => {
    const shipped = [...managed.matchAll(/- (--(?:tls-|validating-|mutating-)\S+)/g)].map(match => match[1] as string)
    return await startReplica(plane, { kubeconfig: await kubeconfigOfShipped(plane), tls: 'managed', args: [...shipped, '--tls-period=1'] })
  }

  await report.case('an installation with certificates of its own is called by the name of its Service', async () => {
    await apply(kubectl, managed)
    await plane.call('POST', `/api/v1/namespaces/${system}/services`, externalService)
    replica = await startManaged()
    balancer.set([replica])
    await untilJudged(plane)
  })

  await report.case('it moves to cert-manager without a failed request', async () => {
    const before = replica as Replica
    await quietly(report, plane, async () => {
      await apply(kubectl, mounted)
      await issued(plane, system, 'gatewright')
      swap(folder, await secret(plane))
      replica = await startReplica(plane, { kubeconfig: await kubeconfigOfShipped(plane), tls: folder })
      await untilTrusted(plane, await authority(plane))
      balancer.set([replica])
      await before.stop()
    })
  })

  await report.case('the certificate is for the name by which the API server calls, and every webhook trusts its authority', async () => {
    const leaf = new X509Certificate((await secret(plane)).certificate)
    assert.equal(leaf.checkHost(`gatewright.${system}.svc`), `gatewright.${system}.svc`)
    assert.ok(leaf.checkIssued(await authority(plane)))
    await untilTrusted(plane, await authority(plane))
  })

  await report.case('a renewal is served without a failed request', async () => {
    const { port, metrics } = replica as Replica
    const [before, trusted] = [await served(port), await authority(plane)]
    await quietly(report, plane, async () => {
      await renew(plane, system, 'gatewright')
      await mountedAndServed(plane, folder, port)
    })
    const after = await served(port)
    assert.notEqual(after.serialNumber, before.serialNumber)
    assert.ok(!after.publicKey.equals(before.publicKey), 'the key is a new one')
    assert.equal((await authority(plane)).fingerprint256, trusted.fingerprint256)
    assert.match(await metrics(), /gatewright_certificate_reloads_total\{result="success"\} 2/)
  })

  await report.case('a new authority is trusted beside the old one, and its leaf served without a failed request', async () => {
    const old = await authority(plane)
    await quietly(report, plane, async () => {
      await renew(plane, system, 'gatewright-ca')
      assert.equal((await authority(plane)).fingerprint256, old.fingerprint256, 'leaves stay until they are renewed')
      await renew(plane, system, 'gatewright')
      const next = await authority(plane)
      assert.notEqual(next.fingerprint256, old.fingerprint256)
      await untilTrusted(plane, old, next)
      await mountedAndServed(plane, folder, (replica as Replica).port)
    })
  })

  await report.case('it moves back to certificates of its own without a failed request', async () => {
    const before = replica as Replica
    await quietly(report, plane, async () => {
      await apply(kubectl, managed)
      replica = await startManaged()
      balancer.set([replica])
      await before.stop()
    })
  })
  await replica?.stop()
  await balancer.close()
}

async function apply(kubectl: Kubectl, manifests: string): Promise<void> {
  const { code, stderr } = await kubectl(['apply', '-f', '-'], manifests)
  assert.equal(code, 0, stderr)
  assert.ok(!stderr.includes('Warning'), stderr)
}

/** Load while `body` runs and a moment longer; no request may fail. */
async function quietly(report: Reporter, plane: ControlPlane, body: () => Promise<void>): Promise<void> {
  const tally = await underLoad(plane, 4, async () => {
    await body()
    await sleep(500)
  })
  report.note(tallyText(tally))
  assert.deepEqual({ failed: tally.failed, wrong: tally.wrong }, { failed: 0, wrong: 0 }, tally.examples.join('\n'))
}

/** The Secret that cert-manager keeps. */
async function secret(plane: ControlPlane): Promise<KeyPair & { authority: string }> {
  const { status, body } = await plane.call('GET', `/api/v1/namespaces/${system}/secrets/gatewright-cert-manager`)
  assert.equal(status, 200, JSON.stringify(body))
  const text = (key: string) => Buffer.from(body.data[key], 'base64').toString()
  return { certificate: text('tls.crt'), key: text('tls.key'), authority: text('ca.crt') }
}

/** The authority of the leaf that is in the Secret now. */
async function authority(plane: ControlPlane): Promise<X509Certificate> {
  return new X509Certificate((await secret(plane)).authority)
}

async function mountedAndServed(plane: ControlPlane, folder: string, port: number): Promise<void> {
  const pair = await secret(plane)
  swap(folder, pair)
  const { serialNumber } = new X509Certificate(pair.certificate)
  await until('the new certificate is served', async () => (await served(port)).serialNumber === serialNumber)
}

const configurations = ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'].map(
  kind => `/apis/admissionregistration.k8s.io/v1/${kind}/gatewright`,
)

/** The authorities that each webhook of both configurations trusts. */
async function bundles(plane: ControlPlane): Promise<X509Certificate[][]> {
  const answers = await Promise.all(configurations.map(path => plane.call('GET', path)))
  return answers.flatMap(({ body }) =>
    (body.webhooks as { clientConfig: { caBundle?: string } }[]).map(({ clientConfig }) =>
      Buffer.from(clientConfig.caBundle ?? '', 'base64')
        .toString()
        .split(/(?=-----BEGIN)/)
        .filter(pem => pem.trim() !== '')
        .map(pem => new X509Certificate(pem)),
    ),
  )
}

/**
 * There are no nodes: the Service becomes a name of this machine, and the webhooks call it at the port of the balancer. The name of the
 * Service is still what the API server looks for in the certificate.
 */
function throughBalancer(manifests: string, { port }: Balancer): string {
  const documents = manifests.split(/^---$/m).filter(document => !/^kind: Service$/m.test(document))
  return documents.join('---\n').replace(/( path: .*\n +port: )443$/gm, `$1${port}`)
}

const externalService = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'gatewright' },
  spec: { type: 'ExternalName', externalName: 'localhost' },
}

/** Waits until every webhook trusts `authorities`, and the API server knows. */
async function untilTrusted(plane: ControlPlane, ...authorities: readonly X509Certificate[]): Promise<void> {
  const trusts = (bundle: readonly X509Certificate[], { fingerprint256 }: X509Certificate) =>
    bundle.some(one => one.fingerprint256 === fingerprint256)
  await until('every webhook trusts them', async () =>
    (await bundles(plane)).every(bundle => authorities.every(authority => trusts(bundle, authority))),
  )
  // The API server takes a bundle up through its own watch. The kubelet is slower than that.
  await sleep(1000)
}

export default suite
