import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { built, root } from '../assets.ts'
import { findHelm, kubeconfigOfShipped, renderChart, system } from '../chart.ts'
import { get, type Replica, startReplica } from '../gatewright.ts'
import { type ControlPlane, startControlPlane } from '../harness.ts'
import { type Kubectl, kubectlFor } from '../kubectl.ts'
import { brokenRoute, manifests, route } from '../manifests.ts'
import { freePort, until } from '../process.ts'
import type { Reporter, Suite } from '../suite.ts'
import { installGatewayApi, routes } from '../webhooks.ts'
import { createWorld } from '../world.ts'

const suite: Suite = {
  name: 'deploy: chart and kustomize as they are shipped',
  async run(report, assets) {
    const plane = await startControlPlane(assets)
    const kubectl = kubectlFor(assets.kubectl, plane.kubeconfig('admin'))
    try {
      await installGatewayApi(plane)
      await createWorld(plane)
      await kustomize(report, kubectl)
      const helm = findHelm()
      if (helm === undefined) return report.note('no helm and no Go to build it: the chart is not looked at')
      await lintCharts(report, helm, kubectl)
      await install(report, plane, kubectl, helm)
    } finally {
      await plane.close()
    }
  },
}

async function kustomize(report: Reporter, kubectl: Kubectl): Promise<void> {
  for (const name of ['base', 'policies']) {
    await report.case(`what kustomize makes of ${name} is accepted by the API server as it is, and by our own linter`, async () => {
      const { stdout, stderr, code } = await kubectl(['kustomize', join(root, 'deploy/kustomize', name)])
      assert.equal(code, 0, stderr)
      // Namespaced objects cannot be tried before their namespace is there.
      if (name === 'base') await kubectl(['create', 'namespace', system])
      await accepted(kubectl, stdout)
      lint(stdout)
    })
  }
}

const variants: Record<string, string[]> = {
  'the defaults': [],
  'cert-manager, everything switched on': [
    'tls.mode=cert-manager',
    'autoscaling.enabled=true',
    'rbac.readSecrets=true',
    'webhooks.protect.secrets=true',
    'webhooks.protect.configmaps=true',
    'networkPolicy.apiServerCIDRs={10.0.0.1/32}',
    'config.admission.protect=deny',
  ],
  'the condition of a chart that depends on it': ['enabled=true'],
  'a Secret of the operator, little else': [
    'tls.mode=secret',
    'tls.secretName=own',
    'tls.caBundle=-----BEGIN CERTIFICATE-----',
    'policies.enabled=false',
    'webhooks.mutate=false',
    'networkPolicy.enabled=false',
    'podDisruptionBudget.enabled=false',
  ],
}

async function lintCharts(report: Reporter, helm: string, kubectl: Kubectl): Promise<void> {
  for (const [name, settings] of Object.entries(variants)) {
    await report.case(`what helm makes of the chart with ${name} is accepted by the API server and by our own linter`, async () => {
      const text = renderChart(helm, settings)
      // Kinds of cert-manager are not installed here.
      const documents = text.split(/^---$/m).filter(document => !document.includes('cert-manager.io/v1\n'))
      await accepted(kubectl, documents.join('---\n'))
      lint(text)
    })
  }
  await report.case('values that mean nothing are refused by the schema', () => {
    assert.throws(() => renderChart(helm, ['webhooks.failurePolicy=Maybe']), /failurePolicy/)
    assert.throws(() => renderChart(helm, ['tls.mode=secret']), /caBundle/)
    assert.throws(() => renderChart(helm, ['config.admission.protct=warn']), /protct/)
    assert.throws(() => renderChart(helm, ['tls.clientNames={apiserver}']), /clientAuthorityConfigMap/)
    assert.throws(() => renderChart(helm, ['webhooks.protect.secrets=true']), /readSecrets/)
    assert.throws(() => renderChart(helm, ['podLabels.team=true']), /got boolean, want string/)
  })
}

async function accepted(kubectl: Kubectl, text: string): Promise<void> {
  const { code, stderr } = await kubectl(['apply', '--dry-run=server', '--validate=strict', '-f', '-'], text)
  assert.equal(code, 0, stderr)
  assert.ok(!/unknown field|Warning: would violate PodSecurity/.test(stderr), stderr)
}

function lint(text: string): void {
  execFileSync(process.execPath, [join(built, 'bin/gatewright.cjs'), 'lint', '-'], { input: text, stdio: ['pipe', 'pipe', 'pipe'] })
}

/** Node's own reading of `readOnlyRootFilesystem`, and no program may be started. */
const mayOnlyRead = ['--experimental-permission', '--allow-fs-read=*'].concat(
  process.allowedNodeEnvironmentFlags.has('--allow-net') ? '--allow-net' : [],
)

/** The chart's objects for real, and replicas that are nobody but the chart's ServiceAccount. */
async function install(report: Reporter, plane: ControlPlane, kubectl: Kubectl, helm: string): Promise<void> {
  const port = await freePort()
  const text = renderChart(helm, ['webhooks.failurePolicy=Fail'])
  let replica: Replica | undefined

  await report.case('the chart installs, and a replica that has only its role and writes no file becomes ready and is called', async () => {
    const applied = await kubectl(['apply', '-f', '-'], text)
    assert.equal(applied.code, 0, applied.stderr)
    await callByUrl(plane, port)
    const args = /- (--tls-(?:secret|namespace)=\S+|--(?:validating|mutating)-configuration=\S+)/g
    const shipped = [...text.matchAll(args)].map(match => match[1] as string)
    replica = await startReplica(plane, {
      kubeconfig: await kubeconfigOfShipped(plane),
      port,
      tls: 'managed',
      node: mayOnlyRead,
      args: [...shipped, '--tls-name=127.0.0.1', '--tls-period=1', '--tls-settle=3'],
    })
    await until('a good route passes the webhook', async () => {
      const { status } = await plane.call(
        'POST',
        `${routes('team-a')}?dryRun=All`,
        route('team-a', 'probe', { hostnames: ['probe.example.com'] }),
      )
      return status === 201
    })
    const { text: ready } = await get(replica.opsPort, '/readyz')
    assert.match(ready, /"name":"secrets","ok":true,"detail":"not permitted, and optional/)
    const forbidden = replica.log().filter(({ msg }) => msg === 'not permitted')
    assert.ok(
      forbidden.every(({ resources }) => String(resources) === 'secrets'),
      JSON.stringify(forbidden),
    )
  })

  await report.case('the role allows nothing more: no Secret of another, no write to any gateway', async () => {
    const can = (...args: string[]) => kubectl(['auth', 'can-i', `--as=system:serviceaccount:${system}:gatewright`, ...args])
    for (const args of [
      ['list', 'secrets', '-A'],
      ['get', 'secrets/other', '-n', system],
      ['update', 'httproutes', '-A'],
      ['create', 'clusterroles'],
    ]) {
      assert.equal((await can(...args)).stdout.trim(), 'no', args.join(' '))
    }
  })

  await report.case('an API server that starts again knows no roles for a moment: seconds later nothing is missing', async () => {
    await plane.restartApiserver()
    await until('every watch is live', async () => !/gatewright_cache_live\{[^}]*\} 0/.test((await replica?.metrics()) ?? ''), 30_000)
  })

  await report.case('while no replica is there, policies go on refusing what is wrong in itself, and let the rest pass', async () => {
    await replica?.stop()
    await openWebhooks(plane)
    await until('writes pass', async () => {
      const { status } = await plane.call(
        'POST',
        `${routes('team-a')}?dryRun=All`,
        route('team-a', 'away', { hostnames: ['away.example.com'] }),
      )
      return status === 201
    })
    const { stderr } = await kubectl(['apply', '-f', '-'], manifests(brokenRoute('team-a', 'away')))
    assert.match(
      stderr,
      /ValidatingAdmissionPolicy 'gatewright-httproutes' .* denied request: GWA-FIL-004: a backend with a RequestRedirect filter/,
    )
  })

  await report.case('no published example is refused by the policies', async () => {
    const folder = join(root, '../shared/manifests/gateway-api-examples')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.yaml'))
    for (const file of files) {
      const { stderr } = await kubectl(['apply', '--dry-run=server', '-f', '-'], readFileSync(join(folder, file), 'utf8'))
      assert.ok(!stderr.includes('ValidatingAdmissionPolicy'), `${file}: ${stderr}`)
    }
  })
}

/** A control plane without nodes cannot reach Services: the same webhooks, by URL. */
async function callByUrl(plane: ControlPlane, port: number): Promise<void> {
  await everyWebhook(plane, webhook => {
    const { path } = webhook.clientConfig.service ?? { path: '/validate' }
    webhook.clientConfig = { url: `https://127.0.0.1:${port}${path}` }
  })
}

async function openWebhooks(plane: ControlPlane): Promise<void> {
  await everyWebhook(plane, webhook => {
    webhook.failurePolicy = 'Ignore'
  })
}

// biome-ignore lint/suspicious/noExplicitAny: a webhook of either kind, as it came
async function everyWebhook(plane: ControlPlane, change: (webhook: any) => void): Promise<void> {
  for (const kind of ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations']) {
    const path = `/apis/admissionregistration.k8s.io/v1/${kind}/gatewright`
    const { body } = await plane.call('GET', path)
    for (const webhook of body.webhooks) change(webhook)
    const { status, body: answer } = await plane.call('PUT', path, body)
    assert.equal(status, 200, JSON.stringify(answer))
  }
}

export default suite
