import type { KubeObject } from '../kinds/object.ts'
import { copyOf } from '../schema/json.ts'
import { type Scene, sceneOf } from './activation.ts'
import type { Bound, BoundBinding } from './bound.ts'
import type { PolicyContext } from './context.ts'
import type { CompiledValidatingPolicy } from './expression.ts'
import { type Refusal, refusal } from './failure.ts'
import { type MatchTable, signatureOf } from './matching.ts'
import type { PolicyBinding, StatusReason } from './objects.ts'
import { ConfigurationError } from './params.ts'
import type { AdmissionRequest } from './request.ts'
import { type Decision, NOTHING, type ValidationResult, validate } from './validating.ts'
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
export function outcomeOf(bound: Bound<CompiledValidatingPolicy>, scene: Scene, signature: string, context: PolicyContext): PolicyOutcome {
  const { compiled, matcher, paramKind, bindings, sight } = bound
  const { request } = scene
  const matched = matcher.match(request, context, signature)
  if (!matched) return PASSED
  // Most policies have nothing to say about most objects.
  let objection: Objection | undefined
  try {
    paramKind.check(context)
  } catch (error) {
    return new Objection(bound).unconfigured(error, '')
  }
  for (const binding of bindings) {
    if (binding.matcher && !binding.matcher.match(request, context, signature)) continue
    let params: readonly (KubeObject | null)[]
    try {
      params = binding.params.collect(request, context)
    } catch (error) {
      objection = (objection ?? new Objection(bound)).unconfigured(error, binding.binding.metadata.name)
      continue
    }
    for (const param of params) {
      const result = validate(compiled, scene.activation(matched, param, sight))
      if (result !== NOTHING) objection = (objection ?? new Objection(bound)).add(result, binding, param)
    }
  }
  return objection ?? PASSED
}

/** What a policy says of a request, gathered over its bindings and parameters. */
class Objection implements PolicyOutcome {
  readonly violations: Violation[] = []
  readonly annotations = new Map<string, string[]>()
  readonly #policy: Bound<CompiledValidatingPolicy>

  constructor(policy: Bound<CompiledValidatingPolicy>) {
    this.#policy = policy
  }

  unconfigured(error: unknown, binding: string): this {
    if (!(error instanceof ConfigurationError)) throw error
    const { name: policy, compiled } = this.#policy
    if (compiled.failurePolicy === 'Ignore') return this
    const message = `failed to configure ${binding === '' ? 'policy' : 'binding'}: ${error.message}`
    this.violations.push({ policy, binding, message, index: 0, reason: 'Invalid', actions: ['Deny'], failed: true })
    return this
  }

  add({ decisions, audit }: ValidationResult, { binding }: BoundBinding, param: KubeObject | null): this {
    for (const decision of decisions) if (decision.denied) this.#violate(decision, binding, binding.spec.validationActions ?? [], param)
    for (const annotation of audit) {
      if ('error' in annotation)
        this.#violate({ message: annotation.error, index: 0, failed: true, denied: true }, binding, ['Deny'], param)
      else {
        const values = this.annotations.get(annotation.key) ?? []
        if (!values.includes(annotation.value)) this.annotations.set(annotation.key, [...values, annotation.value])
      }
    }
    return this
  }

  #violate(
    { message, index, failed, reason = 'Invalid' }: Decision,
    binding: PolicyBinding,
    actions: readonly string[],
    param: KubeObject | null,
  ): void {
    const { name: policy } = this.#policy
    this.violations.push({ policy, binding: binding.metadata.name, message, index, reason, actions, failed, ...(param && { param }) })
  }
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

/**
 * Validating policies see a new object with what storage adds to it. What that is offline nobody knows yet, but it is there. What is created under
 * another object (an eviction) is not stored.
 */
export function validatedObject({ operation, subResource, object }: AdmissionRequest): KubeObject | null {
  return operation === 'CREATE' && !subResource ? asStored(object) : object
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
  if (object === null) return null
  const metadata = copyOf(object.metadata as Readonly<Record<string, unknown>>)
  for (const [name, value] of Object.entries(ADDED)) metadata[name] ??= value
  return { ...object, metadata: metadata as KubeObject['metadata'] }
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
