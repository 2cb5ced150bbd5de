import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueAuthority, issueLeaf, type KeyPair } from '../../src/server/tls/issue.ts'
import type { Assets } from './assets.ts'
import { freePort, launch, type Program, stop, until } from './process.ts'

/** What the API server answered: status, decoded body, and the texts of its `Warning` headers. */
export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  readonly body: any
  readonly warnings: readonly string[]
}

/** A running etcd and kube-apiserver on loopback ports. */
export interface ControlPlane {
  readonly url: string
  readonly folder: string
  readonly authority: KeyPair
  /** A kubeconfig file for a user by token: `admin` (system:masters), `alice` (tenants), `gatewright` (nothing until a role is bound). */
  kubeconfig(user: Exclude<User, Impersonated>): string
  /** A kubeconfig file for whoever holds `token`, a ServiceAccount for example. */
  kubeconfigFor(name: string, token: string): string
  call(method: string, path: string, body?: unknown, user?: User, contentType?: string): Promise<Answer>
  /** Stops the API server (never etcd) and starts it again on the same port. */
  restartApiserver(pause?: () => Promise<void>): Promise<void>
  auditLog(): string
  close(): Promise<void>
}

export type User = 'admin' | 'alice' | 'gatewright' | Impersonated

/** The admin in the name of somebody else. */
export interface Impersonated {
  readonly username: string
  readonly groups: readonly string[]
}

const users: Record<Exclude<User, Impersonated>, string> = { admin: 'system:masters', alice: 'tenants', gatewright: 'gatewright' }

export interface ControlPlaneOptions {
  /** The common name of a certificate of the plane's own authority that the API server shows to webhooks; it shows none where absent. */
  readonly webhookClient?: string
}

/** Starts a control plane in a folder of its own. Ports are picked free; a start that loses the race for one is tried again. */
export async function startControlPlane(assets: Assets, { webhookClient }: ControlPlaneOptions = {}): Promise<ControlPlane> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(assets, webhookClient)
    } catch (error) {
      if (attempt === 3) throw error
    }
  }
}

async function start(assets: Assets, webhookClient: string | undefined): Promise<ControlPlane> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-e2e-'))
  const at = (name: string) => join(folder, name)
  const authority = await writeCredentials(folder)
  const more =
    webhookClient === undefined ? [] : [`--admission-control-config-file=${await writeWebhookClient(folder, authority, webhookClient)}`]
  const [client, peer, secure] = [await freePort(), await freePort(), await freePort()]
  const etcdUrl = `http://127.0.0.1:${client}`
  const url = `https://127.0.0.1:${secure}`
  const agent = new Agent({ ca: authority.certificate, keepAlive: true })
  const call: ControlPlane['call'] = (method, path, body, user = 'admin', contentType = 'application/json') =>
    ask(agent, `${url}${path}`, method, body, user, contentType)

  const etcd = launch('etcd', assets.etcd, etcdArguments(at('etcd'), etcdUrl, `http://127.0.0.1:${peer}`), at('etcd.log'))
  let apiserver: Program | undefined
  const startApiserver = async () => {
    apiserver = launch(
      'kube-apiserver',
      assets.kubeApiserver,
      [...apiserverArguments(folder, etcdUrl, secure), ...more],
      at('apiserver.log'),
    )
    await until('kube-apiserver is ready', async () => (await call('GET', '/readyz')).status === 200, 60_000, apiserver)
    await until('namespace default exists', async () => (await call('GET', '/api/v1/namespaces/default')).status === 200)
  }
  // etcd goes last: without it the API server retries for ever and ignores SIGTERM.
  const close = async () => {
    agent.destroy()
    await stop(apiserver)
    await stop(etcd)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await startApiserver()
  } catch (error) {
    await close()
    throw error
  }
  return {
    url,
    folder,
    authority,
    call,
    close,
    kubeconfig: user => writeKubeconfig(at(`${user}.kubeconfig`), url, authority.certificate, user, `${user}-token`),
    kubeconfigFor: (name, token) => writeKubeconfig(at(`${name}.kubeconfig`), url, authority.certificate, name, token),
    auditLog: () => at('audit.log'),
    async restartApiserver(pause) {
      await stop(apiserver)
      await pause?.()
      await startApiserver()
    },
  }
}

/** Writes the serving certificate, the service account key, the token file and the audit policy; answers the authority. */
async function writeCredentials(folder: string): Promise<KeyPair> {
  const validity = { notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + 7 * 86_400_000) }
  const authority = await issueAuthority('gatewright-e2e', validity)
  const names = ['localhost', '127.0.0.1', '10.0.0.1', 'kubernetes.default.svc']
  const serving = await issueLeaf(authority, { ...validity, commonName: 'kube-apiserver', names, usage: 'server' })
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  mkdirSync(join(folder, 'etcd'))
  const write = (name: string, text: string | Buffer) => writeFileSync(join(folder, name), text, { mode: 0o600 })
  write('ca.crt', authority.certificate)
  write('apiserver.crt', serving.certificate)
  write('apiserver.key', serving.key)
  write('sa.key', privateKey.export({ type: 'pkcs1', format: 'pem' }))
  write(
    'tokens.csv',
    Object.entries(users)
      .map(([user, group], i) => `${user}-token,${user},${i + 1},"${group}"\n`)
      .join(''),
  )
  write(
    'audit.yaml',
    'apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules:\n- {level: Metadata, verbs: [create, update, patch, delete, deletecollection]}\n- {level: None}\n',
  )
  return authority
}

/** Writes the certificate that the API server shows to webhooks, and the configuration that tells it so; answers the file of the latter. */
async function writeWebhookClient(folder: string, authority: KeyPair, commonName: string): Promise<string> {
  const validity = { notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + 7 * 86_400_000) }
  const leaf = await issueLeaf(authority, { ...validity, commonName, names: [], usage: 'client' })
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const user = { 'client-certificate-data': base64(leaf.certificate), 'client-key-data': base64(leaf.key) }
  const kubeConfigFile = join(folder, 'webhook-client.kubeconfig')
  writeFileSync(kubeConfigFile, JSON.stringify({ apiVersion: 'v1', kind: 'Config', users: [{ name: '*', user }] }), { mode: 0o600 })
  const apiVersion = 'apiserver.config.k8s.io/v1'
  const configuration = { apiVersion, kind: 'WebhookAdmissionConfiguration', kubeConfigFile }
  const plugins = ['ValidatingAdmissionWebhook', 'MutatingAdmissionWebhook'].map(name => ({ name, configuration }))
  const file = join(folder, 'admission.json')
  writeFileSync(file, JSON.stringify({ apiVersion, kind: 'AdmissionConfiguration', plugins }))
  return file
}

function etcdArguments(data: string, client: string, peer: string): string[] {
  return [
    `--data-dir=${data}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    '--unsafe-no-fsync',
    '--log-level=error',
  ]
}

function apiserverArguments(folder: string, etcd: string, port: number): string[] {
  return [
    `--etcd-servers=${etcd}`,
    `--secure-port=${port}`,
    '--bind-address=127.0.0.1',
    `--cert-dir=${folder}`,
    `--tls-cert-file=${folder}/apiserver.crt`,
    `--tls-private-key-file=${folder}/apiserver.key`,
    `--client-ca-file=${folder}/ca.crt`,
    `--service-account-key-file=${folder}/sa.key`,
    `--service-account-signing-key-file=${folder}/sa.key`,
    '--service-account-issuer=https://kubernetes.default.svc',
    '--service-cluster-ip-range=10.0.0.0/24',
    `--token-auth-file=${folder}/tokens.csv`,
    '--authorization-mode=RBAC',
    '--disable-admission-plugins=ServiceAccount',
    '--allow-privileged',
    `--audit-policy-file=${folder}/audit.yaml`,
    `--audit-log-path=${folder}/audit.log`,
  ]
}

function writeKubeconfig(file: string, server: string, authority: string, user: string, token: string): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'e2e',
    clusters: [{ name: 'e2e', cluster: { server, 'certificate-authority-data': Buffer.from(authority).toString('base64') } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'e2e', context: { cluster: 'e2e', user } }],
  }
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 })
  return file
}

function ask(agent: Agent, url: string, method: string, body: unknown, user: User, contentType: string): Promise<Answer> {
  const payload = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
  const headers: Record<string, string | string[]> = { authorization: `Bearer ${typeof user === 'string' ? user : 'admin'}-token` }
  if (typeof user !== 'string') Object.assign(headers, { 'impersonate-user': user.username, 'impersonate-group': user.groups })
  if (payload !== undefined) headers['content-type'] = contentType
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, agent, headers, timeout: 40_000 }, incoming => {
      const chunks: Buffer[] = []
      incoming.on('data', chunk => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({ status: incoming.statusCode ?? 0, body: decode(text), warnings: warningsOf(incoming.headers['warning']) })
      })
    })
    outgoing.on('error', reject)
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${method} ${url}: no answer in 40 s`)))
    outgoing.end(payload)
  })
}

function decode(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Node joins repeated headers with `, `; each reads `299 - "text"` with quotes and backslashes escaped. */
function warningsOf(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(', ') : (header ?? '')
  return [...text.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(match => (match[1] as string).replace(/\\(.)/g, '$1'))
}
