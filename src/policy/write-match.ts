import { formatPath } from '../diagnostics/path.ts'
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../schema/field-error.ts'
import { type LabelSelector, selectorProblems } from '../values/label-selector.ts'
import { pathSegmentProblems } from '../values/names.ts'
import type { MatchResources, ResourceRule } from './objects.ts'

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE']

/** Checks of matchConstraints and matchResources at write time. @see k8s.io/kubernetes pkg/apis/admissionregistration/validation */
export function matchErrors(criteria: MatchResources, at: string, rulesRequired: boolean): FieldError[] {
  const rules = criteria.resourceRules ?? []
  return [
    ...(rulesRequired && rules.length === 0 ? [required(`${at}.resourceRules`)] : []),
    ...(criteria.matchPolicy && !['Equivalent', 'Exact'].includes(criteria.matchPolicy)
      ? [notSupported(`${at}.matchPolicy`, criteria.matchPolicy, ['Equivalent', 'Exact'])]
      : []),
    ...selectorErrors(criteria.namespaceSelector, `${at}.namespaceSelector`),
    ...selectorErrors(criteria.objectSelector, `${at}.objectSelector`),
    ...rules.flatMap((rule, index) => ruleErrors(rule, `${at}.resourceRules[${index}]`)),
    ...(criteria.excludeResourceRules ?? []).flatMap((rule, index) => ruleErrors(rule, `${at}.excludeResourceRules[${index}]`)),
  ]
}

/** What the API server says about a selector, as field errors. */
export function selectorErrors(selector: LabelSelector | undefined, at: string): FieldError[] {
  return (selector ? selectorProblems(selector) : []).map(({ path, message }) => {
    const field = `${at}.${formatPath(path)}`
    const [, title = '', value, detail = ''] = /^([A-Za-z ]+)(?:: ("(?:[^"\\]|\\.)*"))?: (.*)$/s.exec(message) ?? []
    if (title === 'Required value') return required(field, detail)
    if (title === 'Forbidden') return forbidden(field, detail)
    return invalid(field, value === undefined ? '' : JSON.parse(value), detail)
  })
}

function ruleErrors(rule: ResourceRule, at: string): FieldError[] {
  const errors: FieldError[] = []
  const names = rule.resourceNames ?? []
  names.forEach((name, index) => {
    for (const problem of pathSegmentProblems(name)) errors.push(invalid(`${at}.resourceNames[${index}]`, name, problem))
    if (names.indexOf(name) < index) errors.push(duplicate(`${at}.resourceNames[${index}]`, name))
  })
  errors.push(...starErrors(rule.operations, `${at}.operations`, 'operations'))
  ;(rule.operations ?? []).forEach((operation, index) => {
    if (!OPERATIONS.includes(operation)) errors.push(notSupported(`${at}.operations[${index}]`, operation, OPERATIONS))
  })
  errors.push(...starErrors(rule.apiGroups, `${at}.apiGroups`, 'API groups'))
  errors.push(...starErrors(rule.apiVersions, `${at}.apiVersions`, 'API versions'))
  ;(rule.apiVersions ?? []).forEach((version, index) => {
    if (version === '') errors.push(required(`${at}.apiVersions[${index}]`))
  })
  errors.push(...resourceErrors(rule.resources ?? [], `${at}.resources`))
  if (rule.scope && !['*', 'Cluster', 'Namespaced'].includes(rule.scope))
    errors.push(notSupported(`${at}.scope`, rule.scope, ['*', 'Cluster', 'Namespaced']))
  return errors
}

function starErrors(values: readonly string[] | undefined, field: string, what: string): FieldError[] {
  if (!values || values.length === 0) return [required(field)]
  return values.includes('*') && values.length > 1 ? [invalid(field, values, `if '*' is present, must not specify other ${what}`)] : []
}

function resourceErrors(resources: readonly string[], field: string): FieldError[] {
  if (resources.length === 0) return [required(field)]
  const errors: FieldError[] = []
  resources.forEach((resource, index) => {
    if (resource === '') errors.push(required(`${field}[${index}]`))
  })
  const others = (present: string, what: string) =>
    errors.push(invalid(field, resources, `if '${present}' is present, must not specify ${what}`))
  if (resources.includes('*/*') && resources.length > 1) others('*/*', 'other resources')
  else if (resources.includes('*') && resources.some(resource => resource !== '*' && !resource.includes('/'))) {
    others('*', 'other resources without subresources')
  }
  return errors
}
