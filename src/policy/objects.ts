import type { LabelSelector } from '../values/label-selector.ts'

/** Shared by v1, v1beta1 and v1alpha1, which differ in `apiVersion` alone. */
interface Named {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> }
}

export interface ResourceRule {
  readonly resourceNames?: readonly string[]
  readonly operations?: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly apiVersions?: readonly string[]
  readonly resources?: readonly string[]
  readonly scope?: 'Cluster' | 'Namespaced' | '*'
}

export interface MatchResources {
  readonly resourceRules?: readonly ResourceRule[]
  readonly excludeResourceRules?: readonly ResourceRule[]
  readonly namespaceSelector?: LabelSelector
  readonly objectSelector?: LabelSelector
  readonly matchPolicy?: 'Equivalent' | 'Exact'
}

export interface NamedExpression {
  readonly name: string
  readonly expression: string
}

export type StatusReason = 'Unauthorized' | 'Forbidden' | 'Invalid' | 'RequestEntityTooLarge'

export interface Validation {
  readonly expression: string
  readonly message?: string
  readonly messageExpression?: string
  readonly reason?: StatusReason
}

export interface AuditAnnotation {
  readonly key: string
  readonly valueExpression: string
}

export type Mutation =
  | { readonly patchType: 'ApplyConfiguration'; readonly applyConfiguration: { readonly expression: string } }
  | { readonly patchType: 'JSONPatch'; readonly jsonPatch: { readonly expression: string } }

interface PolicySpec {
  readonly paramKind?: { readonly apiVersion: string; readonly kind: string }
  readonly matchConstraints?: MatchResources
  readonly matchConditions?: readonly NamedExpression[]
  readonly variables?: readonly NamedExpression[]
  readonly failurePolicy?: 'Fail' | 'Ignore'
}

/** @see k8s.io/api/admissionregistration/v1 ValidatingAdmissionPolicy */
export interface ValidatingAdmissionPolicy extends Named {
  readonly spec: PolicySpec & { readonly validations?: readonly Validation[]; readonly auditAnnotations?: readonly AuditAnnotation[] }
}

/** @see k8s.io/api/admissionregistration/v1 MutatingAdmissionPolicy */
export interface MutatingAdmissionPolicy extends Named {
  readonly spec: PolicySpec & { readonly mutations?: readonly Mutation[]; readonly reinvocationPolicy?: 'Never' | 'IfNeeded' }
}

export interface ParamRef {
  readonly name?: string
  readonly namespace?: string
  readonly selector?: LabelSelector
  readonly parameterNotFoundAction?: 'Allow' | 'Deny'
}

export type ValidationAction = 'Deny' | 'Warn' | 'Audit'

export interface PolicyBinding extends Named {
  readonly spec: {
    readonly policyName: string
    readonly paramRef?: ParamRef
    readonly matchResources?: MatchResources
    /** Validating bindings only. */
    readonly validationActions?: readonly ValidationAction[]
  }
}

export type AdmissionPolicy = ValidatingAdmissionPolicy | MutatingAdmissionPolicy

/** A set of policies and bindings in force. */
export interface PolicySet {
  readonly policies: readonly AdmissionPolicy[]
  readonly bindings: readonly PolicyBinding[]
}

const GROUP = 'admissionregistration.k8s.io/'

export const isPolicyObject = (object: { apiVersion?: unknown; kind?: unknown }): boolean =>
  typeof object.apiVersion === 'string' &&
  object.apiVersion.startsWith(GROUP) &&
  /^(Validating|Mutating)AdmissionPolicy(Binding)?$/.test(String(object.kind))

export const isBinding = (object: AdmissionPolicy | PolicyBinding): object is PolicyBinding => object.kind.endsWith('Binding')

export const isValidating = (policy: AdmissionPolicy): policy is ValidatingAdmissionPolicy => policy.kind === 'ValidatingAdmissionPolicy'
