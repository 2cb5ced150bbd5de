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
    ...(criteria.matchPolicy !== undefined && !['Equivalent', 'Exact'].includes(criteria.matchPolicy)
      ? [notSupported(`${at}.matchPolicy`, criteria.matchPolicy, ['Equivalent', 'Exact'])]
      : []),
    ...selectorErrors(criteria.namespaceSelector, `${at}.namespaceSelector`),
    ...selectorErrors(criteria.objectSelector, `${at}.objectSelector`),
    ...rules.flatMap((rule, index) => ruleErrors(rule, `${at}.resourceRules[${index}]`)),
    ...(criteria.excludeResourceRules ?? []).flatMap((rule, index) => ruleErrors(rule, `${at}.excludeResourceRules[${index}]`)),
    ...(rulesRequired && rules.length === 0 ? [required(`${at}.resourceRules`)] : []),
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
  if (rule.scope !== undefined && !['*', 'Cluster', 'Namespaced'].includes(rule.scope))
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
  /** `pods/*` and `x/status` with a star for x, as far as they have come. */
  const covering = new Set<string>()
  resources.forEach((resource, index) => {
    if (resource === '') errors.push(required(`${field}[${index}]`))
    const slash = resource.indexOf('/')
    if (slash < 0) return
    const [name, sub] = [resource.slice(0, slash), resource.slice(slash + 1)]
    for (const cover of [`${name}/*`, `*/${sub}`]) {
      if (covering.has(cover))
        errors.push(invalid(`${field}[${index}]`, resource, `if '${cover}' is present, must not specify ${resource}`))
    }
    if (sub === '*' || name === '*') covering.add(resource)
  })
  const others = (present: string, what: string) =>
    errors.push(invalid(field, resources, `if '${present}' is present, must not specify ${what}`))
  if (resources.includes('*/*') && resources.length > 1) others('*/*', 'other resources')
  // Only the last of the main resources counts.
  const last = resources.filter(resource => resource !== '' && !resource.includes('/')).at(-1)
  if (resources.includes('*') && last !== '*') others('*', 'other resources without subresources')
  return errors
}
