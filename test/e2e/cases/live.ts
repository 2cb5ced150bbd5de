import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { built } from '../assets.ts'
import { startControlPlane } from '../harness.ts'
import { kubectlFor } from '../kubectl.ts'
import { gateway, manifests, route, service } from '../manifests.ts'
import type { Suite } from '../suite.ts'
import { installGatewayApi } from '../webhooks.ts'
import { createWorld } from '../world.ts'

const suite: Suite = {
  name: 'command line: over a live cluster',
  async run(report, assets) {
    const plane = await startControlPlane(assets)
    const kubeconfig = plane.kubeconfig('admin')
    const kubectl = kubectlFor(assets.kubectl, kubeconfig)
    const changed = join(plane.folder, 'changed.yaml')
    const gatewright = (...args: string[]) => {
      const environment = { ...process.env, NO_COLOR: '1', COLUMNS: '200' }
      return spawnSync(
        process.execPath,
        [join(built, 'bin/gatewright.cjs'), args[0] as string, `--kubeconfig=${kubeconfig}`, ...args.slice(1)],
        {
          cwd: plane.folder,
          encoding: 'utf8',
          env: environment,
        },
      )
    }
    try {
      await installGatewayApi(plane)
      await createWorld(plane)
      const cart = route('team-a', 'cart', { hostnames: ['cart.example.com'] })
      const lost = route('team-b', 'lost', { hostnames: ['lost.example.com'], backend: 'missing' })
      const odd = {
        ...route('team-b', 'odd'),
        spec: {
          parentRefs: [{ name: 'edge', namespace: 'infra' }],
          hostnames: ['odd.example.com'],
          rules: [{ backendRefs: [{ group: 'nowhere.example.com', kind: 'Bucket', name: 'web', port: 80 }] }],
        },
      }
      const objects = [gateway('infra', 'edge'), service('team-a', 'basket'), cart, lost, odd]
      assert.equal((await kubectl(['apply', '-f', '-'], manifests(...objects))).code, 0)

      await report.case('audit: what is wrong with what is there', () => {
        const { status, stdout, stderr } = gatewright('audit')
        assert.equal(status, 1, stderr)
        assert.match(stdout, /error GWA-BE-002 no-such-backend +HTTPRoute team-b\/lost\n {2}there is no Service team-b\/missing/)
        assert.match(stdout, /HTTPRoute team-b\/odd\n {2}there is no kind Bucket in nowhere\.example\.com/)
        assert.match(stdout, /^1 error, 1 warning in \d+ objects$/m)
      })

      await report.case('audit: one namespace, as JSON', () => {
        const { status, stdout, stderr } = gatewright('audit', '-n', 'team-a', '-o', 'json')
        assert.equal(status, 0, stderr)
        const { findings } = JSON.parse(stdout)
        assert.ok(findings.every(({ object }: { object: { namespace: string } }) => object.namespace === 'team-a'))
        const misspelt = gatewright('audit', '-n', 'taem-a')
        assert.equal(misspelt.status, 2)
        assert.match(misspelt.stderr, /there is no namespace taem-a in the cluster; did you mean team-a\?/)
      })

      await report.case('diff --live: what files would do to the traffic of the cluster', () => {
        writeFileSync(changed, manifests(route('team-a', 'cart', { hostnames: ['cart.example.com'], backend: 'gone' })))
        const { status, stdout, stderr } = gatewright('diff', changed, '--live')
        assert.equal(status, 1, stderr)
        assert.match(stdout, /^1 request breaks\n {2}GET http:\/\/cart\.example\.com\/ at Gateway infra\/edge\n/)
        assert.match(stdout, / now {2}500: BackendNotFound: Service team-a\/gone does not exist/)
        writeFileSync(changed, manifests(route('team-a', 'cart', { hostnames: ['cart.example.com'] })))
        assert.match(gatewright('diff', changed, '--live').stdout, /^No request is answered differently/)
      })

      await report.case('audit: what may not be listed is said, and is no clean bill', async () => {
        const asAlice = (...args: string[]) => gatewright(...args, `--kubeconfig=${plane.kubeconfig('alice')}`)
        const nothing = asAlice('audit')
        assert.equal(nothing.status, 3, nothing.stdout)
        assert.match(nothing.stderr, /nothing may be listed in the cluster: .*User "alice" cannot list/)
        const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'some' } }
        const rules = [{ apiGroups: ['gateway.networking.k8s.io'], resources: ['*'], verbs: ['get', 'list', 'watch'] }]
        const subject = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'tenants' }
        const binding = {
          ...role,
          kind: 'ClusterRoleBinding',
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'some' },
          subjects: [subject],
        }
        assert.equal((await kubectl(['apply', '-f', '-'], manifests({ ...role, rules }, binding))).code, 0)
        const some = asAlice('audit')
        assert.equal(some.status, 3, some.stderr)
        assert.match(some.stdout, /Not permitted to list customresourcedefinitions.apiextensions.k8s.io, .*services/)
        const trace = asAlice('trace', '--live', '--request', 'GET http://cart.example.com/')
        assert.match(trace.stderr, /not permitted to list .*services/)
      })

      await report.case('audit: a cluster that is not there', () => {
        const { status, stderr } = gatewright('audit', '--context', 'nowhere')
        assert.equal(status, 3)
        assert.match(stderr, /nowhere/)
      })
    } finally {
      await plane.close()
    }
  },
}

export default suite
