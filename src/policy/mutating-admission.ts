import type { KubeObject } from '../kinds/object.ts'
import { inVersion, type Scene, type Sight, sceneOf } from './activation.ts'
import type { Bound } from './bound.ts'
import { matchConditions } from './conditions.ts'
import type { PolicyContext } from './context.ts'
import { decodeProblem, typed } from './core-decode.ts'
import { asInternal } from './core-defaults.ts'
import type { CompiledMutatingPolicy } from './expression.ts'
import { detailsOf, type Refusal } from './failure.ts'
import { equal } from './json-patch.ts'
import { type Match, type MatchTable, signatureOf } from './matching.ts'
import { type MergeType, OPEN } from './merge-type.ts'
import { evaluateMutation, MutationError, mutate } from './mutating.ts'
import type { PolicyBinding } from './objects.ts'
import { ConfigurationError } from './params.ts'
import type { AdmissionRequest } from './request.ts'
import { UNCLEAR } from './together.ts'

/** What mutating needs besides: how a kind merges, and the defaults that apply after each mutation. */
export interface MutationContext extends PolicyContext {
  mergeType(apiVersion: string, kind: string): MergeType | undefined
  withDefaults(object: KubeObject): KubeObject
}

export interface MutatingOutcome {
  readonly allowed: boolean
  readonly refusal?: Refusal
  /** The object after all mutations, in the version of the request. */
  readonly object: KubeObject | null
  /** The policies that changed it, in order. */
  readonly appliedBy: readonly string[]
}

interface Invocation {
  readonly policy: CompiledMutatingPolicy
  readonly binding: PolicyBinding
  readonly param: KubeObject | null
  readonly matched: Match
  readonly sight: Sight
}

const keyOf = ({ policy, binding, param }: Invocation): string =>
  [policy.policy.metadata.name, binding.metadata.name, param?.metadata.namespace, param?.metadata.name].join('/')

interface PolicyFailure {
  readonly policy: CompiledMutatingPolicy
  readonly binding?: PolicyBinding
  readonly reason: 'Invalid' | 'Forbidden'
  readonly message: string
}

/**
 * Runs mutating policies on one request, in the order of their names (the API server's own order is random). Where one changed the object, even if
 * another has changed it back, those with `reinvocationPolicy: IfNeeded` that ran run once more. Policies that match different versions of the object
 * each work on a copy of their own, and the copy of the last one counts.
 * @see k8s.io/apiserver pkg/admission/plugin/policy/mutating/dispatcher.go
 */
export function mutatingAdmission(
  policies: MatchTable<Bound<CompiledMutatingPolicy>>,
  request: AdmissionRequest,
  context: MutationContext,
): MutatingOutcome {
  const signature = signatureOf(request)
  return mutatedBy(policies.candidates(request, context, signature), sceneOf(request, context), signature, context)
}

/** The same, of policies that can match the request of a scene. */
export function mutatedBy(
  candidates: readonly Bound<CompiledMutatingPolicy>[],
  start: Scene,
  signature: string,
  context: MutationContext,
): MutatingOutcome {
  const { request } = start
  const appliedBy: string[] = []
  let object = request.object
  let again: ReadonlySet<string> | undefined
  if (candidates.length === 0) return { allowed: true, object, appliedBy }
  for (let round = 0; round < 2 && object !== null; round++) {
    const whole = object
    let scene = start.withObject(object)
    const current = scene.request
    const { invocations, failures } = collect(candidates, current, signature, context)
    const ran: Invocation[] = []
    /** Those that are no longer the whole object, by version. */
    const copies = new Map<string, KubeObject>()
    const changed: { readonly version: string; readonly policy: string }[] = []
    let last: string | undefined
    for (const invocation of invocations) {
      const { policy, binding, param } = invocation
      const { version } = invocation.matched.kind
      const before = copies.get(version) ?? whole
      scene = scene.withObject(before)
      const activation = scene.activation(invocation.matched, param, invocation.sight)
      const value = policy.together.evaluate(activation)
      if (value === undefined) continue
      if (value === UNCLEAR) {
        const conditions = matchConditions(policy.conditions, activation, policy.failurePolicy)
        if ('error' in conditions) {
          failures.push({ policy, binding, reason: 'Invalid', message: conditions.error })
          continue
        }
        if (!conditions.matches) continue
      }
      // Conditions of a policy that runs but once are asked again all the same.
      if (again && !(again.has(keyOf(invocation)) && policy.policy.spec.reinvocationPolicy === 'IfNeeded')) continue
      ran.push(invocation)
      let copy = before
      for (const mutation of policy.mutations) {
        last = version
        try {
          scene = scene.withObject(copy)
          copy = step(mutation, invocation, value, scene, context)
        } catch (error) {
          if (error instanceof DecodeError)
            return { allowed: false, refusal: internalError(error.message), object: request.object, appliedBy }
          if (!(error instanceof MutationError)) throw error
          failures.push({ policy, binding, reason: 'Invalid', message: error.message })
        }
      }
      if (copy === before) continue
      copies.set(version, copy)
      if (!equal(before, copy)) changed.push({ version, policy: policy.policy.metadata.name })
    }
    const fatal = failures.filter(({ policy }) => policy.failurePolicy === 'Fail')
    if (fatal.length > 0) return { allowed: false, refusal: refusalOf(request, fatal), object: request.object, appliedBy }
    if (last === undefined || changed.length === 0) break
    object = asInternal(copies.get(last) ?? whole)
    appliedBy.push(...changed.filter(({ version }) => version === last).map(({ policy }) => policy))
    again = new Set(ran.map(keyOf))
  }
  return { allowed: true, object, appliedBy }
}

/** A mutation made a built-in object that the API server cannot read: an internal error there, whatever the failure policy. */
class DecodeError extends Error {}

function internalError(message: string): Refusal {
  return {
    code: 500,
    reason: 'InternalError',
    message: `Internal error occurred: ${message}`,
    causes: [{ message }],
    details: { kind: '' },
  }
}

function step(
  mutation: CompiledMutatingPolicy['mutations'][number],
  invocation: Invocation,
  /** Of the mutation, where it is clear. */
  value: unknown,
  scene: Scene,
  context: MutationContext,
): KubeObject {
  const { request } = scene
  const activation = scene.activation(invocation.matched, invocation.param, invocation.sight)
  const { apiVersion, kind } = activation.object as KubeObject
  // A patch may have made an object of no kind at all.
  const type = context.mergeType(apiVersion, kind) ?? (kind === invocation.matched.kind.kind ? OPEN : undefined)
  const known = value === UNCLEAR ? evaluateMutation(mutation, invocation.policy, activation) : value
  const mutated = mutate(mutation, known, activation, type)
  if (mutated !== activation.object) {
    const problem = decodeProblem(mutated, activation.object as KubeObject)
    if (problem !== undefined) throw new DecodeError(problem)
  } else if (invocation.matched.kind.version === request.kind.version) return request.object!
  const original = { resource: request.resource, kind: request.kind }
  return inVersion(context.withDefaults(typed(mutated, activation.object as KubeObject)), original)!
}

function collect(
  policies: readonly Bound<CompiledMutatingPolicy>[],
  request: AdmissionRequest,
  signature: string,
  context: MutationContext,
): { invocations: Invocation[]; failures: PolicyFailure[] } {
  const invocations: Invocation[] = []
  const failures: PolicyFailure[] = []
  for (const { compiled: policy, matcher, paramKind, bindings, sight } of policies) {
    const matched = matcher.match(request, context, signature)
    if (!matched) continue
    const attempt = (binding: PolicyBinding | undefined, action: () => void) => {
      try {
        action()
        return true
      } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error
        const message = `failed to configure ${binding ? 'binding' : 'policy'}: ${error.message}`
        failures.push({ policy, ...(binding && { binding }), reason: 'Forbidden', message })
        return false
      }
    }
    if (!attempt(undefined, () => paramKind.check(context))) continue
    for (const bound of bindings) {
      const { binding, matcher } = bound
      if (matcher && !matcher.match(request, context, signature)) continue
      attempt(binding, () => {
        for (const param of bound.params.collect(request, context)) invocations.push({ policy, binding, param, matched, sight })
      })
    }
  }
  return { invocations, failures }
}

function refusalOf(request: AdmissionRequest, failures: readonly PolicyFailure[]): Refusal {
  const messages = failures.map(({ policy, binding, message }) => {
    const name = policy.policy.metadata.name
    return binding
      ? `policy '${name}' with binding '${binding.metadata.name}' denied request: ${message}`
      : `policy "${name}" denied request: ${message}`
  })
  return {
    code: 403,
    reason: failures[0]!.reason,
    message: messages[0]!,
    causes: messages.map(message => ({ message })),
    details: detailsOf(request),
  }
}
