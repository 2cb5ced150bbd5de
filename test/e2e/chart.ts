import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './assets.ts'
import type { ControlPlane } from './harness.ts'

/** The namespace of what is shipped. */
export const system = 'gatewright-system'

/** The path of helm; undefined where there is none, and no Go to build it. */
export function findHelm(): string | undefined {
  try {
    return execFileSync('bash', [join(root, 'scripts/helm.sh')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()
  } catch {
    return undefined
  }
}

/** What helm makes of the chart as release `gatewright`. @throws with what helm says. */
export function renderChart(helm: string, settings: readonly string[]): string {
  const flags = settings.flatMap(setting => ['--set', setting])
  const chart = join(root, 'deploy/chart/gatewright')
  const args = ['template', 'gatewright', chart, '--namespace', system, '--kube-version', '1.36.0', ...flags]
  try {
    return execFileSync(helm, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    throw new Error(String((error as { stderr?: unknown }).stderr ?? error))
  }
}

/** A kubeconfig file for the ServiceAccount of the release: nobody but its roles. */
export async function kubeconfigOfShipped(plane: ControlPlane): Promise<string> {
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} }
  const { body } = await plane.call('POST', `/api/v1/namespaces/${system}/serviceaccounts/gatewright/token`, request)
  return plane.kubeconfigFor('shipped', body.status.token)
}
