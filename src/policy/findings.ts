import type { Finding, ObjectRef, Severity } from '../diagnostics/finding.ts'
import { formatPath, type Path } from '../diagnostics/path.ts'
import { refOf } from '../inventory/ref.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import type { KubeObject } from '../kinds/object.ts'
import { createTopology } from '../topology/index.ts'
import { sceneOf } from './activation.ts'
import { fitting } from './apply-configuration.ts'
import { type Bound, bind } from './bound.ts'
import type { CompiledMutatingPolicy, CompiledValidatingPolicy } from './expression.ts'
import type { Refusal } from './failure.ts'
import { isExempt, MatchTable, signatureOf } from './matching.ts'
import { type MutationContext, mutatedBy } from './mutating-admission.ts'
import { isValidating, type PolicySet } from './objects.ts'
import { type AdmissionRequest, plainOptions, type UserInfo } from './request.ts'
import { servedAs } from './resources.ts'
import type { ServedKinds } from './served.ts'
import { gatewayVariable } from './topology-context.ts'
import { isUnknown, UnknownFact } from './unknown.ts'
import { asSent, outcomeOf, type Violation, validatedObject } from './validating-admission.ts'

export interface PolicyFindingsOptions {
  readonly kubernetes: string
  readonly kinds: ServedKinds
  /** The controller's profile, for policies that see the objects around. */
  readonly profile?: string
  /** Who applies the objects; policies that ask about the user say nothing without it. */
  readonly user?: UserInfo
  /** Stored versions of objects: with one it is an update. */
  readonly old?: (ref: ObjectRef) => KubeObject | undefined
}

/** What admission policies say of objects, as far as they have been judged. */
export interface PolicyJudge {
  /** @param decoded the object as the API server reads it, where it is known to admit it */
  judge(object: KubeObject, decoded?: KubeObject): void
  readonly findings: readonly Finding[]
  /** Policies that could not judge an object, by name: they need a fact that nobody gave. */
  readonly undecided: ReadonlySet<string>
  /** Faults of ours: each costs what one policy says of one object. */
  readonly failures: readonly { readonly policy: string; readonly object: ObjectRef; readonly cause: unknown }[]
}

const SEVERITY: Readonly<Record<string, Severity>> = { Deny: 'error', Warn: 'warning', Audit: 'info' }

/**
 * Judges objects that nobody has applied yet: mutating policies first, then validating ones, each in the order of names. One that needs what is not known
 * (the user, a namespace's labels, a parameter) is undecided, and says nothing.
 */
export function policyJudge(set: PolicySet, snapshot: Snapshot, options: PolicyFindingsOptions): PolicyJudge {
  const { kinds } = options
  const findings: Finding[] = []
  const undecided = new Set<string>()
  const failures: PolicyJudge['failures'][number][] = []
  let current: { readonly sent: KubeObject | null; readonly original: KubeObject } | undefined
  let last: { readonly subject: KubeObject; readonly known: object } | undefined
  const context: MutationContext = {
    ...contextOf(snapshot, options),
    // The object as written, where no policy has changed it, is the one that the snapshot has.
    gateway(object) {
      const subject = current !== undefined && current.sent?.spec === object.spec ? current.original : object
      if (last?.subject !== subject) last = { subject, known: gatewayOf(snapshot, subject, options.profile) }
      return last.known
    },
  }
  const bound = bind(set.policies, set.bindings, options.kubernetes)
  const validating = new MatchTable(bound.filter(isValidatingBound))
  const mutating = new MatchTable(bound.filter(isMutatingBound))

  const judge = (original: KubeObject, decoded?: KubeObject): void => {
    const ref = refOf(original)
    const request = requestOf(original, options, ref)
    if (!request || isExempt(request)) return
    const signature = signatureOf(request)
    const [mutators, validators] = [mutating.candidates(request, context, signature), validating.candidates(request, context, signature)]
    if (mutators.length + validators.length === 0) return
    request.object = decoded ?? kinds.decoded(original)
    if (request.oldObject !== null) request.oldObject = kinds.decoded(request.oldObject)
    if (decoded !== undefined) fitting(decoded as unknown as Record<string, unknown>, kinds.mergeType(decoded.apiVersion, decoded.kind))
    current = { sent: request.object, original }
    let scene = sceneOf(request, context)
    const hear = (policy: string, violation: Violation) => {
      if (violation.failed && (isUnknown(violation.message) || violation.message.startsWith('failed to configure'))) undecided.add(policy)
      else findings.push(findingOf(violation, original, ref))
    }
    const broken = (policy: string, cause: unknown) => {
      if (!(cause instanceof UnknownFact)) failures.push({ policy, object: ref, cause })
      undecided.add(policy)
    }
    for (const policy of mutators) {
      const { name } = policy
      try {
        const before = scene.request
        const mutated = mutatedBy([policy], scene, signature, context)
        if (mutated.allowed && mutated.appliedBy.length > 0) {
          findings.push(changeOf(name, before.object!, mutated.object!, ref))
          scene = scene.withObject(mutated.object)
        }
        if (mutated.refusal) hear(name, refused(name, mutated.refusal))
      } catch (error) {
        broken(name, error)
      }
    }
    scene = scene.withObject(validatedObject(scene.request))
    for (const policy of validators) {
      try {
        for (const violation of outcomeOf(policy, scene, signature, context).violations) hear(policy.name, violation)
      } catch (error) {
        broken(policy.name, error)
      }
    }
  }
  return { judge, findings, undecided, failures }
}

/** What validating policies say of a request that somebody made: as `policyJudge`, of one object and with its request known. */
export function policyFindingsOf(
  request: AdmissionRequest,
  ref: ObjectRef,
  bound: readonly Bound[],
  snapshot: Snapshot,
  options: Pick<PolicyFindingsOptions, 'kinds' | 'profile'>,
): Finding[] {
  if (isExempt(request)) return []
  const context = contextOf(snapshot, options)
  const signature = signatureOf(request)
  const scene = sceneOf({ ...request, object: validatedObject(request) }, context)
  return bound.filter(isValidatingBound).flatMap(policy => {
    try {
      return outcomeOf(policy, scene, signature, context)
        .violations.filter(({ failed, message }) => !(failed && isUnknown(message)))
        .map(violation => findingOf(violation, request.object!, ref))
    } catch (error) {
      if (error instanceof UnknownFact) return []
      throw error
    }
  })
}

const isValidatingBound = (bound: Bound): bound is Bound<CompiledValidatingPolicy> => isValidating(bound.compiled.policy)
const isMutatingBound = (bound: Bound): bound is Bound<CompiledMutatingPolicy> => !isValidating(bound.compiled.policy)

function refused(policy: string, { message }: Refusal): Violation {
  return { policy, binding: '', message, index: 0, reason: 'Invalid', actions: ['Deny'], failed: true }
}

function contextOf(snapshot: Snapshot, { kinds, profile }: Pick<PolicyFindingsOptions, 'kinds' | 'profile'>): MutationContext {
  const lookup = (name: string) => snapshot.lookup({ group: '', kind: 'Namespace', namespace: '', name })
  return {
    resources: kinds.resources,
    mergeType: kinds.mergeType,
    withDefaults: kinds.withDefaults,
    gateway: object => gatewayOf(snapshot, object, profile),
    namespace(name) {
      const found = lookup(name)
      return found.state === 'found' ? found.object : found.state === 'unknown' ? 'unknown' : undefined
    },
    namespaceLabels(name, keys) {
      const found = lookup(name)
      if (found.state === 'unknown' && keys.some(key => key !== 'kubernetes.io/metadata.name'))
        throw new UnknownFact(`labels of namespace ${name}`)
      return found.state === 'found' ? snapshot.namespaceLabels(name) : { 'kubernetes.io/metadata.name': name }
    },
    list: (group, kind, namespace) => {
      const found = snapshot.list(group, kind, namespace)
      if (found.length === 0 && !snapshot.complete(group, kind, namespace)) throw new UnknownFact(`objects of kind ${kind}`)
      return found
    },
    find(group, kind, namespace = '', name) {
      const found = snapshot.lookup({ group, kind, namespace, name })
      if (found.state === 'unknown') throw new UnknownFact(`${kind} ${namespace}/${name}`)
      return found.state === 'found' ? found.object : undefined
    },
  }
}

/** What the snapshot says of an object, with it in the place of the one that the snapshot has. */
export function gatewayOf(snapshot: Snapshot, given: KubeObject, profile = 'conformant'): object {
  const object = asSent(given)
  const ref = refOf(object)
  if (snapshot.get(ref) === given) return gatewayVariable(createTopology(snapshot, { profile }), given, ref)
  const world = snapshot.with(object)
  return gatewayVariable(createTopology(world, { profile }), world.get(ref)!, ref)
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** The request that applying an object would be, its objects not yet decoded; `undefined` for kinds of which not even the resource's name is known. */
function requestOf(object: KubeObject, { kinds, user, old }: PolicyFindingsOptions, ref: ObjectRef): Mutable<AdmissionRequest> | undefined {
  const asked = servedAs(kinds.resources, object.apiVersion, object.kind)
  if (!asked) return undefined
  const { kind, resource, namespaced } = asked
  const stored = old?.(ref)
  const operation = stored ? 'UPDATE' : 'CREATE'
  const namespace = object.kind === 'Namespace' && kind.group === '' ? ref.name : namespaced ? ref.namespace : ''
  const request: Mutable<AdmissionRequest> = {
    kind,
    resource,
    name: ref.name,
    operation,
    object,
    oldObject: stored ?? null,
    options: plainOptions(operation),
    dryRun: false,
  }
  if (namespace) request.namespace = namespace
  if (user) request.userInfo = user
  return request
}

function findingOf(violation: Violation, object: KubeObject, ref: ObjectRef): Finding {
  const { policy, message, index, actions, param } = violation
  const at = place(object, message)
  const severity = actions.map(action => SEVERITY[action]).find(found => found !== undefined) ?? 'error'
  return {
    code: 'GWA-VAP-001',
    rule: 'policy-violation',
    severity,
    gate: 'object',
    object: ref,
    path: formatPath(at),
    at,
    message: `${message} (ValidatingAdmissionPolicy ${policy}, validation ${index})`,
    ...(param && { related: [{ object: refOf(param), message: 'the parameter that it was judged by' }] }),
  }
}

function changeOf(policy: string, before: KubeObject, after: KubeObject, ref: ObjectRef): Finding {
  const changed = firstDifference(before, after, []) ?? []
  return {
    code: 'GWA-VAP-002',
    rule: 'policy-mutation',
    severity: 'info',
    gate: 'never',
    object: ref,
    path: formatPath(changed),
    at: changed,
    message: `MutatingAdmissionPolicy ${policy} changes this object when it is applied: ${formatPath(changed) || 'the whole of it'} becomes another`,
  }
}

function firstDifference(a: unknown, b: unknown, path: Path): Path | undefined {
  if (a === b) return undefined
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return path
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = firstDifference(left[key], right[key], [...path, Array.isArray(a) ? Number(key) : key])
    if (found) return found
  }
  return undefined
}

/** The field whose value the message names first, passing over short words that stand there by chance; else the whole object. */
function place(object: KubeObject, message: string): Path {
  const words = message.split(/[\s,;:()"']+/)
  const named: { readonly at: Path; readonly length: number; readonly mentioned: number }[] = []
  const visit = (value: unknown, at: Path) => {
    if (typeof value === 'string') {
      const mentioned = value.length > 2 ? words.indexOf(value) : -1
      if (mentioned >= 0) named.push({ at, length: value.length, mentioned })
    } else if (Array.isArray(value)) value.forEach((item, index) => void visit(item, [...at, index]))
    else if (typeof value === 'object' && value !== null) for (const [key, member] of Object.entries(value)) visit(member, [...at, key])
  }
  visit(object.spec, ['spec'])
  const longest = Math.max(0, ...named.map(({ length }) => length))
  const [first] = named.filter(({ length }) => length > longest / 2).sort((a, b) => a.mentioned - b.mentioned)
  return first?.at ?? []
}
