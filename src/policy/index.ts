import { type Bound, bind } from './bound.ts'
import type { CompiledMutatingPolicy, CompiledValidatingPolicy } from './expression.ts'
import { isExempt, MatchTable } from './matching.ts'
import { type MutatingOutcome, type MutationContext, mutatingAdmission } from './mutating-admission.ts'
import { isValidating, type PolicySet } from './objects.ts'
import type { AdmissionRequest } from './request.ts'
import { type ValidatingOutcome, validatingAdmission } from './validating-admission.ts'

export type { PolicyContext } from './context.ts'
export type { MutatingOutcome, MutationContext } from './mutating-admission.ts'
export type { AdmissionPolicy, MutatingAdmissionPolicy, PolicyBinding, PolicySet, ValidatingAdmissionPolicy } from './objects.ts'
export type { AdmissionRequest } from './request.ts'
export { coreResources, type ResourceCatalogue, resourceCatalogue, type ServedResource } from './resources.ts'
export type { ValidatingOutcome, Violation } from './validating-admission.ts'
export { withDefaults, writeErrors } from './write.ts'

export interface Policies {
  mutate(request: AdmissionRequest, context: MutationContext): MutatingOutcome
  validate(request: AdmissionRequest, context: MutationContext): ValidatingOutcome
}

/**
 * Compiles a set of policies once, to be run on many requests. A policy without a binding does nothing.
 * @param kubernetes minor version of the API server whose CEL libraries count: `1.36`
 */
export function createPolicies({ policies, bindings }: PolicySet, { kubernetes }: { kubernetes: string }): Policies {
  const bound = bind(policies, bindings, kubernetes)
  const validating = new MatchTable(bound.filter(({ compiled }) => isValidating(compiled.policy)) as Bound<CompiledValidatingPolicy>[])
  const mutating = new MatchTable(bound.filter(({ compiled }) => !isValidating(compiled.policy)) as Bound<CompiledMutatingPolicy>[])
  const none = new MatchTable<never>([])
  return {
    mutate: (request, context) => mutatingAdmission(isExempt(request) ? none : mutating, request, context),
    validate: (request, context) => validatingAdmission(isExempt(request) ? none : validating, request, context),
  }
}
