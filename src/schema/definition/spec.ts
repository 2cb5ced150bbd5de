import { byteLength, label1035Problems, subdomainProblems } from '../../values/names.ts'
import { quote } from '../../values/quote.ts'
import type { Dialect } from '../dialect.ts'
import { forbidden, invalid, notSupported, required } from '../field-error.ts'
import { deepEqual, kindOf } from '../primitives.ts'
import type { Place, Problems } from './place.ts'

type JsonObject = Readonly<Record<string, unknown>>

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string']
const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password']
const APPROVAL = 'api-approved.kubernetes.io'

/** What is wrong with a CustomResourceDefinition apart from its schemas. */
export function specProblems(crd: JsonObject, spec: JsonObject, place: Place, root: Place, problems: Problems): void {
  const group = text(spec['group'])
  const names = object(spec['names'])
  checkName(crd, `${text(names['plural'])}.${group}`, root, problems)
  if (group === '') problems.add(place.child('group'), field => required(field))
  else {
    const wrong = subdomainProblems(group)
    if (wrong.length > 0) problems.add(place.child('group'), field => invalid(field, group, wrong.join(',')))
    else if (!group.includes('.'))
      problems.add(place.child('group'), field => invalid(field, group, 'should be a domain with at least one dot'))
  }
  const scope = text(spec['scope'])
  if (scope === '') problems.add(place.child('scope'), field => required(field))
  else if (scope !== 'Cluster' && scope !== 'Namespaced') {
    problems.add(place.child('scope'), field => notSupported(field, scope, ['Cluster', 'Namespaced']))
  }
  checkNames(names, place.child('names'), problems)
  checkConversion(object(spec['conversion'] ?? { strategy: 'None' }), place.child('conversion'), problems)
  if (spec['preserveUnknownFields'] === true) {
    const words = 'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead'
    problems.add(place.child('preserveUnknownFields'), field => invalid(field, true, words))
  }
  checkApproval(crd, group, root, problems)
}

function checkName(crd: JsonObject, expected: string, root: Place, problems: Problems): void {
  const at = root.child('metadata.name')
  const name = text(object(crd['metadata'])['name'])
  if (name === '') {
    problems.add(at, field => required(field, 'name or generateName is required'))
    return
  }
  const wrong = subdomainProblems(name)
  if (name !== expected) wrong.push('must be spec.names.plural+"."+spec.group')
  for (const words of wrong) problems.add(at, field => invalid(field, name, words))
}

function checkNames(names: JsonObject, place: Place, problems: Problems): void {
  const kind = text(names['kind'])
  const listKind = text(names['listKind']) || (kind && `${kind}List`)
  const singular = text(names['singular']) || kind.toLowerCase()
  const values = { plural: text(names['plural']), singular, kind, listKind }
  for (const name of ['plural', 'singular', 'kind', 'listKind'] as const)
    if (values[name] === '') problems.add(place.child(name), field => required(field))
  for (const name of ['plural', 'singular'] as const) checkLabel(values[name], values[name], place.child(name), problems, '')
  const mixed = 'may have mixed case, but should otherwise match: '
  checkLabel(kind, kind.toLowerCase(), place.child('kind'), problems, mixed)
  checkLabel(listKind, listKind.toLowerCase(), place.child('listKind'), problems, mixed)
  for (const [i, name] of list(names['shortNames']).entries())
    checkLabel(text(name), text(name), place.child('shortNames').index(i), problems, '', true)
  if (kind !== '' && kind === listKind) {
    problems.add(place.child('listKind'), field => invalid(field, listKind, 'kind and listKind may not be the same'))
  }
  for (const [i, name] of list(names['categories']).entries())
    checkLabel(text(name), text(name), place.child('categories').index(i), problems, '', true)
}

function checkLabel(shown: string, name: string, place: Place, problems: Problems, prefix: string, evenEmpty = false): void {
  const wrong = name !== '' || evenEmpty ? label1035Problems(name) : []
  if (wrong.length > 0) problems.add(place, field => invalid(field, shown, prefix + wrong.join(',')))
}

function checkConversion(conversion: JsonObject, place: Place, problems: Problems): void {
  const strategy = text(conversion['strategy'])
  if (strategy === '') problems.add(place.child('strategy'), field => required(field))
  else if (strategy !== 'None' && strategy !== 'Webhook') {
    problems.add(place.child('strategy'), field => notSupported(field, strategy, ['None', 'Webhook']))
  }
  const webhook = conversion['webhook']
  if (strategy !== 'Webhook') {
    if (webhook === undefined) return
    const words = 'should not be set when strategy is not set to Webhook'
    problems.add(place.child('webhookClientConfig'), field => forbidden(field, words))
  } else if (object(webhook)['clientConfig'] === undefined) {
    problems.add(place.child('webhookClientConfig'), field => required(field, 'required when strategy is set to Webhook'))
  }
}

function checkApproval(crd: JsonObject, group: string, root: Place, problems: Problems): void {
  if (!/(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group)) return
  const annotation = text(object(object(crd['metadata'])['annotations'])[APPROVAL])
  const at = root.child('metadata.annotations').key(APPROVAL)
  const see = 'see https://github.com/kubernetes/enhancements/pull/1111'
  if (annotation === '') {
    problems.add(at, field => required(field, `protected groups must have approval annotation ${quote(APPROVAL)}, ${see}`))
  } else if (!annotation.startsWith('unapproved') && !/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/]+/.test(annotation)) {
    const words = `protected groups must have approval annotation ${quote(APPROVAL)} with either a URL or a reason starting with "unapproved", ${see}`
    problems.add(at, field => invalid(field, annotation, words))
  }
}

/** The list of versions, and what each says besides its schema. */
export function versionProblems(versions: readonly JsonObject[], place: Place, problems: Problems, _dialect: Dialect): void {
  const seen = new Set<string>()
  versions.forEach((version, i) => {
    const at = place.index(i)
    const name = text(version['name'])
    const wrong = label1035Problems(name)
    if (wrong.length > 0) problems.add(at.child('name'), field => invalid(field, name, wrong.join(',')))
    seen.add(name)
    if (kindOf(object(version['schema'])['openAPIV3Schema']) !== 'object') {
      problems.add(at.child('schema').child('openAPIV3Schema'), field => required(field))
    }
    checkDeprecation(version, at.child('deprecationWarning'), problems)
    checkScale(object(object(version['subresources'])['scale']), at.child('subresources'), problems)
    list(version['additionalPrinterColumns']).forEach((column, j) => {
      checkColumn(object(column), at.child('additionalPrinterColumns').index(j), problems)
    })
  })
  if (seen.size < versions.length) problems.add(place, field => invalid(field, versions, 'must contain unique version names'))
  if (versions.filter(version => version['storage'] === true).length !== 1) {
    problems.add(place, field => invalid(field, versions, 'must have exactly one version marked as storage version'))
  }
}

function checkDeprecation(version: JsonObject, place: Place, problems: Problems): void {
  const warning = version['deprecationWarning']
  if (typeof warning !== 'string') return
  const tell = (words: string): void => problems.add(place, field => invalid(field, warning, words))
  if (version['deprecated'] !== true) {
    tell('can only be set for deprecated versions')
    return
  }
  if (byteLength(warning) > 256) tell('must be <= 256 characters long')
  if (warning === '') tell('must not be an empty string')
  const match = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.exec(warning)
  if (match) {
    const index = byteLength(warning.slice(0, match.index))
    tell(`must only contain printable UTF-8 characters; non-printable character found at index ${index}`)
  }
}

function checkScale(scale: JsonObject, place: Place, problems: Problems): void {
  if (Object.keys(scale).length === 0) return
  const check = (name: string, roots: readonly string[], words: string, optional = false): void => {
    const at = place.child(`scale.${name}`)
    const path = text(scale[name])
    if (path === '') {
      if (!optional) problems.add(at, field => required(field))
    } else if (!path.startsWith('.')) problems.add(at, field => invalid(field, path, 'must be a simple json path starting with .'))
    else if (!roots.some(root => path.startsWith(root))) problems.add(at, field => invalid(field, path, words))
  }
  check('specReplicasPath', ['.spec.'], 'should be a json path under .spec')
  check('statusReplicasPath', ['.status.'], 'should be a json path under .status')
  check('labelSelectorPath', ['.spec.', '.status.'], 'should be a json path under either .spec or .status', true)
}

function checkColumn(column: JsonObject, place: Place, problems: Problems): void {
  const [name, type, format, path] = ['name', 'type', 'format', 'jsonPath'].map(key => text(column[key])) as [
    string,
    string,
    string,
    string,
  ]
  const types = `must be one of ${COLUMN_TYPES.join(',')}`
  if (name === '') problems.add(place.child('name'), field => required(field))
  if (type === '') problems.add(place.child('type'), field => required(field, types))
  else if (!COLUMN_TYPES.includes(type)) problems.add(place.child('type'), field => invalid(field, type, types))
  if (format !== '' && !COLUMN_FORMATS.includes(format)) {
    problems.add(place.child('format'), field => invalid(field, format, `must be one of ${COLUMN_FORMATS.join(',')}`))
  }
  if (path === '') problems.add(place.child('JSONPath'), field => required(field))
  else if (!path.startsWith('.'))
    problems.add(place.child('JSONPath'), field => invalid(field, path, 'must be a simple json path starting with .'))
}

/** Whether all versions say the same about something, so that the server keeps it once. */
export function shared(versions: readonly JsonObject[], name: string): boolean {
  const first = versions[0]?.[name]
  if (first === undefined) return false
  const said = canonical(first)
  return versions.every(version => deepEqual(canonical(version[name]), said))
}

/** Keywords whose value is data, or means something even where it is empty. */
const LITERAL = new Set(['default', 'example', 'enum', 'items', 'not', 'additionalProperties', 'x-kubernetes-preserve-unknown-fields'])

/** What is empty, false or null is as good as not said. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (kindOf(value) !== 'object') return value
  const kept: [string, unknown][] = []
  for (const [key, child] of Object.entries(value as JsonObject)) {
    const empty = child === null || child === '' || child === false || (typeof child === 'object' && Object.keys(child).length === 0)
    if (LITERAL.has(key)) kept.push([key, child === null || key === 'default' || key === 'enum' ? child : canonical(child)])
    else if (!empty) kept.push([key, canonical(child)])
  }
  return Object.fromEntries(kept)
}

export function object(value: unknown): JsonObject {
  return kindOf(value) === 'object' ? (value as JsonObject) : {}
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
