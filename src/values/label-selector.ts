import { Malformed } from './malformed.ts'
import { labelValueProblems, qualifiedNameProblems } from './names.ts'
import { quote } from './quote.ts'

/** `metav1.LabelSelector`. An empty one selects everything; no selector at all selects nothing. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>
  readonly matchExpressions?: readonly LabelRequirement[]
}

export interface LabelRequirement {
  readonly key: string
  readonly operator: string
  readonly values?: readonly string[]
}

export type Labels = Readonly<Record<string, string>>

/**
 * Whether the labels satisfy the selector. A selector that `selectorProblems` finds fault with selects nothing: the API server refuses
 * to use it, and nothing is a safer reading than everything.
 */
export function matchesSelector(selector: LabelSelector | null | undefined, labels: Labels | undefined): boolean {
  if (!selector) return false
  const own = labels ?? {}
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) if (labelOf(own, key) !== value) return false
  return (selector.matchExpressions ?? []).every(requirement => satisfies(requirement, own))
}

function satisfies({ key, operator, values = [] }: LabelRequirement, labels: Labels): boolean {
  const value = labelOf(labels, key)
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return values.length > 0 && (value === undefined || !values.includes(value))
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    case 'Gt':
    case 'Lt':
      return compares(operator, value, values)
    default:
      return false
  }
}

/** `Gt` and `Lt` exist for node selectors and field selectors only. */
function compares(operator: 'Gt' | 'Lt', value: string | undefined, values: readonly string[]): boolean {
  const [bound] = values
  if (value === undefined || bound === undefined || values.length !== 1 || !/^[+-]?[0-9]+$/.test(value) || !/^[+-]?[0-9]+$/.test(bound))
    return false
  return operator === 'Gt' ? toInteger(value) > toInteger(bound) : toInteger(value) < toInteger(bound)
}

function toInteger(text: string): bigint {
  return BigInt(text.replace(/^\+/, ''))
}

function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined
}

/** What the API server says about a selector, each with the path below it and the message's body. */
export function selectorProblems(selector: LabelSelector): { path: (string | number)[]; message: string }[] {
  const problems: { path: (string | number)[]; message: string }[] = []
  const report = (path: (string | number)[], message: string) => problems.push({ path, message })
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    for (const problem of qualifiedNameProblems(key)) report(['matchLabels'], `Invalid value: ${quote(key)}: ${problem}`)
    for (const problem of labelValueProblems(value)) report(['matchLabels'], `Invalid value: ${quote(value)}: ${problem}`)
  }
  for (const [index, { key, operator, values = [] }] of (selector.matchExpressions ?? []).entries()) {
    const at = (...steps: (string | number)[]) => ['matchExpressions', index, ...steps]
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) report(at('values'), "Required value: must be specified when `operator` is 'In' or 'NotIn'")
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) report(at('values'), "Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
    } else report(at('operator'), `Invalid value: ${quote(operator)}: not a valid selector operator`)
    for (const problem of qualifiedNameProblems(key)) report(at('key'), `Invalid value: ${quote(key)}: ${problem}`)
    for (const [i, value] of values.entries()) {
      for (const problem of labelValueProblems(value)) report(at('values', i), `Invalid value: ${quote(value)}: ${problem}`)
    }
  }
  return problems
}

const REQUIREMENT = /^\s*(?:(!)\s*([^\s!=<>(),]+)|([^\s!=<>(),]+)\s*(?:(==|=|!=|>|<)\s*([^\s!=<>(),]*)|\s(in|notin)\s*\(([^()]*)\))?)\s*$/

/** Reads `a=b, c!=d, e in (f, g), !h, i > 5`, as `kubectl -l` takes it. */
export function parseLabelSelector(text: string): LabelSelector | Malformed {
  const matchExpressions: LabelRequirement[] = []
  if (text.trim() === '') return { matchExpressions }
  for (const part of text.split(/,(?![^(]*\))/)) {
    const match = REQUIREMENT.exec(part)
    if (!match)
      return new Malformed(
        `unable to read "${part.trim()}" in label selector "${text}": write key=value, key!=value, key in (a, b), key notin (a, b), key or !key`,
      )
    const [, not, absent, key = '', operator, value = '', set, members = ''] = match
    const requirement: LabelRequirement = not
      ? { key: absent!, operator: 'DoesNotExist' }
      : operator
        ? { key, operator: OPERATORS[operator]!, values: [value] }
        : set
          ? { key, operator: set === 'in' ? 'In' : 'NotIn', values: members.split(',').map(member => member.trim()) }
          : { key, operator: 'Exists' }
    const [problem] = [...qualifiedNameProblems(requirement.key), ...(requirement.values ?? []).flatMap(item => labelValueProblems(item))]
    if (problem) return new Malformed(`unable to read "${part.trim()}" in label selector "${text}": ${problem}`)
    matchExpressions.push(requirement)
  }
  return { matchExpressions }
}

const OPERATORS: Readonly<Record<string, string>> = { '=': 'In', '==': 'In', '!=': 'NotIn', '>': 'Gt', '<': 'Lt' }
