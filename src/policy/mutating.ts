import { StructValue } from '../cel/operations.ts'
import { isTextList, MapView, Optional, type Value } from '../cel/value.ts'
import type { KubeObject } from '../kinds/object.ts'
import { ApplyError, applyConfiguration, Foreign, NO_ITEMS, unchanged, WRITTEN_NULL } from './apply-configuration.ts'
import { bytesProblem } from './core-decode.ts'
import { type Activation, evaluateSet, OutOfBudget, POLICY_BUDGET } from './evaluation.ts'
import type { CompiledMutatingPolicy, CompiledMutation } from './expression.ts'
import { applyPatch, PatchError, type PatchOperation, PatchTestFailed } from './json-patch.ts'
import type { MergeType } from './merge-type.ts'
import { misplaced } from './object-value.ts'
import type { AdmissionRequest } from './request.ts'
import { NotJson, toJson } from './to-json.ts'

/** A mutation that did not work, in the API server's words. */
export class MutationError extends Error {}

/**
 * Carries out one mutation whose expression has a value: the object as it is afterwards, not yet defaulted.
 * @param type by which a configuration merges; of some kinds the API server has none
 * @throws MutationError
 * @see k8s.io/apiserver pkg/admission/plugin/policy/mutating/patch
 */
export function mutate(mutation: CompiledMutation, value: unknown, activation: Activation, type: MergeType | undefined): KubeObject {
  const original = activation.object as KubeObject
  try {
    return mutation.patchType === 'JSONPatch' ? patched(original, value, activation) : applied(original, value, type, activation)
  } catch (error) {
    if (error instanceof PatchTestFailed) return original
    if (error instanceof ApplyError) throw new MutationError(`error applying patch: ${error.message}`)
    if (error instanceof PatchError) throw new MutationError(`JSON Patch: ${error.message}`)
    if (error instanceof NotJson)
      throw new MutationError(`JSONPath valueExpression evaluated to a type that could not marshal to JSON: ${error.message}`)
    throw error
  }
}

/** The value of a mutation's expression. @throws MutationError */
export function evaluateMutation({ expression }: CompiledMutation, policy: CompiledMutatingPolicy, activation: Activation): unknown {
  try {
    const [result] = evaluateSet([expression], activation, policy.variables, POLICY_BUDGET).results
    if (!result || 'error' in result) throw new MutationError(result?.error ?? '')
    return result.value
  } catch (error) {
    throw error instanceof OutOfBudget ? new MutationError(error.message) : error
  }
}

/**
 * The JSON of an apply configuration, with what Go does not hold as JSON marked: lists and maps that an expression writes inside others, and lists that
 * its functions make. What it takes over from the object as it is may hold any.
 */
function asInGo(json: unknown, value: unknown, isTaken: (value: unknown) => boolean, inside: boolean): unknown {
  if (value instanceof StructValue)
    return Object.fromEntries([...value.fields].map(([name, held]) => [name, asInGo((json as Json)[name], held, isTaken, false)]))
  if (json === null) return value instanceof Optional ? null : WRITTEN_NULL
  if (typeof json !== 'object') return json
  const items = Array.isArray(json)
  if (!items && Object.getPrototypeOf(json) !== Object.prototype) return json
  if (isTextList(value as Value)) return new Foreign(json, '[]string')
  if (items && json.length === 0 && !inside) return isTaken(value) ? json : NO_ITEMS
  const isFlat = !Object.values(json).some(item => typeof item === 'object')
  if ((isFlat && !inside) || isTaken(value)) return json
  if (inside) return new Foreign(withNumberedNulls(json), items ? '[]ref.Val' : 'map[ref.Val]ref.Val')
  if (items) return json.map((item, i) => asInGo(item, (value as readonly unknown[])[i], isTaken, true))
  const held = value instanceof MapView ? (key: string) => value.get(key) : (key: string) => (value as Json)[key]
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, asInGo(item, held(key), isTaken, true)]))
}

/** In there null is protobuf's, a number. */
function withNumberedNulls(json: unknown): unknown {
  if (json === null) return 0
  if (Array.isArray(json)) return json.map(withNumberedNulls)
  if (typeof json !== 'object' || Object.getPrototypeOf(json) !== Object.prototype) return json
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, withNumberedNulls(item)]))
}

type Json = Readonly<Record<string, unknown>>

/** Tells whether a value is a part of what the expression was given. That is walked through once, however many ask, and not where nobody does. */
function takenFrom({ object, oldObject, params }: Activation): (value: unknown) => boolean {
  let parts: Set<unknown> | undefined
  return value => {
    parts ??= partsOf([object, oldObject, params])
    return parts.has(value)
  }
}

function partsOf(whole: object, parts: Set<unknown> = new Set()): Set<unknown> {
  for (const part of Object.values(whole)) {
    if (typeof part !== 'object' || part === null) continue
    parts.add(part)
    partsOf(part, parts)
  }
  return parts
}

/** Kinds that only subresources have: the API server publishes no schemas for them by which it could merge. */
const UNTYPED: ReadonlySet<string> = new Set([
  'autoscaling/v1 Scale',
  'authentication.k8s.io/v1 TokenRequest',
  'policy/v1 Eviction',
  ...['NodeProxy', 'PodAttach', 'PodExec', 'PodPortForward', 'PodProxy', 'ServiceProxy'].map(name => `v1 ${name}Options`),
])

function applied(original: KubeObject, value: unknown, type: MergeType | undefined, activation: Activation): KubeObject {
  checkNames(value)
  const { apiVersion, kind } = original
  const printed = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`
  if (type === undefined || UNTYPED.has(`${apiVersion} ${kind}`)) {
    throw new ApplyError(`failed to convert patch object to typed object: no corresponding type for ${printed}, Kind=${kind}`)
  }
  const whole = original as unknown as Record<string, unknown>
  if (value instanceof StructValue && value.size === 0) return unchanged(whole, type) as unknown as KubeObject
  const written = asInGo(toJson(value, 'keep'), value, takenFrom(activation), false)
  const configuration = { ...(written as object), apiVersion, kind }
  const merged = applyConfiguration(whole, configuration, type) as unknown as KubeObject
  const illegal = bytesProblem(merged)
  if (illegal === undefined) return merged
  throw new MutationError(`unable to convert unstructured object to ${printed}, Kind=${kind}: error decoding from json: ${illegal}`)
}

function patched(original: KubeObject, value: unknown, { request }: Activation): KubeObject {
  const operations = (value as StructValue[]).map(({ fields }): PatchOperation => {
    const text = (name: string) => (fields.get(name) ?? '') as string
    if (!fields.has('value')) return { op: text('op'), path: text('path'), from: text('from') }
    checkNames(fields.get('value'))
    return { op: text('op'), path: text('path'), from: text('from'), value: toJson(fields.get('value')) }
  })
  const result = operations.length === 0 ? original : (applyPatch(original, operations) as KubeObject)
  if (isCustomScale(request as AdmissionRequest))
    throw new MutationError(`request to convert CR to an invalid group/version: ${original.apiVersion}`)
  return result
}

/** The scale of a custom resource cannot be patched: the API server takes it for a version of the resource itself. */
function isCustomScale({ subResource, resource }: Pick<AdmissionRequest, 'subResource' | 'resource'>): boolean {
  return subResource === 'scale' && resource.group !== '' && resource.group !== 'apps'
}

function checkNames(value: unknown): void {
  const problems = misplaced(value)
  if (problems.length > 0) throw new MutationError(`type mismatch: ${problems.join('\n')}`)
}
