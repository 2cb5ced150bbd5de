import type { Finding, Severity } from '../diagnostics/finding.ts'
import { formatPath, type Path } from '../diagnostics/path.ts'
import { refOf } from '../inventory/ref.ts'
import type { KubeObject } from '../kinds/object.ts'
import { errorBody } from '../schema/field-error.ts'
import { type AdmissionPolicy, isBinding, isValidating, type PolicyBinding } from './objects.ts'
import { readPolicy } from './read.ts'
import { type TypeCheckContext, typeWarnings } from './type-check.ts'
import { writeErrors } from './write.ts'

/** What is wrong with a policy or binding itself: the errors with which the API server refuses it, and what its type checker says about it. */
export function policyProblems(written: AdmissionPolicy | PolicyBinding, context: TypeCheckContext): Finding[] {
  const { object, problems } = readPolicy(written)
  if (problems.length > 0) {
    const version = object.apiVersion.split('/')[1]
    const prefix = `the API server refuses this: ${object.kind} in version "${version}" cannot be handled as a ${object.kind}`
    return problems.map(({ at, message }) => problem(object, 'GWA-VAP-003', 'invalid-policy', 'error', at, `${prefix}: ${message}`))
  }
  const found = writeErrors(object, context.kubernetes).map(error =>
    problem(object, 'GWA-VAP-003', 'invalid-policy', 'error', error.field, `the API server refuses this: ${errorBody(error)}`),
  )
  if (found.length > 0 || isBinding(object)) return found
  const types = isValidating(object) ? typeWarnings(object, context) : []
  return [
    ...types.map(({ fieldRef, warning }) => problem(object, 'GWA-VAP-004', 'policy-type', 'warning', fieldRef, warning.trim())),
    ...unusedVariables(object).map(({ name, index }) =>
      problem(object, 'GWA-VAP-005', 'unused-variable', 'warning', `spec.variables[${index}].name`, `no expression uses variables.${name}`),
    ),
    ...unservedRules(object, context).map(({ field, what }) =>
      problem(object, 'GWA-VAP-006', 'rule-matches-nothing', 'warning', field, `${what}, so this rule matches no request`),
    ),
  ]
}

function unusedVariables({ spec }: AdmissionPolicy): { name: string; index: number }[] {
  const texts = JSON.stringify({ ...spec, matchConstraints: undefined })
  return (spec.variables ?? []).flatMap(({ name }, index) =>
    new RegExp(`\\bvariables\\s*(\\.\\s*\\??\\s*|\\[\\s*\\\\?['"])${name.replace(/[^A-Za-z0-9_]/g, '\\$&')}\\b`).test(texts)
      ? []
      : [{ name, index }],
  )
}

/** Rules that name kinds of which it is known that they are not there: of groups of which others are known. */
function unservedRules({ spec }: AdmissionPolicy, { resources }: TypeCheckContext): { field: string; what: string }[] {
  return (spec.matchConstraints?.resourceRules ?? []).flatMap((rule, index) => {
    const { apiGroups = [], resources: names = [] } = rule
    if (apiGroups.length !== 1 || apiGroups[0] !== GATEWAY_API || names.some(name => name.includes('*') || name.includes('/'))) return []
    const unknown = names.filter(name => !resources.byResource(GATEWAY_API, name))
    return unknown.length < names.length
      ? []
      : [{ field: `spec.matchConstraints.resourceRules[${index}].resources`, what: `Gateway API has no ${unknown.join(', ')}` }]
  })
}

const GATEWAY_API = 'gateway.networking.k8s.io'

function problem(
  object: AdmissionPolicy | PolicyBinding,
  code: string,
  rule: string,
  severity: Severity,
  field: string | Path,
  message: string,
): Finding {
  const at = typeof field === 'string' ? stepsOf(field) : field
  return { code, rule, severity, gate: 'never', object: refOf(object as unknown as KubeObject), path: formatPath(at), at, message }
}

/** `spec.validations[0].expression` in steps. */
function stepsOf(field: string): Path {
  return field
    .split(/[.[\]]+/)
    .filter(step => step !== '')
    .map(step => (/^\d+$/.test(step) ? Number(step) : step))
}
