import type { KubeObject } from '../kinds/object.ts'
import { activationFor } from './activation.ts'
import type { PolicyContext } from './context.ts'
import type { CompiledValidatingPolicy } from './expression.ts'
import { type Refusal, refusal } from './failure.ts'
import { match } from './matching.ts'
import type { PolicyBinding, StatusReason } from './objects.ts'
import { ConfigurationError, checkParamKind, collectParams } from './params.ts'
import type { AdmissionRequest } from './request.ts'
import { type Decision, validate } from './validating.ts'
import { deliveredWarnings } from './warnings.ts'

/** One thing a validating policy objected to, whatever its binding does about it. */
export interface Violation {
  readonly policy: string
  /** Empty where the policy as a whole could not be carried out. */
  readonly binding: string
  readonly message: string
  /** The index in `spec.validations`. */
  readonly index: number
  readonly reason: StatusReason
  readonly actions: readonly string[]
  readonly param?: KubeObject
  /** The policy failed to evaluate, as against: it said no. */
  readonly failed: boolean
}

export interface ValidatingOutcome {
  readonly allowed: boolean
  /** How the API server words the first denial. */
  readonly refusal?: Refusal
  /** Every violation, of all policies, those that only warn or audit among them. */
  readonly violations: readonly Violation[]
  readonly warnings: readonly string[]
  readonly auditAnnotations: Readonly<Record<string, string>>
}

const FAILURE_ANNOTATION = 'validation.policy.admission.k8s.io/validation_failure'

/**
 * Runs validating policies on one request. Policies, bindings and parameters go in the order of their names (the API server's own order is random).
 * @see k8s.io/apiserver pkg/admission/plugin/policy/validating/dispatcher.go
 */
export function validatingAdmission(
  policies: readonly { readonly compiled: CompiledValidatingPolicy; readonly bindings: readonly PolicyBinding[] }[],
  request: AdmissionRequest,
  context: PolicyContext,
): ValidatingOutcome {
  const stored = request.operation === 'CREATE' ? { ...request, object: asStored(request.object) } : request
  const violations: Violation[] = []
  const denials: Violation[] = []
  const warnings: string[] = []
  const annotations: Record<string, string> = {}

  for (const { compiled, bindings } of policies) {
    const { policy } = compiled
    const name = policy.metadata.name
    const configurationError = (error: unknown, binding: string) => {
      if (!(error instanceof ConfigurationError)) throw error
      if (compiled.failurePolicy === 'Ignore') return
      const what = binding === '' ? 'policy' : 'binding'
      const message = `failed to configure ${what}: ${error.message}`
      const violation: Violation = { policy: name, binding, message, index: 0, reason: 'Invalid', actions: ['Deny'], failed: true }
      violations.push(violation)
      denials.push(violation)
    }

    const matched = match(policy.spec.matchConstraints ?? {}, request, context)
    if (!matched) continue
    try {
      checkParamKind(policy, context)
    } catch (error) {
      configurationError(error, '')
      continue
    }

    const collected = new Map<string, string[]>()
    for (const binding of bindings) {
      if (binding.spec.matchResources && !match(binding.spec.matchResources, request, context)) continue
      let params: readonly (KubeObject | null)[]
      try {
        params = collectParams(policy, binding, request, context)
      } catch (error) {
        configurationError(error, binding.metadata.name)
        continue
      }
      for (const param of params) {
        const { decisions, audit } = validate(compiled, activationFor(stored, matched, param, context))
        for (const decision of decisions) if (decision.denied) deny(decision, binding, param)
        for (const annotation of audit) {
          if ('error' in annotation) {
            const denial = violationOf({ message: annotation.error, index: 0, failed: true, denied: true }, binding, param)
            violations.push(denial)
            denials.push(denial)
          } else {
            const values = collected.get(annotation.key) ?? []
            if (!values.includes(annotation.value)) collected.set(annotation.key, [...values, annotation.value])
          }
        }
      }
    }
    for (const [key, values] of collected) annotations[`${name}/${key}`] = values.join(', ')

    function violationOf(decision: Decision, binding: PolicyBinding, param: KubeObject | null): Violation {
      const { message, index, failed, reason = 'Invalid' } = decision
      const actions = binding.spec.validationActions ?? []
      return { policy: name, binding: binding.metadata.name, message, index, reason, actions, failed, ...(param && { param }) }
    }

    function deny(decision: Decision, binding: PolicyBinding, param: KubeObject | null): void {
      const violation = violationOf(decision, binding, param)
      violations.push(violation)
      for (const action of violation.actions) {
        if (action === 'Deny') denials.push(violation)
        else if (action === 'Warn') {
          warnings.push(
            `Validation failed for ValidatingAdmissionPolicy '${name}' with binding '${violation.binding}': ${violation.message}`,
          )
        } else annotations[FAILURE_ANNOTATION] ??= failureAnnotation(violation)
      }
    }
  }

  const [first] = denials
  return {
    allowed: first === undefined,
    ...(first && { refusal: refusal(request, first.reason, denialMessage(first)) }),
    violations,
    warnings: deliveredWarnings(warnings),
    auditAnnotations: annotations,
  }
}

/** Validating policies see a new object with what storage adds to it. What they are offline nobody knows yet, but they are there. */
function asStored(object: KubeObject | null): KubeObject | null {
  const added = { uid: '00000000-0000-0000-0000-000000000000', creationTimestamp: '1970-01-01T00:00:00Z' }
  return object && { ...object, metadata: { ...added, ...object.metadata } }
}

function denialMessage({ policy, binding, message }: Violation): string {
  const bound = binding === '' ? '' : ` with binding '${binding}'`
  return `ValidatingAdmissionPolicy '${policy}'${bound} denied request: ${message}`
}

/** The API server keeps the first failure of a request alone. */
function failureAnnotation({ message, policy, binding, index, actions }: Violation): string {
  const text = JSON.stringify([{ message, policy, binding, expressionIndex: index, validationActions: actions }])
  return text.replace(/[<>&\u2028\u2029]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
