/** What became of kinds that are gone, and of versions that look different now. */
export interface Successor {
  /** apiVersion and kind to write instead. */
  readonly apiVersion: string
  readonly kind: string
  /** What has to change besides the two; nothing where the rest stays as it is. */
  readonly changes?: string
}

const kinds: Readonly<Record<string, Successor>> = {
  BackendLBPolicy: { apiVersion: 'gateway.networking.x-k8s.io/v1alpha1', kind: 'XBackendTrafficPolicy' },
  XListenerSet: {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'ListenerSet',
    changes: 'every listener needs its port, and ReferenceGrants and parentRefs must name the new group and kind',
  },
}

const versions: Readonly<Record<string, string>> = {
  'BackendTLSPolicy/v1alpha2':
    'targetRef becomes a list targetRefs without namespace, tls becomes validation, caCertRefs becomes caCertificateRefs, and wellKnownCACerts becomes wellKnownCACertificates',
  'TLSRoute/v1alpha2': 'hostnames is required, and only one rule is allowed',
  'TCPRoute/v1alpha2': 'only one rule is allowed',
  'UDPRoute/v1alpha2': 'only one rule is allowed',
}

export const successorOf = (kind: string): Successor | undefined => kinds[kind]

/** What an object of this version has to change, besides apiVersion, to become one of the stored version. */
export const changesFrom = (kind: string, version: string): string | undefined => versions[`${kind}/${version}`]
