import { createClient, type KubeClient } from '../cluster/client.ts'
import { type KubeconfigChoice, loadCredentials } from '../cluster/kubeconfig.ts'

/** A client of the cluster that flags, environment or kubeconfig name. It is said when credentials are long in coming. */
export async function connect({ kubeconfig, context }: KubeconfigChoice): Promise<KubeClient> {
  const credentials = await loadCredentials({ ...(kubeconfig !== undefined && { kubeconfig }), ...(context !== undefined && { context }) })
  return createClient({ ...credentials, options: () => announced(credentials.options(), sayThatWeWait) })
}

/**
 * Calls `tell` when `answer` is still to come after `delay` milliseconds. No end is set: a login may wait for somebody who has yet to find the browser
 * window.
 */
export function announced<T>(answer: Promise<T>, tell: () => void, delay = 5000): Promise<T> {
  const timer = setTimeout(tell, delay)
  return answer.finally(() => clearTimeout(timer))
}

function sayThatWeWait(): void {
  process.stderr.write('gatewright: waiting for credentials: the login command of the kubeconfig has not answered yet\n')
}
