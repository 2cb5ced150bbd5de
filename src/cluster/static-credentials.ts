import { existsSync, readFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { homedir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { readAny } from '../source/read.ts'
import type { Credentials } from './client.ts'
import type { KubeconfigChoice } from './kubeconfig.ts'

/**
 * Credentials that are nothing but files: the service account of the pod, and kubeconfigs with a token or a client certificate. Replicas and most people have no
 * others, and for them the official client, with the second and the 80 MB that loading it takes, is not needed.
 * Undefined for everything else, mistakes included: the official client knows what to do, or what to say.
 */
export function staticCredentials({ kubeconfig, context }: KubeconfigChoice, serviceAccount = SERVICE_ACCOUNT): Credentials | undefined {
  try {
    const file = kubeconfig ?? defaultFile()
    if (file !== undefined) return fromFile(file, context, serviceAccount)
    return context === undefined && process.platform !== 'win32' ? ofPod(serviceAccount) : undefined
  } catch {
    return undefined
  }
}

/** Whether a text is a URL at which an API server can be asked. */
export const isHttps = (server: string): boolean => URL.canParse(server) && new URL(server).protocol === 'https:'

/** Where the kubelet mounts the service account of a pod. */
export const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The namespace of the pod, `default` outside of one. */
export function podNamespace(serviceAccount = SERVICE_ACCOUNT): string {
  try {
    return readFileSync(join(serviceAccount, 'namespace'), 'utf8').trim()
  } catch {
    return 'default'
  }
}

function ofPod(serviceAccount: string): Credentials | undefined {
  const { KUBERNETES_SERVICE_HOST: host = '', KUBERNETES_SERVICE_PORT: port = '' } = process.env
  if (host === '' || port === '' || !existsSync(join(serviceAccount, 'token'))) return undefined
  return {
    server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    namespace: podNamespace(serviceAccount),
    // Both change under a running pod: tokens are bound to an hour, authorities rotate.
    options: async () => ({
      ca: readFileSync(join(serviceAccount, 'ca.crt')),
      headers: { Authorization: `Bearer ${readFileSync(join(serviceAccount, 'token'), 'utf8').trim()}` },
    }),
  }
}

/** The file that kubectl would take; several at once are merged by the official client. */
function defaultFile(): string | undefined {
  const named = process.env['KUBECONFIG'] ?? ''
  if (named.includes(delimiter)) throw new Error('several files')
  const usual = join(homedir(), '.kube', 'config')
  return named !== '' ? named : existsSync(usual) ? usual : undefined
}

type Fields = Readonly<Record<string, unknown>>

/** What is read here of a cluster and of a user. An entry with any other field is left to the official client. */
const ofCluster = new Set(['server', 'certificate-authority', 'certificate-authority-data'])
const ofUser = new Set(['token', 'client-certificate', 'client-certificate-data', 'client-key', 'client-key-data'])

function fromFile(file: string, context: string | undefined, serviceAccount: string): Credentials | undefined {
  const config = readAny(file, readFileSync(file, 'utf8')).documents[0]?.object as Fields
  const chosen = entry(config['contexts'], context ?? config['current-context'], 'context')
  const cluster = entry(config['clusters'], chosen?.['cluster'], 'cluster')
  const user = entry(config['users'], chosen?.['user'], 'user')
  if (chosen === undefined || cluster === undefined || user === undefined || !onlyTexts(cluster, ofCluster) || !onlyTexts(user, ofUser))
    return undefined
  const server = cluster['server'] ?? ''
  if (!isHttps(server)) return undefined
  const material = (fields: Texts, name: string): Buffer | undefined => {
    const [path, data] = [fields[name], fields[`${name}-data`]]
    if (path) return readFileSync(resolve(dirname(file), path))
    return data ? Buffer.from(data, 'base64') : undefined
  }
  const options = () => ({
    ca: material(cluster, 'certificate-authority'),
    cert: material(user, 'client-certificate'),
    key: material(user, 'client-key'),
    ...(user['token'] && { headers: { Authorization: `Bearer ${user['token']}` } }),
  })
  // A file that is not there is a mistake to tell at the start.
  options()
  return { server, namespace: (chosen['namespace'] as string | undefined) || podNamespace(serviceAccount), options: async () => options() }
}

type Texts = Readonly<Record<string, string>>

function onlyTexts(fields: Fields, known: ReadonlySet<string>): fields is Texts {
  return Object.entries(fields).every(([name, value]) => known.has(name) && typeof value === 'string')
}

/** The entry called `name` in one of the three lists of a kubeconfig. */
function entry(list: unknown, name: unknown, field: string): Fields | undefined {
  const found = ((list ?? []) as readonly Fields[]).find(item => item['name'] === name)
  return found?.[field] as Fields | undefined
}
