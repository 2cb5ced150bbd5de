import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../assets.ts'
import { classes, knownControllers, meshFeatures } from '../conformance/classes.ts'
import { startController, staticAddresses } from '../conformance/controller.ts'
import { startDataPlane } from '../conformance/data-plane.ts'
import { isPrivileged } from '../conformance/sockets.ts'
import { watchCluster } from '../conformance/watched-cluster.ts'
import { startWorkloads } from '../conformance/workloads.ts'
import { type ControlPlane, startControlPlane } from '../harness.ts'
import type { Suite } from '../suite.ts'
import { installGatewayApi } from '../webhooks.ts'

const module = join(root, 'test/e2e/conformance')

/** Tests that cannot be run this way, and why. */
const impossible: Record<string, string> = {
  GatewayInfrastructure: 'it looks for the Services, Pods or ServiceAccounts that a controller makes for a Gateway, and none are made here',
}

/** Tests that open connections to port 443 themselves. */
const privileged: readonly string[] = [
  'TLSRouteHostnameIntersection',
  'TLSRouteInvalidBackendRefNonexistent',
  'TLSRouteInvalidBackendRefUnknownKind',
  'TLSRouteSimpleSameNamespace',
]

/** Tests of what happens where a feature is missing: with the class that lacks it. */
const withLess: Readonly<Record<string, string>> = {
  TLSRouteListenerMixedTerminationNotSupported: 'without-mixed-tls',
  TLSRouteListenerTerminateNotSupported: 'without-terminating-tls',
}

/** Setting up, and everything that is no test of its own. */
const whole = 'the suite as a whole'

interface Result {
  readonly outcome: 'pass' | 'fail' | 'skip'
  readonly output: string
}

interface Run {
  readonly program: string
  readonly plane: ControlPlane
  readonly dataPlane: string
  readonly skip: readonly string[]
}

const suite: Suite = {
  name: 'the conformance suite of Gateway API, with predictions for a controller and simulations for a data plane',
  async run(report, assets) {
    if (go('list', '-test', '-deps', '.') !== 0) {
      report.note('skipped: it needs Go, and the module sigs.k8s.io/gateway-api/conformance in reach')
      return
    }
    const program = join(root, 'node_modules/.cache/gatewright-conformance')
    assert.equal(go('test', '-c', '-o', program, '.'), 0, 'the suite is built')
    const skipped = { ...impossible }
    if (!(await isPrivileged())) for (const name of privileged) skipped[name] = 'it needs port 443, which only the privileged may open'
    const plane = await startControlPlane(assets)
    try {
      await installGatewayApi(plane, 'experimental')
      await createParents(plane)
      const cluster = await watchCluster(plane.kubeconfig('admin'))
      const controller = startController(cluster)
      const dataPlane = await startDataPlane(cluster, controller, startWorkloads(cluster))
      const run: Run = { program, plane, dataPlane: dataPlane.url, skip: Object.keys(skipped) }
      try {
        const only = process.env['CONFORMANCE_RUN'] ?? ''
        const results = await runSuite(run, 'conformance', only)
        for (const [name, gatewayClass] of Object.entries(withLess)) {
          if (!results.has(name)) continue
          const own = await runSuite(run, gatewayClass, `${name}$`)
          results.set(name, own.get(name) ?? own.get(whole)!)
        }
        for (const [name, { outcome, output }] of results) {
          if (outcome === 'skip') report.note(`left out: ${name}: ${skipped[name] ?? output}`)
          else await report.case(name, () => assert.equal(outcome, 'pass', output))
        }
        for (const { name, title } of knownControllers.filter(known => chosen().includes(known.name))) {
          await report.case(`as ${title}, with its features`, async () => {
            const outcomes = [...(await runSuite(run, name, only))]
            const failures = outcomes.filter(([, { outcome }]) => outcome === 'fail').map(([test, { output }]) => `${test}\n${output}`)
            assert.equal(failures.join('\n'), '')
            const passed = outcomes.filter(([test, { outcome }]) => outcome === 'pass' && test !== whole)
            report.note(`${title}: ${passed.length} tests pass, and ${outcomes.length - 1 - passed.length} are not for it`)
          })
        }
        await report.case('no condition is left undetermined where everything is known', () =>
          assert.deepEqual([...controller.undetermined], []),
        )
      } finally {
        await dataPlane.close()
        await cluster.stop()
      }
    } finally {
      await plane.close()
    }
  },
}

/** Profiles that are tried besides the specification. */
function chosen(): readonly string[] {
  const wanted = process.env['CONFORMANCE_PROFILES'] ?? 'envoy-gateway,istio,cilium'
  return wanted === 'all' ? knownControllers.map(({ name }) => name) : wanted.split(',')
}

/** Runs the Go command beside the suite; answers how it ended. */
function go(...args: string[]): number | null {
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false' }
  return spawnSync('go', args, { cwd: module, env, stdio: ['ignore', 'ignore', 'inherit'] }).status
}

/** The classes that the suite's Gateways get, and a mesh. */
async function createParents(plane: ControlPlane): Promise<void> {
  const create = async (path: string, object: object) => {
    const { status, body } = await plane.call('POST', path, object)
    assert.equal(status, 201, JSON.stringify(body))
  }
  const apiVersion = 'gateway.networking.k8s.io/v1'
  for (const [name, { controllerName }] of Object.entries(classes))
    await create(`/apis/${apiVersion}/gatewayclasses`, { apiVersion, kind: 'GatewayClass', metadata: { name }, spec: { controllerName } })
  const experimental = 'gateway.networking.x-k8s.io/v1alpha1'
  const meshes = `/apis/${experimental}/xmeshes`
  await create(meshes, {
    apiVersion: experimental,
    kind: 'XMesh',
    metadata: { name: 'conformance' },
    spec: { controllerName: 'gatewright.dev/conformance' },
  })
  const status = { supportedFeatures: meshFeatures.map(name => ({ name })) }
  const answer = await plane.call('PATCH', `${meshes}/conformance/status`, { status }, 'admin', 'application/merge-patch+json')
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
}

/** Runs the tests whose names fit, and tells how each ended. */
async function runSuite({ program, plane, dataPlane, skip }: Run, gatewayClass: string, only: string): Promise<Map<string, Result>> {
  const child = spawn(
    'go',
    ['tool', 'test2json', program, '-test.v=test2json', '-test.timeout=5m', `-test.run=^TestConformance$/${only}`],
    {
      cwd: module,
      env: {
        ...process.env,
        KUBECONFIG: plane.kubeconfig('admin'),
        GATEWAY_CLASS: gatewayClass,
        MESH: gatewayClass === 'conformance' ? 'conformance' : '',
        DATA_PLANE: dataPlane,
        USABLE_ADDRESS: staticAddresses.usable,
        UNUSABLE_ADDRESS: staticAddresses.unusable,
        SKIP_TESTS: skip.join(','),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const results = new Map<string, Result>([[whole, { outcome: 'fail', output: 'it ended early' }]])
  const outputs = new Map<string, string>()
  const log = process.env['CONFORMANCE_LOG'] === undefined ? undefined : createWriteStream(process.env['CONFORMANCE_LOG'], { flags: 'a' })
  for await (const line of createInterface(child.stdout)) {
    const event = JSON.parse(line) as { Action: string; Test?: string; Output?: string }
    // Parts of a test count for the test: `TestConformance/NAME/PART`.
    const [, name = whole, part] = (event.Test ?? '').split('/')
    if (event.Output !== undefined) {
      log?.write(event.Output)
      outputs.set(name, ((outputs.get(name) ?? '') + event.Output).slice(-4000))
    }
    if (part !== undefined || event.Test === undefined) continue
    if (event.Action !== 'pass' && event.Action !== 'fail' && event.Action !== 'skip') continue
    results.set(name, { outcome: event.Action, output: outputs.get(name) ?? '' })
  }
  return results
}

export default suite
