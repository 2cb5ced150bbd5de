import type { RequestOptions } from 'node:https'
import type { KubeConfig } from '@kubernetes/client-node'
import { type Credentials, withoutUser } from './client.ts'
import { isHttps, podNamespace, staticCredentials } from './static-credentials.ts'

export interface KubeconfigChoice {
  /** A file; `KUBECONFIG`, the user's default and the pod's service account are tried where absent, as kubectl does. */
  readonly kubeconfig?: string
  readonly context?: string
}

/** What the official client takes where it finds nothing at all. */
const NOWHERE = 'http://localhost:8080'

/**
 * Loads the credentials of a pod or of a kubeconfig, exec plugins and cloud logins included. The official client takes a second and 80 MB to
 * load: it is asked only for what cannot be read from plain files, hence the dynamic import.
 * @throws where the file or the context does not exist, in words for the person who named it.
 */
export async function loadCredentials(choice: KubeconfigChoice = {}): Promise<Credentials> {
  const plain = staticCredentials(choice)
  if (plain !== undefined) return plain
  const { KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  const file = choice.kubeconfig ?? (process.env['KUBECONFIG'] || undefined)
  try {
    if (choice.kubeconfig !== undefined) config.loadFromFile(choice.kubeconfig)
    else config.loadFromDefault()
  } catch (error) {
    throw new Error(`cannot read the kubeconfig ${file ?? '~/.kube/config'}: ${(error as Error).message}`)
  }
  if (choice.kubeconfig === undefined && config.getCurrentCluster()?.server === NOWHERE)
    throw new Error('no cluster is known: there is no kubeconfig (KUBECONFIG, ~/.kube/config) and this is no pod; pass --kubeconfig')
  if (choice.context !== undefined) {
    if (config.getContextObject(choice.context) === null) {
      const names = config.getContexts().map(context => context.name)
      throw new Error(`no context ${choice.context} in the kubeconfig; it has ${names.join(', ') || 'none'}`)
    }
    config.setCurrentContext(choice.context)
  }
  const server = config.getCurrentCluster()?.server
  if (server === undefined) throw new Error('the kubeconfig names no cluster: set KUBECONFIG, or pass --kubeconfig and --context')
  if (!isHttps(server))
    throw new Error(
      `the cluster of the kubeconfig is ${withoutUser(server)}, but it must be a URL, and only https is spoken with an API server`,
    )
  return { server, namespace: namespaceOf(config), options: () => optionsOf(config) }
}

async function optionsOf(config: KubeConfig): Promise<RequestOptions> {
  const options: RequestOptions = {}
  await config.applyToHTTPSOptions(options)
  return options
}

function namespaceOf(config: KubeConfig): string {
  return config.getContextObject(config.getCurrentContext())?.namespace || podNamespace()
}
