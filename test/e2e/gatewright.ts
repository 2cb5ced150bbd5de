import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { issueLeaf, type KeyPair } from '../../src/server/tls/issue.ts'
import { built, root } from './assets.ts'
import type { ControlPlane, Impersonated, User } from './harness.ts'
import { freePort, launch, type Program, stop, until } from './process.ts'

/** A replica of `gatewright serve` in a process of its own. */
export interface Replica {
  readonly port: number
  readonly opsPort: number
  readonly program: Program
  /** The folder with tls.crt and tls.key. */
  readonly tls: string
  metrics(): Promise<string>
  /** The decoded lines of its log. */
  log(): Record<string, unknown>[]
  stop(): Promise<void>
}

export interface ReplicaOptions {
  readonly user?: Exclude<User, Impersonated>
  /** Instead of a user: the file of whoever the replica is to be. */
  readonly kubeconfig?: string
  readonly config?: string
  readonly port?: number
  /** A folder with a certificate; `managed` where the replica makes its own. */
  readonly tls?: string
  readonly args?: readonly string[]
  /** Flags of Node. */
  readonly node?: readonly string[]
  /** False starts it without waiting until it is ready. */
  readonly wait?: boolean
}

let count = 0

export async function startReplica(plane: ControlPlane, options: ReplicaOptions = {}): Promise<Replica> {
  const name = `gatewright-${++count}`
  const [port, opsPort] = [options.port ?? (await freePort()), await freePort()]
  const tls = options.tls ?? (await servingCertificate(plane.authority, plane.folder))
  const args = [
    ...(options.node ?? []),
    join(built, 'bin/gatewright.cjs'),
    'serve',
    `--port=${port}`,
    `--ops-port=${opsPort}`,
    '--address=127.0.0.1',
    `--kubeconfig=${options.kubeconfig ?? plane.kubeconfig(options.user ?? 'admin')}`,
    ...(tls === 'managed' ? [] : [`--tls-folder=${tls}`]),
    '--drain-delay=1',
    '--log-level=debug',
    ...(options.config === undefined ? [] : [`--config=${options.config}`]),
    ...(options.args ?? []),
  ]
  const program = launch(name, process.execPath, args, join(plane.folder, `${name}.log`), { cwd: root })
  const ready = async () => (await get(opsPort, '/readyz')).status === 200
  if (options.wait !== false) await until(`${name} is ready`, ready, 30_000, program)
  return {
    port,
    opsPort,
    program,
    tls,
    metrics: async () => (await get(opsPort, '/metrics')).text,
    log: () =>
      readFileSync(program.log, 'utf8')
        .split('\n')
        .filter(line => line.startsWith('{'))
        .map(line => JSON.parse(line)),
    stop: () => stop(program, 40_000),
  }
}

/** A folder with a certificate for loopback, as a mounted Secret would be. */
export async function servingCertificate(authority: KeyPair, parent: string, validity = days(-1, 7)): Promise<string> {
  const folder = mkdtempSync(join(parent, 'tls-'))
  const leaf = await issueLeaf(authority, { ...validity, commonName: 'gatewright', names: ['127.0.0.1', 'localhost'], usage: 'server' })
  writeFileSync(join(folder, 'tls.crt'), leaf.certificate)
  writeFileSync(join(folder, 'tls.key'), leaf.key, { mode: 0o600 })
  return folder
}

/** A validity from `from` to `to` days from now. */
export function days(from: number, to: number): { notBefore: Date; notAfter: Date } {
  const day = 86_400_000
  return { notBefore: new Date(Date.now() + from * day), notAfter: new Date(Date.now() + to * day) }
}

export function get(port: number, path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, timeout: 5000 }, incoming => {
      let text = ''
      incoming.setEncoding('utf8')
      incoming.on('data', chunk => (text += chunk))
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }))
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in 5 s')))
    outgoing.on('error', reject)
    outgoing.end()
  })
}
