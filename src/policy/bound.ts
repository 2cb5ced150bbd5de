import { encodeJson } from '../schema/index.ts'
import type { Sight } from './activation.ts'
import type { CompiledPolicy } from './expression.ts'
import { compilePolicy } from './expression.ts'
import { Matcher } from './matching.ts'
import type { AdmissionPolicy, PolicyBinding } from './objects.ts'
import { BoundParams, ParamKind } from './params.ts'
import { wantsTopology } from './topology-context.ts'

export interface BoundBinding {
  readonly binding: PolicyBinding
  /** Absent where the binding narrows nothing. */
  readonly matcher?: Matcher
  readonly params: BoundParams
}

/** A policy with its bindings, ready to run. */
export interface Bound<P extends CompiledPolicy = CompiledPolicy> {
  readonly name: string
  readonly compiled: P
  readonly matcher: Matcher
  readonly paramKind: ParamKind
  readonly sight: Sight
  /** In the order of their names. */
  readonly bindings: readonly BoundBinding[]
}

/** Compiles each policy that has a binding, in the order of names. One without does nothing. */
export function bind(policies: readonly AdmissionPolicy[], bindings: readonly PolicyBinding[], kubernetes: string): Bound[] {
  return byName(policies).flatMap(policy => {
    const own = byName(bindings.filter(({ kind, spec }) => kind === `${policy.kind}Binding` && spec.policyName === policy.metadata.name))
    if (own.length === 0) return []
    return [
      {
        name: policy.metadata.name,
        compiled: compiledOnce(policy, kubernetes),
        matcher: new Matcher(policy.spec.matchConstraints ?? {}),
        paramKind: new ParamKind(policy),
        sight: sightOf(policy),
        bindings: own.map(binding => ({
          binding,
          params: new BoundParams(policy, binding),
          ...(binding.spec.matchResources && { matcher: new Matcher(binding.spec.matchResources) }),
        })),
      },
    ]
  })
}

/** What the words of its expressions can mean. */
function sightOf(policy: AdmissionPolicy): Sight {
  const words = encodeJson(policy.spec)
  return { topology: wantsTopology(policy), authorizer: words.includes('authorizer'), namespaceObject: words.includes('namespaceObject') }
}

/** A policy keeps its programs, with the code generated for them, from one set that it stands in to the next. */
function compiledOnce(policy: AdmissionPolicy, kubernetes: string): CompiledPolicy {
  const known = programs.get(policy) ?? new Map<string, CompiledPolicy>()
  programs.set(policy, known)
  const compiled = known.get(kubernetes) ?? compilePolicy(policy, { kubernetes, purpose: 'stored' })
  known.set(kubernetes, compiled)
  return compiled
}

const programs = new WeakMap<AdmissionPolicy, Map<string, CompiledPolicy>>()

function byName<T extends { readonly metadata: { readonly name: string } }>(objects: readonly T[]): T[] {
  return [...objects].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
}
