import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue } from '../../src/kinds/catalogue.ts'
import { root } from './assets.ts'
import type { ControlPlane } from './harness.ts'
import { until } from './process.ts'

/** The published CRDs, where they are at hand; those of our own catalogue say the same. */
const published = join(root, '../shared/crds/gateway-api/v1.6.1')

/** Installs the CRDs of Gateway API and waits until they are served. */
export async function installGatewayApi(plane: ControlPlane, channel: 'standard' | 'experimental' = 'standard'): Promise<void> {
  for (const crd of definitions(channel)) {
    const { status, body } = await plane.call(
      'POST',
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      crd,
      'admin',
      'application/yaml',
    )
    assert.ok(status === 201 || status === 409, `${status} ${JSON.stringify(body).slice(0, 300)}`)
  }
  await until('HTTPRoutes are served', async () => {
    const { status } = await plane.call('POST', `${routes('default')}?dryRun=All`, {})
    return status !== 404
  })
}

function definitions(channel: 'standard' | 'experimental'): string[] {
  const folder = join(published, channel)
  if (!existsSync(folder))
    return catalogue({ version: '1.6', channel })
      .crds()
      .map(crd => JSON.stringify(crd))
  return readdirSync(folder)
    .filter(file => !file.includes('_vap_'))
    .map(file => readFileSync(join(folder, file), 'utf8'))
}

export function routes(namespace: string): string {
  return `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/httproutes`
}

export interface WebhookOptions {
  readonly port: number
  /** PEM; the control plane's own authority where absent. */
  readonly caBundle?: string
  readonly failurePolicy?: 'Fail' | 'Ignore'
  readonly timeoutSeconds?: number
}

/** Registers both webhooks by URL and waits until the API server calls them. */
export async function registerWebhooks(plane: ControlPlane, options: WebhookOptions): Promise<void> {
  for (const [kind, path] of [
    ['ValidatingWebhookConfiguration', 'validate'],
    ['MutatingWebhookConfiguration', 'mutate'],
  ] as const) {
    const collection = `/apis/admissionregistration.k8s.io/v1/${kind.toLowerCase()}s`
    await plane.call('DELETE', `${collection}/gatewright`)
    const { status, body } = await plane.call('POST', collection, configuration(kind, path, plane, options))
    assert.equal(status, 201, JSON.stringify(body))
  }
}

function configuration(kind: string, path: string, plane: ControlPlane, options: WebhookOptions): Record<string, unknown> {
  const caBundle = Buffer.from(options.caBundle ?? plane.authority.certificate).toString('base64')
  const operations = path === 'validate' ? ['CREATE', 'UPDATE', 'DELETE'] : ['CREATE', 'UPDATE']
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind,
    metadata: { name: 'gatewright' },
    webhooks: [
      {
        name: `${path}.gatewright.dev`,
        clientConfig: { url: `https://127.0.0.1:${options.port}/${path}`, caBundle },
        rules: [
          { apiGroups: ['gateway.networking.k8s.io'], apiVersions: ['*'], resources: ['*'], operations },
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            resources: ['services', 'namespaces', 'secrets'],
            operations: path === 'validate' ? ['UPDATE', 'DELETE'] : ['UPDATE'],
          },
        ],
        failurePolicy: options.failurePolicy ?? 'Fail',
        matchPolicy: 'Equivalent',
        sideEffects: 'NoneOnDryRun',
        admissionReviewVersions: ['v1'],
        timeoutSeconds: options.timeoutSeconds ?? 5,
        ...(path === 'mutate' && { reinvocationPolicy: 'IfNeeded' }),
      },
    ],
  }
}
