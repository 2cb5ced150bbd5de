import { spawn } from 'node:child_process'

/** What a kubectl command printed and how it ended. */
export interface Printed {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The real kubectl against one control plane. `input` is its standard input: manifests for `-f -`. */
export type Kubectl = (args: readonly string[], input?: string) => Promise<Printed>

export function kubectlFor(program: string, kubeconfig: string): Kubectl {
  return (args, input) =>
    new Promise((resolve, reject) => {
      const child = spawn(program, [`--kubeconfig=${kubeconfig}`, '--request-timeout=30s', ...args])
      let stdout = ''
      let stderr = ''
      child.stdout.on('data', chunk => (stdout += chunk))
      child.stderr.on('data', chunk => (stderr += chunk))
      child.once('error', reject)
      child.once('close', code => resolve({ code: code ?? 1, stdout, stderr }))
      child.stdin.end(input)
    })
}
