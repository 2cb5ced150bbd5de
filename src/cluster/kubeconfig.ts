import { readFileSync } from 'node:fs'
import type { RequestOptions } from 'node:https'
import type { KubeConfig } from '@kubernetes/client-node'
import type { Credentials } from './client.ts'

export interface KubeconfigChoice {
  /** A file; `KUBECONFIG`, the user's default and the pod's service account are tried where absent, as kubectl does. */
  readonly kubeconfig?: string
  readonly context?: string
}

const POD_NAMESPACE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace'

/**
 * Loads a kubeconfig, exec plugins and cloud logins included, through the official client. That client takes half a second and 85 MB to
 * load, hence the dynamic import: nothing on the offline path comes here.
 * @throws where the file or the context does not exist, in words for the person who named it.
 */
export async function loadCredentials(choice: KubeconfigChoice = {}): Promise<Credentials> {
  const { KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  if (choice.kubeconfig !== undefined) {
    try {
      config.loadFromFile(choice.kubeconfig)
    } catch (error) {
      throw new Error(`cannot read the kubeconfig ${choice.kubeconfig}: ${(error as Error).message}`)
    }
  } else config.loadFromDefault()
  if (choice.context !== undefined) {
    if (config.getContextObject(choice.context) === null) {
      const names = config.getContexts().map(context => context.name)
      throw new Error(`no context ${choice.context} in the kubeconfig; it has ${names.join(', ') || 'none'}`)
    }
    config.setCurrentContext(choice.context)
  }
  const server = config.getCurrentCluster()?.server
  if (server === undefined) throw new Error('the kubeconfig names no cluster: set KUBECONFIG, or pass --kubeconfig and --context')
  return { server, namespace: namespaceOf(config), options: () => optionsOf(config) }
}

async function optionsOf(config: KubeConfig): Promise<RequestOptions> {
  const options: RequestOptions = {}
  await config.applyToHTTPSOptions(options)
  return options
}

function namespaceOf(config: KubeConfig): string {
  const named = config.getContextObject(config.getCurrentContext())?.namespace
  if (named) return named
  try {
    return readFileSync(POD_NAMESPACE, 'utf8').trim()
  } catch {
    return 'default'
  }
}
