import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the suites keep a build of their own, so that a build made meanwhile does not pull theirs away. */
export const built = join(root, 'node_modules/.cache/gatewright-e2e')

/** The programs of a control plane, by path. */
export interface Assets {
  readonly kubeApiserver: string
  readonly etcd: string
  readonly kubectl: string
}

/**
 * Finds kube-apiserver, etcd and kubectl: single overrides (`TEST_ASSET_ETCD` and so on), then `KUBEBUILDER_ASSETS`,
 * then the cache that scripts/kube-assets.sh fills. Answers the reason to skip where there is no way to have them.
 */
export function findAssets(environment: NodeJS.ProcessEnv = process.env): Assets | { readonly skip: string } {
  const single = (name: string) => environment[`TEST_ASSET_${name.toUpperCase().replace(/-/g, '_')}`]
  let folder = environment['KUBEBUILDER_ASSETS'] ?? ''
  if (!folder && !(single('kube-apiserver') && single('etcd'))) {
    try {
      folder = execFileSync('bash', [join(root, 'scripts/kube-assets.sh')], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      }).trim()
    } catch {
      return {
        skip: 'no kube-apiserver and etcd: set KUBEBUILDER_ASSETS (setup-envtest use -p path 1.36.x), or install Go and run scripts/kube-assets.sh',
      }
    }
  }
  const path = (name: string) => single(name) ?? join(folder, name)
  const missing = ['kube-apiserver', 'etcd'].filter(name => !existsSync(path(name)))
  if (missing.length > 0) return { skip: `no ${missing.join(' and no ')} in ${folder || 'the places given by TEST_ASSET_*'}` }
  return { kubeApiserver: path('kube-apiserver'), etcd: path('etcd'), kubectl: existsSync(path('kubectl')) ? path('kubectl') : 'kubectl' }
}
