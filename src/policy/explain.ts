import { type Token, tokenize } from '../cel/lexer.ts'
import { sceneOf } from './activation.ts'
import type { PolicyContext } from './context.ts'
import type { Position } from './declarations.ts'
import { type Evaluated, evaluateSet, POLICY_BUDGET } from './evaluation.ts'
import { compilePolicy } from './expression.ts'
import { match } from './matching.ts'
import type { AdmissionPolicy } from './objects.ts'
import type { AdmissionRequest } from './request.ts'

/** One expression of a policy, its value, and the values of its parts. */
export interface Explained {
  /** `matchConditions[0] name`, `variables.name`, `validations[0]`. */
  readonly where: string
  readonly text: string
  readonly outcome: Evaluated
  readonly parts: readonly { readonly depth: number; readonly text: string; readonly outcome: Evaluated }[]
}

/**
 * Evaluates every expression of a policy for one request, and the parts that its logical operators and comparisons join.
 * `undefined` where the policy does not match the request.
 */
export function explain(
  policy: AdmissionPolicy,
  request: AdmissionRequest,
  param: AdmissionRequest['object'],
  context: PolicyContext,
  kubernetes: string,
): Explained[] | undefined {
  const matched = match(policy.spec.matchConstraints ?? {}, request, context)
  if (!matched) return undefined
  const compiled = compilePolicy(policy, { kubernetes, purpose: 'stored' })
  const activation = sceneOf(request, context).activation(matched, param)
  const evaluate = (position: Position, text: string): Evaluated => {
    const variables = position === 'matchCondition' ? undefined : compiled.variables
    const [result] = evaluateSet([compiled.compile(position, text)], activation, variables, POLICY_BUDGET).results
    return result!
  }
  const explained = (where: string, position: Position, text: string): Explained => ({
    where,
    text,
    outcome: evaluate(position, text),
    parts: partsOf(text, 0).map(part => ({ ...part, outcome: evaluate(position, part.text) })),
  })
  const { spec } = policy
  const validations = 'validations' in spec ? (spec.validations ?? []) : []
  const mutations = 'mutations' in spec ? (spec.mutations ?? []) : []
  return [
    ...(spec.matchConditions ?? []).map(({ name, expression }, i) =>
      explained(`matchConditions[${i}] ${name}`, 'matchCondition', expression),
    ),
    ...(spec.variables ?? []).map(({ name, expression }) => explained(`variables.${name}`, 'variable', expression)),
    ...validations.flatMap(({ expression, messageExpression }, i) => [
      explained(`validations[${i}]`, 'validation', expression),
      ...(messageExpression ? [{ ...explained(`validations[${i}].messageExpression`, 'message', messageExpression), parts: [] }] : []),
    ]),
    ...mutations.map((mutation, i) =>
      explained(
        `mutations[${i}]`,
        'mutation',
        mutation.patchType === 'JSONPatch' ? mutation.jsonPatch.expression : mutation.applyConfiguration.expression,
      ),
    ),
  ]
}

/** Operators that join parts, loosest first; each level is split before the next. */
const LEVELS: readonly (readonly Token['kind'][])[] = [['?', ':'], ['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>=', 'in']]
const OPEN: ReadonlySet<string> = new Set(['(', '[', '{'])
const CLOSE: ReadonlySet<string> = new Set([')', ']', '}'])

/** The parts of an expression, outermost first. What stands inside calls and macros is left whole: loop variables have no value outside. */
function partsOf(text: string, depth: number): { depth: number; text: string }[] {
  const inner = unwrapped(text)
  if (inner !== text.trim()) return partsOf(inner, depth)
  for (const operators of LEVELS) {
    const pieces = split(inner, operators)
    if (pieces.length > 1)
      return pieces.filter(piece => !isLiteral(piece)).flatMap(piece => [{ depth, text: piece }, ...partsOf(piece, depth + 1)])
  }
  return inner.startsWith('!') ? [{ depth, text: inner.slice(1).trim() }, ...partsOf(inner.slice(1), depth + 1)] : []
}

function split(text: string, operators: readonly Token['kind'][]): string[] {
  const pieces: string[] = []
  let nesting = 0
  let start = 0
  let before: Token | undefined
  for (const token of tokenize(text, () => {})) {
    if (OPEN.has(token.kind)) nesting++
    else if (CLOSE.has(token.kind)) nesting--
    // `.?field` and `[?key]` are selections, not conditions.
    else if (nesting === 0 && operators.includes(token.kind) && !(token.kind === '?' && before?.kind === '.')) {
      pieces.push(text.slice(start, token.start).trim())
      start = token.end
    }
    before = token
  }
  return [...pieces, text.slice(start).trim()]
}

/** Without parentheses around the whole. */
function unwrapped(text: string): string {
  const trimmed = text.trim()
  if (!trimmed.startsWith('(')) return trimmed
  let nesting = 0
  for (const token of tokenize(trimmed, () => {})) {
    if (token.kind === '(') nesting++
    if (token.kind === ')' && --nesting === 0) return token.end === trimmed.length ? trimmed.slice(1, -1).trim() : trimmed
  }
  return trimmed
}

function isLiteral(text: string): boolean {
  const [first, second] = tokenize(text, () => {})
  return second?.kind === 'end' && ['string', 'int', 'uint', 'float', 'true', 'false', 'null', 'bytes'].includes(first!.kind)
}
