import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './assets.ts'

/** The folder with a program around a Go module (scripts/upstream.sh); undefined where it is not there and cannot be built. */
export function findUpstream(name: 'cert-manager' | 'envoy-gateway'): string | undefined {
  try {
    const script = join(root, 'scripts/upstream.sh')
    return execFileSync('bash', [script, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()
  } catch {
    return undefined
  }
}
