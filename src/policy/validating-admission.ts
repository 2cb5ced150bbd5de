import type { KubeObject } from '../kinds/object.ts'
import { type Scene, sceneOf } from './activation.ts'
import type { Bound, BoundBinding } from './bound.ts'
import type { PolicyContext } from './context.ts'
import type { CompiledValidatingPolicy } from './expression.ts'
import { type Refusal, refusal } from './failure.ts'
import { type MatchTable, signatureOf } from './matching.ts'
import type { StatusReason } from './objects.ts'
import { ConfigurationError, checkParamKind } from './params.ts'
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
  policies: MatchTable<Bound<CompiledValidatingPolicy>>,
  request: AdmissionRequest,
  context: PolicyContext,
): ValidatingOutcome {
  const scene = sceneOf({ ...request, object: validatedObject(request) }, context)
  const signature = signatureOf(request)
  const violations: Violation[] = []
  const auditAnnotations: Record<string, string> = {}
  for (const bound of policies.candidates(request, context, signature)) {
    const outcome = outcomeOf(bound, scene, signature, context)
    if (outcome === PASSED) continue
    violations.push(...outcome.violations)
    for (const [key, values] of outcome.annotations) auditAnnotations[`${bound.name}/${key}`] = values.join(', ')
  }
  return { ...delivered(request, violations, auditAnnotations), violations }
}

/** What one policy says of a request, whatever its bindings do about it. */
export interface PolicyOutcome {
  readonly violations: readonly Violation[]
  readonly annotations: ReadonlyMap<string, readonly string[]>
}

const PASSED: PolicyOutcome = { violations: [], annotations: new Map() }

/** Judges one request by one policy. @param scene of the request with the object that `validatedObject` makes */
export function outcomeOf(
  { name, compiled, matcher, bindings, topology }: Bound<CompiledValidatingPolicy>,
  scene: Scene,
  signature: string,
  context: PolicyContext,
): PolicyOutcome {
  const { request } = scene
  const matched = matcher.match(request, context, signature)
  if (!matched) return PASSED
  const violations: Violation[] = []
  const annotations = new Map<string, string[]>()
  const unconfigured = (error: unknown, binding: string) => {
    if (!(error instanceof ConfigurationError)) throw error
    if (compiled.failurePolicy === 'Ignore') return
    const message = `failed to configure ${binding === '' ? 'policy' : 'binding'}: ${error.message}`
    violations.push({ policy: name, binding, message, index: 0, reason: 'Invalid', actions: ['Deny'], failed: true })
  }
  const violate = (
    { message, index, failed, reason = 'Invalid' }: Decision,
    { binding }: BoundBinding,
    param: KubeObject | null,
    always = false,
  ) => {
    const actions = always ? ['Deny'] : (binding.spec.validationActions ?? [])
    violations.push({ policy: name, binding: binding.metadata.name, message, index, reason, actions, failed, ...(param && { param }) })
  }

  try {
    checkParamKind(compiled.policy, context)
  } catch (error) {
    unconfigured(error, '')
    return { violations, annotations }
  }
  for (const bound of bindings) {
    if (bound.matcher && !bound.matcher.match(request, context, signature)) continue
    let params: readonly (KubeObject | null)[]
    try {
      params = bound.params.collect(request, context)
    } catch (error) {
      unconfigured(error, bound.binding.metadata.name)
      continue
    }
    for (const param of params) {
      const { decisions, audit } = validate(compiled, scene.activation(matched, param, topology))
      for (const decision of decisions) if (decision.denied) violate(decision, bound, param)
      for (const annotation of audit) {
        if ('error' in annotation) violate({ message: annotation.error, index: 0, failed: true, denied: true }, bound, param, true)
        else {
          const values = annotations.get(annotation.key) ?? []
          if (!values.includes(annotation.value)) annotations.set(annotation.key, [...values, annotation.value])
        }
      }
    }
  }
  return violations.length === 0 && annotations.size === 0 ? PASSED : { violations, annotations }
}

/** What the actions of the bindings make of violations. */
function delivered(
  request: AdmissionRequest,
  violations: readonly Violation[],
  auditAnnotations: Record<string, string>,
): Omit<ValidatingOutcome, 'violations'> {
  const warnings: string[] = []
  for (const violation of violations) {
    const { policy, binding, message, actions } = violation
    if (actions.includes('Warn'))
      warnings.push(`Validation failed for ValidatingAdmissionPolicy '${policy}' with binding '${binding}': ${message}`)
    if (actions.includes('Audit')) auditAnnotations[FAILURE_ANNOTATION] ??= failureAnnotation(violation)
  }
  const first = violations.find(({ actions }) => actions.includes('Deny'))
  return {
    allowed: first === undefined,
    ...(first && { refusal: refusal(request, first.reason, denialMessage(first)) }),
    warnings: deliveredWarnings(warnings),
    auditAnnotations,
  }
}

/** Validating policies see a new object with what storage adds to it. What that is offline nobody knows yet, but it is there. */
export function validatedObject({ operation, object }: AdmissionRequest): KubeObject | null {
  return operation === 'CREATE' ? asStored(object) : object
}

const ADDED = { uid: '00000000-0000-0000-0000-000000000000', creationTimestamp: '1970-01-01T00:00:00Z' }

/** An object without what `validatedObject` has put in. */
export function asSent(object: KubeObject): KubeObject {
  if (object.metadata.uid !== ADDED.uid) return object
  const { uid: _, creationTimestamp, ...metadata } = object.metadata
  return {
    ...object,
    metadata: creationTimestamp === ADDED.creationTimestamp ? metadata : { ...metadata, creationTimestamp },
  } as KubeObject
}

function asStored(object: KubeObject | null): KubeObject | null {
  return object && { ...object, metadata: { ...ADDED, ...object.metadata } }
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
