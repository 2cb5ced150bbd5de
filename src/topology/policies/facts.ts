import type { ObjectRef } from '../../diagnostics/finding.ts'
import type { Path } from '../../diagnostics/path.ts'
import type { Lookup, Tri } from '../../inventory/snapshot.ts'
import type { KubeObject } from '../../kinds/object.ts'
import type { CertificateFacts } from '../topology.ts'

/** One target of a policy. */
export interface PolicyTarget extends ObjectRef {
  readonly at: Path
  readonly sectionName?: string
}

/** A BackendTLSPolicy as it applies to one target. */
export interface BackendTlsTarget {
  readonly target: PolicyTarget
  readonly service: Lookup
  /** The policy that has the same target and precedes; undefined where this one counts. */
  readonly losesTo?: KubeObject
  /** Ages are not known: one of them loses. */
  readonly undetermined: boolean
  readonly reason?: 'Conflicted' | 'TargetNotFound' | 'Invalid'
  readonly detail?: string
}

export interface BackendTlsPolicyFacts {
  readonly policy: KubeObject
  readonly ref: ObjectRef
  readonly targets: readonly BackendTlsTarget[]
  readonly hostname: string
  readonly wellKnown?: string
  readonly subjectAltNames: readonly { readonly type: 'Hostname' | 'URI'; readonly value: string }[]
  readonly cas: readonly CertificateFacts[]
  /** `no`: none of its certificate authorities is valid, connections fail. */
  readonly usable: Tri
  /** The Gateways that send to a target of the policy. */
  readonly ancestors: readonly ObjectRef[]
}

/** What governs the connection to one port of a Service. */
export interface BackendTlsFacts {
  /** The policy that counts; undefined: plain text (or it is not known, see `known`). */
  readonly effective?: BackendTlsPolicyFacts
  readonly policies: readonly BackendTlsPolicyFacts[]
  /** Whether all policies of the namespace are known. */
  readonly known: Tri
}

/** A policy of any kind, found by its targetRefs. */
export interface AttachedPolicy {
  readonly policy: KubeObject
  readonly ref: ObjectRef
  readonly target: PolicyTarget
  readonly targetLookup: Lookup
}

/** One target of a policy of any kind. */
export interface AttachedTarget {
  readonly target: PolicyTarget
  readonly object: Lookup
  /** What `sectionName` may name; undefined where the target is not there or has no sections that are known. */
  readonly sections: readonly string[] | undefined
  /** A policy of the same kind on the same section of the same target that precedes this one, or may (ages are not known). */
  readonly rival?: KubeObject
  readonly outcome?: 'loses' | 'undetermined'
}
