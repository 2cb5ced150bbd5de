import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { get, servingCertificate } from './gatewright.ts'
import type { ControlPlane } from './harness.ts'
import { freePort, launch, type Program, until } from './process.ts'

/** Installs the CRDs, starts controllers, cainjector and webhook of cert-manager, and lets the API server ask its webhook. */
export async function startCertManager(plane: ControlPlane, folder: string): Promise<Program> {
  for (const file of readdirSync(join(folder, 'crds')).filter(name => name.endsWith('.yaml'))) {
    const crd = readFileSync(join(folder, 'crds', file), 'utf8')
    await created(plane, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', crd)
  }
  await until('Certificates are served', async () => (await plane.call('GET', '/apis/cert-manager.io/v1/certificates')).status === 200)
  const [port, healthPort] = [await freePort(), await freePort()]
  const args = [
    `--kubeconfig=${plane.kubeconfig('admin')}`,
    `--webhook-port=${port}`,
    `--webhook-health-port=${healthPort}`,
    `--webhook-tls=${await servingCertificate(plane.authority, plane.folder)}`,
  ]
  const program = launch('cert-manager', join(folder, 'cert-manager'), args, join(plane.folder, 'cert-manager.log'))
  await until('cert-manager answers', async () => (await get(healthPort, '/livez')).status === 200, 20_000, program)
  await created(plane, '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations', admission(plane, port, 'Validating'))
  await created(plane, '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations', admission(plane, port, 'Mutating'))
  return program
}

async function created(plane: ControlPlane, path: string, object: object | string): Promise<void> {
  const { status, body } = await plane.call('POST', path, object, 'admin', 'application/yaml')
  assert.equal(status, 201, JSON.stringify(body))
}

/** cert-manager looks over what it is asked for, and writes down who asked. */
function admission(plane: ControlPlane, port: number, kind: 'Validating' | 'Mutating'): object {
  const [path, resources, operations] =
    kind === 'Validating' ? ['validate', ['*/*'], ['CREATE', 'UPDATE']] : ['mutate', ['certificaterequests'], ['CREATE']]
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: `${kind}WebhookConfiguration`,
    metadata: { name: 'cert-manager-webhook' },
    webhooks: [
      {
        name: 'webhook.cert-manager.io',
        clientConfig: {
          url: `https://127.0.0.1:${port}/${path}`,
          caBundle: Buffer.from(plane.authority.certificate).toString('base64'),
        },
        rules: [{ apiGroups: ['cert-manager.io'], apiVersions: ['v1'], resources, operations }],
        failurePolicy: 'Fail',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      },
    ],
  }
}

/** Waits until a Certificate is ready and not being issued, more often than `after` times by then. */
export async function issued(plane: ControlPlane, namespace: string, name: string, after = 0): Promise<void> {
  await until(`Certificate ${name} is issued`, async () => {
    const { status = {} } = (await plane.call('GET', certificatePath(namespace, name))).body
    const conditions: { type: string; status: string }[] = status.conditions ?? []
    const holds = (type: string) => conditions.some(condition => condition.type === type && condition.status === 'True')
    assert.ok(holds('Ready') && !holds('Issuing') && status.revision > after, JSON.stringify(status))
    return true
  })
}

/** What `cmctl renew` does, a condition asks for it; and waits until it is done. */
export async function renew(plane: ControlPlane, namespace: string, name: string): Promise<void> {
  const path = certificatePath(namespace, name)
  const { body } = await plane.call('GET', path)
  const now = new Date().toISOString().replace(/\.\d+/, '')
  body.status.conditions.push({ type: 'Issuing', status: 'True', reason: 'ManuallyTriggered', lastTransitionTime: now })
  const { status, body: answer } = await plane.call('PUT', `${path}/status`, body)
  assert.equal(status, 200, JSON.stringify(answer))
  await issued(plane, namespace, name, body.status.revision)
}

function certificatePath(namespace: string, name: string): string {
  return `/apis/cert-manager.io/v1/namespaces/${namespace}/certificates/${name}`
}
