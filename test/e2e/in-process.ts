import type { AddressInfo } from 'node:net'
import { createSnapshot, type Snapshot } from '../../src/inventory/index.ts'
import { admissionRules } from '../../src/server/admission-rules.ts'
import { createApp } from '../../src/server/app.ts'
import { Health } from '../../src/server/health.ts'
import type { World } from '../../src/server/judge.ts'
import { LateAudit } from '../../src/server/late.ts'
import { createLogger } from '../../src/server/log.ts'
import { createMetrics } from '../../src/server/metrics.ts'
import { WorkQueue } from '../../src/server/queue.ts'
import { createReviews } from '../../src/server/reviews.ts'
import { issueAuthority, issueLeaf, type KeyPair } from '../../src/server/tls/issue.ts'
import { days } from './gatewright.ts'

export interface InProcess {
  readonly port: number
  readonly authority: KeyPair
  close(): Promise<void>
}

export interface InProcessOptions {
  readonly snapshot?: Snapshot
  readonly world?: Partial<World>
  readonly bodyLimit?: number
  readonly maxInFlight?: number
  readonly maxQueue?: number
  readonly clientNames?: readonly string[]
  /** PEM: ask for client certificates of this authority. */
  readonly clientAuthority?: string
}

/** The HTTPS server and both reviews in this very process, over a snapshot that is given: for limits, heap and speed. */
export async function serveInProcess(options: InProcessOptions = {}): Promise<InProcess> {
  const authority = await issueAuthority('in-process authority', days(-1, 1))
  const leaf = await issueLeaf(authority, { ...days(-1, 1), commonName: 'in-process', names: ['127.0.0.1'], usage: 'server' })
  const log = createLogger('silent')
  const metrics = createMetrics()
  const snapshot = options.snapshot ?? createSnapshot([])
  const severities = {}
  const engine = {
    gatewayApi: { version: '1.6', channel: 'standard' as const },
    kubernetes: '1.36',
    profile: 'conformant',
    severities,
    rules: admissionRules(severities),
  }
  const world: World = { snapshot, revision: '1', engine, admission: {}, defaultSettings: {}, ...options.world }
  const late = new LateAudit(60_000, () => world, { found: () => {}, failed: () => {} })
  const reviews = createReviews({ world: () => world, queue: new WorkQueue(options.maxQueue ?? 512), late, log, metrics })
  const tls = { ...leaf, ...(options.clientAuthority !== undefined && { clientAuthority: options.clientAuthority }) }
  const limits = {
    bodyLimit: options.bodyLimit ?? 7 * 1024 * 1024,
    maxInFlight: options.maxInFlight ?? 1024,
    clientNames: options.clientNames ?? [],
  }
  const app = createApp({ ...limits, tls, log, metrics, health: new Health() }, reviews)
  await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    port: (app.server.address() as AddressInfo).port,
    authority,
    async close() {
      late.close()
      app.server.closeAllConnections()
      await app.close()
    },
  }
}

/** An AdmissionReview as the API server sends it. */
export function reviewOf(object: object, more: Record<string, unknown> = {}): Record<string, unknown> {
  const { apiVersion, kind, metadata } = object as { apiVersion: string; kind: string; metadata: { name?: string; namespace?: string } }
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
  const resource = { group, version, resource: `${kind.toLowerCase()}s` }
  return {
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: {
      uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
      kind: { group, version, kind },
      resource,
      requestKind: { group, version, kind },
      requestResource: resource,
      ...(metadata.name !== undefined && { name: metadata.name }),
      ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
      operation: 'CREATE',
      userInfo: { username: 'admin', groups: ['system:masters', 'system:authenticated'] },
      object,
      oldObject: null,
      dryRun: false,
      options: { kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1' },
      ...more,
    },
  }
}
