import { createEnvironment, type Environment, type Failure } from '../cel/index.ts'
import { type CelType, DynType, object } from '../cel/types.ts'
import type { StructuralSchema } from '../schema/structural.ts'
import { splitApiVersion } from './api-version.ts'
import { authorizerVariables, namespaceType, requestType } from './declarations.ts'
import { variableType } from './expression.ts'
import { resourceShape } from './object-meta.ts'
import type { AdmissionPolicy, ResourceRule, ValidatingAdmissionPolicy } from './objects.ts'
import type { GroupVersionKind } from './request.ts'
import type { ResourceCatalogue } from './resources.ts'
import { requestTypeWithGateway, wantsTopology } from './topology-context.ts'

/** What the type checker objects to in one expression: the text for each kind that the policy matches. */
export interface TypeWarning {
  /** `spec.validations[0].expression`. */
  readonly fieldRef: string
  readonly warning: string
}

export interface TypeCheckContext {
  readonly kubernetes: string
  readonly resources: ResourceCatalogue
  /** The schema of a kind, where it is known. */
  schema(apiVersion: string, kind: string): StructuralSchema | undefined
}

/** A rule that names this many kinds ends the search. */
const MAX_TYPES = 10

/**
 * Checks a policy's validations and their messages against the schemas of the kinds that it matches: what kube-controller-manager writes to
 * `status.typeChecking`. Rules with wildcards or subresources, and kinds without a known schema, are passed over; `authorizer.requestResource`, which that
 * checker alone does not know, is no mistake.
 * @see k8s.io/apiserver pkg/admission/plugin/policy/validating/typechecking.go
 */
export function typeWarnings(policy: ValidatingAdmissionPolicy, context: TypeCheckContext): TypeWarning[] {
  const kinds = matchedKinds(policy, context.resources).flatMap(kind => {
    const schema = context.schema(apiVersionOf(kind), kind.kind)
    return schema ? [{ kind, type: resourceShape(schema, kind.kind).type }] : []
  })
  const params = paramsType(policy, context)
  const environments = kinds.map(({ kind, type }) => ({ kind, environment: environmentFor(policy, type, params, context) }))

  return expressions(policy).flatMap(({ fieldRef, text }) => {
    const problems = environments.flatMap(({ kind, environment }) => {
      const failure = failureOf(environment, text)
      return failure ? [`${apiVersionOf(kind, true)}, Kind=${kind.kind}: ${failure.message}\n`] : []
    })
    return problems.length === 0 ? [] : [{ fieldRef, warning: problems.join('\n') }]
  })
}

function expressions({ spec }: ValidatingAdmissionPolicy): { fieldRef: string; text: string }[] {
  return (spec.validations ?? []).flatMap(({ expression, messageExpression }, index) => [
    { fieldRef: `spec.validations[${index}].expression`, text: expression },
    ...(messageExpression ? [{ fieldRef: `spec.validations[${index}].messageExpression`, text: messageExpression }] : []),
  ])
}

/** The API server prints the core group's versions with their empty group: `/v1`. */
function apiVersionOf({ group, version }: GroupVersionKind, printed = false): string {
  return group === '' && !printed ? version : `${group}/${version}`
}

/** Kinds that the rules name outright, in order, each once. */
export function matchedKinds({ spec }: AdmissionPolicy, resources: ResourceCatalogue): GroupVersionKind[] {
  const found = new Map<string, GroupVersionKind>()
  for (const rule of spec.matchConstraints?.resourceRules ?? []) {
    const kinds = kindsOf(rule, resources)
    for (const kind of kinds.slice(0, MAX_TYPES)) found.set(`${kind.group}\0${kind.version}\0${kind.kind}`, kind)
    if (kinds.length >= MAX_TYPES) break
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind)
}

function kindsOf(rule: ResourceRule, resources: ResourceCatalogue): GroupVersionKind[] {
  const named = (values: readonly string[] = []) => (values.includes('*') ? [] : [...values].sort())
  return named(rule.apiGroups).flatMap(group =>
    named(rule.apiVersions).flatMap(version =>
      named(rule.resources).flatMap(resource => {
        // To the checker's mapper no group is any.
        const served =
          group === '' ? resources.named(resource) : [resources.byResource(group, resource)].filter(found => found !== undefined)
        return served.filter(({ versions }) => versions.includes(version)).map(({ group, kind }) => ({ group, version, kind }))
      }),
    ),
  )
}

function paramsType({ spec: { paramKind } }: AdmissionPolicy, context: TypeCheckContext): CelType | undefined {
  if (!paramKind) return undefined
  const { group, version } = splitApiVersion(paramKind.apiVersion)
  const known = context.resources.byKind(group, paramKind.kind)?.versions.includes(version)
  const schema = known ? context.schema(paramKind.apiVersion, paramKind.kind) : undefined
  return schema ? resourceShape(schema, paramKind.kind).type : DynType
}

/** With the variables typed as far as they compile; one with a mistake is dyn, and its users are not blamed. */
function environmentFor(policy: AdmissionPolicy, type: CelType, params: CelType | undefined, { kubernetes }: TypeCheckContext) {
  const { spec } = policy
  const request = wantsTopology(policy) ? requestTypeWithGateway : requestType
  const declared = {
    ...authorizerVariables,
    object: type,
    oldObject: type,
    request,
    namespaceObject: namespaceType,
    ...(params && { params }),
  }
  const variables = new Map<string, CelType>()
  const environment = () =>
    createEnvironment({
      kubernetes,
      variables: { ...declared, variables: object('kubernetes.variables', new Map(variables)) },
    })
  for (const { name, expression } of spec.variables ?? []) variables.set(name, typeOf(environment(), expression))
  return environment()
}

/** The checker runs nothing, and so does not see that a constant cannot be converted. */
function failureOf(environment: Environment, text: string): Failure | undefined {
  const { failure } = environment.compile(text)
  return failure?.phase === 'program' ? undefined : failure
}

function typeOf(environment: Environment, text: string): CelType {
  const { issues, types, expr } = environment.check(text)
  return issues.length > 0 ? DynType : variableType(types[expr.id]!)
}
