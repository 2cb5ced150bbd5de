import type { Finding, Severity } from '../diagnostics/finding.ts'
import type { Path } from '../diagnostics/path.ts'
import { refOf } from '../inventory/ref.ts'
import type { KubeObject } from '../kinds/object.ts'
import { errorBody } from '../schema/field-error.ts'
import type { AdmissionPolicy, PolicyBinding } from './objects.ts'
import { type TypeCheckContext, typeWarnings } from './type-check.ts'
import { bindingErrors, policyErrors } from './write.ts'

/** What is wrong with a policy or binding itself: the errors with which the API server refuses it, and what its type checker says about it. */
export function policyProblems(object: AdmissionPolicy | PolicyBinding, context: TypeCheckContext): Finding[] {
  const binding = object.kind.endsWith('Binding')
  const errors = binding ? bindingErrors(object as PolicyBinding) : policyErrors(object as AdmissionPolicy, context.kubernetes)
  const found = errors.map(error =>
    problem(object, 'GWA-VAP-003', 'invalid-policy', 'error', error.field, `the API server refuses this: ${errorBody(error)}`),
  )
  if (found.length > 0 || object.kind !== 'ValidatingAdmissionPolicy') return found
  return typeWarnings(object as never, context).map(({ fieldRef, warning }) =>
    problem(object, 'GWA-VAP-004', 'policy-type', 'warning', fieldRef, warning.trim()),
  )
}

function problem(
  object: AdmissionPolicy | PolicyBinding,
  code: string,
  rule: string,
  severity: Severity,
  field: string,
  message: string,
): Finding {
  const at = stepsOf(field)
  return { code, rule, severity, gate: 'never', object: refOf(object as unknown as KubeObject), path: field, at, message }
}

/** `spec.validations[0].expression` in steps. */
function stepsOf(field: string): Path {
  return field
    .split(/[.[\]]+/)
    .filter(step => step !== '')
    .map(step => (/^\d+$/.test(step) ? Number(step) : step))
}
