import assert from 'node:assert/strict'
import { startControlPlane } from '../harness.ts'
import { bindings, policies, probes, requests, said, stored } from '../policy-requests.ts'
import { until } from '../process.ts'
import type { Suite } from '../suite.ts'

const PATHS: Readonly<Record<string, string>> = {
  Namespace: '/api/v1/namespaces',
  Probe: '/apis/diff.example/v1/namespaces/team-a/probes',
  ConfigMap: '/api/v1/namespaces/team-a/configmaps',
  Pod: '/api/v1/namespaces/team-a/pods',
  CustomResourceDefinition: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  ValidatingAdmissionPolicy: '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies',
  ValidatingAdmissionPolicyBinding: '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings',
}

const suite: Suite = {
  name: 'policy requests: what policies see of every operation',
  async run(report, assets) {
    const plane = await startControlPlane(assets)
    const create = async (object: { readonly kind: string }) => {
      const { status, body } = await plane.call('POST', PATHS[object.kind]!, object)
      assert.equal(status, 201, JSON.stringify(body))
    }
    try {
      await report.case('the policies are in force', async () => {
        await create(probes)
        await until('probes are served', async () => (await plane.call('GET', '/apis/diff.example/v2/probes')).status === 200)
        for (const object of [...stored, ...policies, ...bindings]) await create(object)
        const last = bindings.at(-1)!.metadata.name
        const marker = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'marker' } }
        await until('the last of them warns', async () =>
          (await plane.call('POST', `${PATHS['Namespace']}?dryRun=All`, marker)).warnings.some(text => said(text).startsWith(last)),
        )
      })
      for (const request of requests)
        await report.case(request.name, async () => {
          const [method, path, body] = request.send
          const dry = request.asked.dryRun ? `${path}?dryRun=All` : path
          const { warnings } = await plane.call(method, dry, body, 'admin', method === 'PATCH' ? 'application/merge-patch+json' : undefined)
          assert.deepEqual(warnings.map(said).sort(), [...request.said].sort())
        })
    } finally {
      await plane.close()
    }
  },
}

export default suite
