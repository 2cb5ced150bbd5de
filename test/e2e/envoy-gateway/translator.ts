import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { KubeObject } from '../../../src/kinds/object.ts'
import type { PredictedStatus } from '../../../src/topology/index.ts'
import { className } from './vocabulary.ts'

/** What Envoy Gateway would write: a status for each object that it looks at, or the panic that its translator ends with. */
export interface Translation {
  /** Null where it looks at nothing. */
  readonly statuses:
    | readonly {
        readonly kind: string
        readonly namespace: string
        readonly name: string
        readonly status: PredictedStatus
      }[]
    | null
  readonly panic?: string
}

/** Envoy Gateway's translator as a process of its own. */
export interface Translator {
  translate(objects: readonly KubeObject[]): Promise<Translation>
  close(): void
}

/** The lists that the translator reads objects from. */
const lists: Readonly<Record<string, string>> = {
  Gateway: 'gateways',
  ListenerSet: 'listenerSets',
  HTTPRoute: 'httpRoutes',
  GRPCRoute: 'grpcRoutes',
  TLSRoute: 'tlsRoutes',
  TCPRoute: 'tcpRoutes',
  UDPRoute: 'udpRoutes',
  BackendTLSPolicy: 'backendTLSPolicies',
  ReferenceGrant: 'referenceGrants',
  Namespace: 'namespaces',
  Service: 'services',
  EndpointSlice: 'endpointSlices',
  Secret: 'secrets',
  ConfigMap: 'configMaps',
}

export function startTranslator(program: string): Translator {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async translate(objects) {
      const set: Record<string, unknown> = {
        gatewayClass: objects.find(({ kind, metadata }) => kind === 'GatewayClass' && metadata.name === className),
      }
      for (const [kind, list] of Object.entries(lists)) set[list] = objects.filter(object => object.kind === kind)
      child.stdin.write(`${JSON.stringify(set)}\n`)
      const { value, done } = await answers.next()
      if (done) throw new Error('the translator ended')
      return JSON.parse(value) as Translation
    },
    close: () => child.stdin.end(),
  }
}
