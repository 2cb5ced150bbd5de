import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { AdmissionRequest } from '../../../src/policy/index.ts'
import { issueLeaf } from '../../../src/server/tls/issue.ts'
import { exactly } from '../exact-client.ts'
import { days } from '../gatewright.ts'
import type { ControlPlane } from '../harness.ts'

/** What webhooks were asked about the requests of one user, in order. */
export interface Recorded {
  readonly mutating: AdmissionRequest[]
  readonly validating: AdmissionRequest[]
}

/** Two webhooks that allow everything and remember what they were asked: requests as policies see them. */
export class Recorder {
  readonly #server: Server
  #recorded = new Map<string, Recorded>()

  private constructor(server: Server) {
    this.#server = server
    server.on('request', (incoming, outgoing) => {
      const chunks: Buffer[] = []
      incoming.on('data', chunk => chunks.push(chunk))
      incoming.on('end', () => {
        const { request } = exactly(Buffer.concat(chunks).toString()) as { request: AdmissionRequest & { uid: string } }
        const { uid, ...asked } = request
        this.of(asked.userInfo!.username!)[incoming.url!.startsWith('/mutating') ? 'mutating' : 'validating'].push(asked)
        outgoing.setHeader('content-type', 'application/json')
        outgoing.end(JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: { uid, allowed: true } }))
      })
    })
  }

  of(username: string): Recorded {
    let recorded = this.#recorded.get(username)
    if (recorded === undefined) {
      recorded = { mutating: [], validating: [] }
      this.#recorded.set(username, recorded)
    }
    return recorded
  }

  /** All that was recorded so far, which is forgotten here. */
  take(): ReadonlyMap<string, Recorded> {
    const recorded = this.#recorded
    this.#recorded = new Map()
    return recorded
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  /** Starts them and registers them for the requests of users whose names begin with `u-`. */
  static async start(plane: ControlPlane, must: (path: string, body: object) => Promise<unknown>): Promise<Recorder> {
    const leaf = await issueLeaf(plane.authority, { ...days(-1, 1), commonName: 'recorder', names: ['127.0.0.1'], usage: 'server' })
    const server = createServer({ cert: leaf.certificate, key: leaf.key })
    const recorder = new Recorder(server)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    for (const type of ['Mutating', 'Validating']) {
      await must(`/apis/admissionregistration.k8s.io/v1/${type.toLowerCase()}webhookconfigurations`, {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: `${type}WebhookConfiguration`,
        metadata: { name: 'recorder' },
        webhooks: [
          {
            name: 'recorder.diff.example',
            clientConfig: {
              url: `https://127.0.0.1:${port}/${type.toLowerCase()}`,
              caBundle: Buffer.from(plane.authority.certificate).toString('base64'),
            },
            rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*/*'] }],
            matchConditions: [{ name: 'user', expression: "request.userInfo.username.startsWith('u-')" }],
            matchPolicy: 'Exact',
            sideEffects: 'None',
            admissionReviewVersions: ['v1'],
            ...(type === 'Mutating' && { reinvocationPolicy: 'IfNeeded' }),
          },
        ],
      })
    }
    return recorder
  }
}
