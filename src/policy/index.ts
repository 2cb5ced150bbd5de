import type { KubeObject } from '../kinds/object.ts'
import { type CompiledMutatingPolicy, type CompiledValidatingPolicy, compilePolicy } from './expression.ts'
import { isExempt } from './matching.ts'
import { type MutatingOutcome, type MutationContext, mutatingAdmission } from './mutating-admission.ts'
import type { AdmissionPolicy, PolicyBinding } from './objects.ts'
import { isValidating } from './objects.ts'
import type { AdmissionRequest } from './request.ts'
import { type ValidatingOutcome, validatingAdmission } from './validating-admission.ts'

export type { PolicyContext } from './context.ts'
export type { MutatingOutcome, MutationContext } from './mutating-admission.ts'
export type { AdmissionPolicy, MutatingAdmissionPolicy, PolicyBinding, ValidatingAdmissionPolicy } from './objects.ts'
export type { AdmissionRequest } from './request.ts'
export { coreResources, type ResourceCatalogue, resourceCatalogue, type ServedResource } from './resources.ts'
export type { ValidatingOutcome, Violation } from './validating-admission.ts'
export { bindingErrors, policyErrors, withDefaults } from './write.ts'

/** A set of policies and bindings in force. */
export interface PolicySet {
  readonly policies: readonly AdmissionPolicy[]
  readonly bindings: readonly PolicyBinding[]
}

export interface Policies {
  mutate(request: AdmissionRequest, context: MutationContext): MutatingOutcome
  validate(request: AdmissionRequest, context: MutationContext): ValidatingOutcome
}

/**
 * Compiles a set of policies once, to be run on many requests. A policy without a binding does nothing.
 * @param kubernetes minor version of the API server whose CEL libraries count: `1.36`
 */
export function createPolicies({ policies, bindings }: PolicySet, { kubernetes }: { kubernetes: string }): Policies {
  const named = <T extends { metadata: KubeObject['metadata'] }>(objects: readonly T[]) =>
    [...objects].sort((a, b) => (a.metadata.name! < b.metadata.name! ? -1 : 1))
  const bound = named(policies).flatMap(policy => {
    const own = named(bindings.filter(({ kind, spec }) => kind === `${policy.kind}Binding` && spec.policyName === policy.metadata.name))
    return own.length === 0 ? [] : [{ compiled: compilePolicy(policy, { kubernetes, purpose: 'stored' }), bindings: own }]
  })
  const validating = bound.filter(({ compiled }) => isValidating(compiled.policy)) as {
    compiled: CompiledValidatingPolicy
    bindings: PolicyBinding[]
  }[]
  const mutating = bound.filter(({ compiled }) => !isValidating(compiled.policy)) as {
    compiled: CompiledMutatingPolicy
    bindings: PolicyBinding[]
  }[]
  return {
    mutate: (request, context) => mutatingAdmission(isExempt(request) ? [] : mutating, request, context),
    validate: (request, context) => validatingAdmission(isExempt(request) ? [] : validating, request, context),
  }
}
