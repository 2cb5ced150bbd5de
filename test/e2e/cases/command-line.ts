import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { built } from '../assets.ts'
import { type ControlPlane, startControlPlane } from '../harness.ts'
import { kubectlFor } from '../kubectl.ts'
import { manifests, route } from '../manifests.ts'
import type { Suite } from '../suite.ts'
import { installGatewayApi } from '../webhooks.ts'

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'

/** A kind of a vendor, as its controller would install it. */
const vendorKind = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.gateway.example.com', labels: { vendor: 'example' } },
  spec: {
    group: 'gateway.example.com',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: { type: 'object', required: ['size'], properties: { size: { type: 'integer', maximum: 10 } } },
            },
          },
        },
      },
    ],
  },
}

const suite: Suite = {
  name: 'command line: definitions of a cluster, and judging by them',
  async run(report, assets) {
    const plane = await startControlPlane(assets)
    const kubeconfig = plane.kubeconfig('admin')
    const folder = mkdtempSync(join(plane.folder, 'crds-'))
    try {
      await installGatewayApi(plane)
      assert.equal((await plane.call('POST', DEFINITIONS, vendorKind)).status, 201)

      await report.case('crds list: kinds, versions and the bundle', async () => {
        const { code, stdout, stderr } = gatewright('crds', 'list', `--kubeconfig=${kubeconfig}`)
        assert.equal(code, 0, stderr)
        assert.match(stdout, /^HTTPRoute +gateway\.networking\.k8s\.io +v1,v1beta1 +v1\.6\.\d+\/standard$/m)
        assert.match(stdout, /^Widget +gateway\.example\.com +v1$/m)
      })

      await report.case('crds pull: what the API server has, without what it added', async () => {
        const { code, stderr } = gatewright('crds', 'pull', folder, `--kubeconfig=${kubeconfig}`)
        assert.equal(code, 0, stderr)
        const stored = await plane.call('GET', DEFINITIONS)
        const names = stored.body.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)
        assert.deepEqual(readdirSync(folder).sort(), names.map((name: string) => `${name}.yaml`).sort())
        for (const { metadata, spec } of stored.body.items) {
          const pulled = load(readFileSync(join(folder, `${metadata.name}.yaml`), 'utf8')) as Record<string, unknown>
          assert.deepEqual(Object.keys(pulled), ['apiVersion', 'kind', 'metadata', 'spec'])
          assert.deepEqual(pulled['spec'], spec, metadata.name)
          assert.deepEqual(
            Object.keys(pulled['metadata'] as object).filter(key => !['name', 'annotations', 'labels'].includes(key)),
            [],
          )
        }
        assert.match(readFileSync(join(folder, 'widgets.gateway.example.com.yaml'), 'utf8'), /maximum: 10$/m)
      })

      await report.case('the API server takes back what was pulled, and finds nothing to change', async () => {
        const { code, stdout, stderr } = await kubectlFor(assets.kubectl, kubeconfig)(['diff', '-f', folder])
        assert.equal(code, 0, `${stdout.slice(0, 1000)}${stderr.slice(0, 1000)}`)
      })

      await report.case('lint --crds judges as that cluster does', async () => {
        const file = join(plane.folder, 'objects.yaml')
        const widget = { apiVersion: 'gateway.example.com/v1', kind: 'Widget', metadata: { name: 'w', namespace: 'default' }, spec: {} }
        writeFileSync(file, manifests(widget, route('default', 'r', { path: 'no-slash' })))
        const { code, stdout } = gatewright('lint', file, `--crds=${folder}`, '--output=json')
        assert.equal(code, 1, stdout)
        for (const object of [widget, route('default', 'r', { path: 'no-slash' })]) await sameRefusal(plane, object, stdout)
      })

      await report.case('one group, every group, and a group that is not there', () => {
        const only = gatewright('crds', 'list', `--kubeconfig=${kubeconfig}`, '--group=gateway.example.com')
        assert.match(only.stdout, /Widget/)
        assert.doesNotMatch(only.stdout, /HTTPRoute/)
        assert.equal(gatewright('crds', 'list', `--kubeconfig=${kubeconfig}`, '--all').code, 0)
        const none = gatewright('crds', 'list', `--kubeconfig=${kubeconfig}`, '--group=nobody.example.com')
        assert.equal(none.code, 3)
        assert.match(none.stderr, /has no CustomResourceDefinition in nobody.example.com/)
      })

      await report.case('a place where nothing can be written is told as such', () => {
        const { code, stderr } = gatewright('crds', 'pull', join(folder, 'widgets.gateway.example.com.yaml'), `--kubeconfig=${kubeconfig}`)
        assert.equal(code, 3)
        assert.match(stderr, /^gatewright: cannot write to .*widgets.gateway.example.com.yaml: /)
      })

      await report.case('without permission it says so, and writes nothing', () => {
        const { code, stderr } = gatewright('crds', 'pull', join(plane.folder, 'none'), `--kubeconfig=${plane.kubeconfig('alice')}`)
        assert.equal(code, 3)
        assert.match(stderr, /cannot read the definitions: .*403 .*User "alice" cannot list resource "customresourcedefinitions"/)
        assert.ok(!readdirSync(plane.folder).includes('none'))
      })
    } finally {
      await plane.close()
    }
  },
}

/** The message by which the API server refuses an object stands in `output` too. */
async function sameRefusal(plane: ControlPlane, object: { apiVersion: string; kind: string }, output: string): Promise<void> {
  const path = `/apis/${object.apiVersion}/namespaces/default/${object.kind.toLowerCase()}s`
  const { status, body } = await plane.call('POST', path, object)
  assert.equal(status, 422, JSON.stringify(body))
  const { findings } = JSON.parse(output) as { findings: { path: string; message: string }[] }
  for (const { field, message } of body.details.causes) {
    // Findings show the value in their excerpt instead.
    const words = message.replace(/^Invalid value: /, '')
    assert.ok(
      findings.some(finding => finding.path === field && finding.message.endsWith(words)),
      `${field}: ${message}\n${output}`,
    )
  }
}

function gatewright(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(built, 'bin/gatewright.cjs'), ...args], { encoding: 'utf8' })
  return { code: status, stdout, stderr }
}

export default suite
