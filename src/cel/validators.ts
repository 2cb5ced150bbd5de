import { Malformed } from '../values/malformed.ts'
import { compileRE2 } from '../values/re2.ts'
import { type Call, children, type Expr, type ListExpr, type Literal, type MapExpr } from './ast.ts'
import type { Checked } from './checker.ts'
import { checkFormat, type FormatArgument } from './library/format-string.ts'
import { callOverload } from './operations.ts'
import { type Issue, Source } from './source.ts'
import { type CelType, formatType } from './types.ts'
import { CelError } from './value.ts'

/**
 * Checks that Kubernetes adds to the type checker: constant durations, timestamps and patterns must be valid, and literals must not mix types.
 * @see cel-go cel/validator.go
 */
export function validate(checked: Checked): readonly Issue[] {
  const issues: Issue[] = []
  const source = new Source(checked.text)
  const report = (id: number, message: string) => issues.push({ message, ...source.location(checked.positions[id] ?? 0) })
  const visit = (expr: Expr, inFormat: boolean): void => {
    if (expr.kind === 'call') {
      checkConstants(checked, expr, report)
      checkFormatCall(checked, expr, report)
    }
    if (!inFormat && expr.kind === 'list') checkElements(checked, expr, report)
    if (!inFormat && expr.kind === 'map') checkEntries(checked, expr, report)
    for (const child of children(expr)) visit(child, inFormat || (expr.kind === 'call' && expr.name === 'format'))
  }
  visit(checked.expr, false)
  return issues
}

type Report = (id: number, message: string) => void

function checkConstants(checked: Checked, call: Call, report: Report): void {
  const first = call.args[0]
  if (first?.kind !== 'literal') return
  const { name } = call
  const bad = name === 'matches' ? !isPattern(first) : (name === 'duration' || name === 'timestamp') && !converts(checked, call, first)
  if (bad) report(first.id, `invalid ${name} argument`)
}

function isPattern(literal: Literal): boolean {
  return typeof literal.value !== 'string' || !(compileRE2(literal.value) instanceof Malformed)
}

function converts(checked: Checked, call: Call, argument: Literal): boolean {
  const reference = checked.references[call.id]
  if (reference?.kind !== 'function') return true
  const { name, overloads } = reference
  try {
    callOverload({ op: 'call', type: checked.types[call.id]!, name, overloads, candidates: overloads, args: [], grows: false }, [
      argument.value,
    ])
    return true
  } catch (thrown) {
    if (thrown instanceof CelError) return false
    throw thrown
  }
}

/** A constant format and the arguments that it is given. */
function checkFormatCall(checked: Checked, call: Call, report: Report): void {
  const { target, args } = call
  const [list] = args
  if (call.name !== 'format' || target?.kind !== 'literal' || typeof target.value !== 'string' || list?.kind !== 'list') return
  const ids = new Map<FormatArgument, number>()
  const describe = (expr: Expr): FormatArgument => {
    const type = checked.types[expr.id]!
    const literal = expr.kind === 'list' || expr.kind === 'map'
    const argument = literal ? { type, parts: children(expr).map(describe) } : { type }
    ids.set(argument, expr.id)
    return argument
  }
  const problem = checkFormat(target.value, list.elements.map(describe))
  if (problem) report((problem.argument && ids.get(problem.argument)) ?? call.id, problem.message)
}

function checkElements(checked: Checked, list: ListExpr, report: Report): void {
  let wanted: CelType | undefined
  for (const [i, element] of list.elements.entries()) {
    const type = entryType(checked, element, list.optionals.has(i))
    wanted ??= type
    if (equivalent(wanted, type)) continue
    report(element.id, `expected type '${formatType(wanted)}' but found '${formatType(type)}'`)
    return
  }
}

function checkEntries(checked: Checked, map: MapExpr, report: Report): void {
  let key: CelType | undefined
  let value: CelType | undefined
  for (const entry of map.entries) {
    const keyType = entryType(checked, entry.key, false)
    const valueType = entryType(checked, entry.value, entry.optional)
    key ??= keyType
    value ??= valueType
    if (!equivalent(key, keyType)) report(entry.key.id, `expected type '${formatType(key)}' but found '${formatType(keyType)}'`)
    if (!equivalent(value, valueType)) report(entry.value.id, `expected type '${formatType(value)}' but found '${formatType(valueType)}'`)
  }
}

function entryType(checked: Checked, expr: Expr, optional: boolean): CelType {
  const type = checked.types[expr.id]!
  return optional && type.kind === 'optional' ? type.value : type
}

const equivalent = (a: CelType, b: CelType): boolean => formatType(a) === formatType(b)
