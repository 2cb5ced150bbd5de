import { data } from '../kinds/catalogue.gen.ts'
import type { WatchedKind } from './catalogue.ts'

const kind = (group: string, name: string, plural: string, optional = false): WatchedKind => ({
  group,
  kind: name,
  plural,
  versions: ['v1'],
  ...(optional && { optional }),
})

/** Kinds of kube-apiserver itself that gateways refer to or depend on. */
const builtIn: readonly WatchedKind[] = [
  kind('', 'Namespace', 'namespaces'),
  kind('', 'Service', 'services'),
  kind('', 'ConfigMap', 'configmaps', true),
  kind('', 'Secret', 'secrets', true),
  kind('admissionregistration.k8s.io', 'ValidatingAdmissionPolicy', 'validatingadmissionpolicies', true),
  kind('admissionregistration.k8s.io', 'ValidatingAdmissionPolicyBinding', 'validatingadmissionpolicybindings', true),
  kind('networking.k8s.io', 'Ingress', 'ingresses', true),
  kind('networking.k8s.io', 'IngressClass', 'ingressclasses', true),
]

/**
 * The kinds that the server watches: those that rules, topology and defaults read. Sorted, so that what is generated from it
 * (RBAC) is the same every time.
 */
export function watchedKinds(): readonly WatchedKind[] {
  const known = new Set(builtIn.map(({ group, kind }) => `${group}/${kind}`))
  const gateway = data.kinds
    .filter(({ group, kind }) => !known.has(`${group}/${kind}`) && group.startsWith('gateway.networking.'))
    .map(({ group, kind, plural, versions }) => ({ group, kind, plural, versions: versions.map(version => version.name).sort(byMaturity) }))
  return [...builtIn, ...gateway].sort((a, b) => (a.group === b.group ? compare(a.plural, b.plural) : compare(a.group, b.group)))
}

/** v1 before v1beta1 before v1alpha3 before v1alpha2, as Kubernetes orders versions. */
export function byMaturity(a: string, b: string): number {
  const rank = (version: string) => {
    const [, major = '0', stage = '', minor = '0'] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? []
    return (stage === '' ? 2e9 : stage === 'beta' ? 1e9 : 0) + Number(major) * 1e4 + Number(minor)
  }
  return rank(b) - rank(a)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
