import { createEnvironment } from '../cel/index.ts'
import { tokenize } from '../cel/lexer.ts'
import { DynType } from '../cel/types.ts'
import { namespaceType, requestType } from './declarations.ts'
import { resourceShape } from './object-meta.ts'
import type { AdmissionPolicy, NamedExpression } from './objects.ts'
import { requestTypeWithGateway, wantsTopology } from './topology-context.ts'
import { matchedKinds, type TypeCheckContext } from './type-check.ts'

/** The most that one expression may cost, by the bounds of the schemas of all kinds that the policy matches. */
export interface ExpressionCost {
  /** `spec.validations[0].expression`. */
  readonly field: string
  /** In CEL's cost units; 1,000,000 are allowed. Undefined where a size has no bound. */
  readonly most: bigint | undefined
  /** The kind for which it is that much. */
  readonly kind: string
}

/** Beyond this a number says no more than that there is no bound. */
const BOUND = 10n ** 15n

/** Costs of the expressions of a policy. Variables count wherever they are used, so that the figure is an upper bound. */
export function expressionCosts(policy: AdmissionPolicy, context: TypeCheckContext): ExpressionCost[] {
  const { spec } = policy
  const environments = matchedKinds(policy, context.resources).flatMap(({ group, version, kind }) => {
    const schema = context.schema(group === '' ? version : `${group}/${version}`, kind)
    if (!schema) return []
    const shape = resourceShape(schema, kind)
    const request = wantsTopology(policy) ? requestTypeWithGateway : requestType
    const variables = { object: shape, oldObject: shape, params: DynType, request, namespaceObject: namespaceType }
    return [{ kind, environment: createEnvironment({ kubernetes: context.kubernetes, variables }) }]
  })
  return texts(policy).flatMap(({ field, text }) => {
    const whole = inlined(text, spec.variables ?? [])
    const costs = environments.flatMap(({ kind, environment }) => {
      const { program } = environment.compile(whole)
      return program ? [{ kind, most: program.estimate().max }] : []
    })
    if (costs.length === 0) return []
    const { kind, most } = costs.reduce((a, b) => (b.most > a.most ? b : a))
    return [{ field, kind, most: most > BOUND ? undefined : most }]
  })
}

function texts({ spec }: AdmissionPolicy): { field: string; text: string }[] {
  const validations = 'validations' in spec ? (spec.validations ?? []) : []
  return [
    ...(spec.matchConditions ?? []).map(({ expression }, i) => ({ field: `spec.matchConditions[${i}].expression`, text: expression })),
    ...validations.flatMap(({ expression, messageExpression }, i) => [
      { field: `spec.validations[${i}].expression`, text: expression },
      ...(messageExpression ? [{ field: `spec.validations[${i}].messageExpression`, text: messageExpression }] : []),
    ]),
  ]
}

/** How long a text may grow by its variables before nobody can say anything about it. */
const LONGEST = 50_000

/** An expression with its variables written out. */
function inlined(text: string, variables: readonly NamedExpression[]): string {
  let whole = text
  for (const { name, expression } of [...variables].reverse()) {
    if (whole.length > LONGEST) return whole
    whole = replaced(whole, name, `(${expression.trim()})`)
  }
  return whole
}

function replaced(text: string, name: string, by: string): string {
  const tokens = [...tokenize(text, () => {})]
  let result = ''
  let end = 0
  tokens.forEach(({ start }, i) => {
    const [dot, field] = [tokens[i + 1], tokens[i + 2]]
    const is = (token: (typeof tokens)[number] | undefined, word: string) => token && text.slice(token.start, token.end) === word
    if (start < end || !is(tokens[i], 'variables') || !is(dot, '.') || !is(field, name) || is(tokens[i - 1], '.')) return
    result += text.slice(end, start) + by
    end = field!.end
  })
  return result + text.slice(end)
}
