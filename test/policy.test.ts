// What kube-apiserver 1.36.3 answered to requests under admission policies, and to policies themselves: recorded, and replayed here.
import { existsSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import type { KubeObject } from '../src/kinds/object.ts'
import {
  type AdmissionPolicy,
  type AdmissionRequest,
  createPolicies,
  type MutationContext,
  type PolicyBinding,
  type ValidatingAdmissionPolicy,
  withDefaults,
  writeErrors,
} from '../src/policy/index.ts'
import { contextOver, type ServedKinds, servedKinds } from '../src/policy/served.ts'
import { type TypeWarning, typeWarnings } from '../src/policy/type-check.ts'
import { causeOf } from '../src/schema/field-error.ts'
import { encodeJson } from '../src/schema/index.ts'
import { decodeJson } from '../src/schema/json.ts'

const folder = '../shared/vectors/policies/'
const skip = existsSync(folder) ? false : `${folder} is not here: the recorded answers of the API server are not part of this checkout`

interface Answer {
  code: number
  status?: { reason: string; message: string; causes?: { reason?: string; message: string; field?: string }[] }
  stage?: string
  warnings: string[]
  auditAnnotations?: Record<string, string>
  object?: KubeObject
}

interface Record_ extends Answer {
  id: string
  policies: AdmissionPolicy[]
  bindings: PolicyBinding[]
  params: KubeObject[]
  namespaces: KubeObject[]
  crds: string
  request: AdmissionRequest
  sent?: KubeObject
  sentText?: string
  authorizations?: Authorization[]
  alternatives?: Answer[]
  write?: AdmissionPolicy | PolicyBinding
}

interface Authorization {
  user: string
  groups: string[]
  resourceAttributes?: Record<string, string>
  nonResourceAttributes?: Record<string, string>
  allowed: boolean
  reason: string
  error?: string
}

const gunzip = (file: string) => gunzipSync(readFileSync(folder + file)).toString()
const records = (name: string): Record_[] =>
  gunzip(`${name}.jsonl.gz`)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record_)

const served = new Map<string, ServedKinds>()
function kindsOf(name: string): ServedKinds {
  const kinds = served.get(name) ?? servedKinds(JSON.parse(gunzip(`crds/${name}.json.gz`)))
  served.set(name, kinds)
  return kinds
}

function contextOf(record: Record_): MutationContext {
  return contextOver(kindsOf(record.crds), [...record.namespaces, ...record.params], ({ user, verb, path, resource }) => {
    const attributes = Object.entries(resource ?? {}).filter(([, value]) => value !== '')
    const asked = { verb, ...(path !== undefined && { path }), ...Object.fromEntries(attributes) }
    const known = record.authorizations?.find(review => {
      const { version: _, ...given } = { ...review.resourceAttributes, ...review.nonResourceAttributes } as Record<string, unknown>
      return review.user === user.username && isDeepStrictEqual(given, asked)
    })
    if (!known) throw new Error(`${record.id} asks for what was not recorded: ${JSON.stringify({ user: user.username, ...asked })}`)
    return { allowed: known.allowed, reason: known.reason, ...(known.error && { error: known.error }) }
  })
}

/** The request with the numbers that the server saw: `1.0` is a float there, though the review says `1`. Webhooks are not asked about some kinds: those are made of what was sent. */
function requestOf(record: Record_): AdmissionRequest {
  const { request, sent, sentText } = record
  if (!request?.resource) {
    const [group, version] = sent!.apiVersion.split('/') as [string, string]
    const resource = { group, version, resource: kindsOf(record.crds).resources.byKind(group, sent!.kind)!.resource }
    return {
      kind: { group, version, kind: sent!.kind },
      resource,
      name: sent!.metadata.name!,
      operation: 'CREATE',
      userInfo: {},
      object: sent!,
      oldObject: null,
    }
  }
  return sentText && request.object
    ? { ...request, object: { ...request.object, spec: (decodeJson(sentText).value as KubeObject).spec } }
    : request
}

const differences: string[] = []
function compare(id: string, expected: Answer[], actual: unknown, project: (answer: Answer) => unknown): boolean {
  if (expected.some(answer => isDeepStrictEqual(project(answer), actual))) return true
  differences.push(`${id}\n  expected ${JSON.stringify(project(expected[0]!))}\n  got      ${JSON.stringify(actual)}`)
  return false
}

function report(
  t: { comment(text: string): void; equal(a: unknown, b: unknown, name: string): unknown; end(): void },
  name: string,
  total: number,
): void {
  const failed = differences.splice(0)
  t.comment(`${name}: ${total - failed.length} of ${total}`)
  for (const difference of failed.slice(0, 20)) t.comment(difference)
  t.equal(failed.length, 0, `${name}: ${failed.length} of ${total} differ`)
  t.end()
}

t.test('validating policies', { skip }, t => {
  const all = records('vap')
  for (const record of all) {
    const outcome = createPolicies(record, { kubernetes: '1.36' }).validate(requestOf(record), contextOf(record))
    const allowed = outcome.allowed
    const actual = {
      ...(allowed
        ? { allowed }
        : { allowed, code: outcome.refusal!.code, reason: outcome.refusal!.reason, message: outcome.refusal!.message }),
      warnings: outcome.warnings,
      auditAnnotations: outcome.auditAnnotations,
    }
    compare(record.id, [record, ...(record.alternatives ?? [])], actual, ({ code, status, stage, warnings, auditAnnotations = {} }) => ({
      ...(code < 300 || stage === 'validation'
        ? { allowed: true }
        : { allowed: false, code, reason: status!.reason, message: status!.message }),
      warnings: warnings.filter(text => !text.startsWith('unknown field')),
      auditAnnotations,
    }))
  }
  report(t, 'validating policies', all.length)
})

t.test('answers stay as they are once code is generated', { skip }, t => {
  const all = [...records('vap'), ...records('map')]
  for (const record of all) {
    const policies = createPolicies(record, { kubernetes: '1.36' })
    const [request, context] = [requestOf(record), contextOf(record)]
    const answers = Array.from({ length: 7 }, () => ({
      mutated: policies.mutate(request, context),
      validated: policies.validate(request, context),
    }))
    if (!isDeepStrictEqual(answers.at(0), answers.at(-1)))
      differences.push(`${record.id}\n  first ${JSON.stringify(answers.at(0))}\n  last  ${JSON.stringify(answers.at(-1))}`)
  }
  report(t, 'answers of generated code', all.length)
})

t.test('writing policies and bindings', { skip }, t => {
  const all = records('write').filter(({ code }) => code !== 404)
  for (const record of all) {
    const write = record.write!
    const causes = writeErrors(write, '1.36').map(causeOf)
    const actual = causes.length > 0 ? { causes } : { spec: withDefaults(write).spec }
    compare(record.id, [record], actual, ({ status, object }) =>
      status ? { causes: status.causes } : { spec: (object as unknown as AdmissionPolicy).spec },
    )
  }
  report(t, 'writing policies and bindings', all.length)
})

t.test('mutating policies', { skip }, t => {
  const all = records('map')
  for (const record of all) {
    const policies = createPolicies(record, { kubernetes: '1.36' })
    const context = contextOf(record)
    const request = requestOf(record)
    const mutated = policies.mutate(request, context)
    const validated = mutated.allowed ? policies.validate({ ...request, object: mutated.object }, context) : undefined
    const refusal = mutated.refusal ?? validated?.refusal
    const actual = refusal
      ? { code: refusal.code, reason: refusal.reason, message: refusal.message, causes: refusal.causes.map(({ message }) => message) }
      : { object: mutated.object === null ? null : JSON.parse(encodeJson(mutated.object)) }
    compare(record.id, [record, ...(record.alternatives ?? [])], actual, ({ code, status, object, stage }) =>
      code < 300 || stage === 'validation'
        ? { object: object ?? actual.object }
        : { code, reason: status!.reason, message: status!.message, causes: (status!.causes ?? []).map(({ message }) => message) },
    )
  }
  report(t, 'mutating policies', all.length)
})

t.test('type checking', { skip }, t => {
  const all = records('typecheck') as unknown as {
    id: string
    crds: string
    typecheck: ValidatingAdmissionPolicy
    warnings: TypeWarning[]
  }[]
  for (const { id, crds, typecheck, warnings } of all) {
    const actual = typeWarnings(typecheck, { kubernetes: '1.36', ...kindsOf(crds) })
    const plain = warnings.map(({ fieldRef, warning }) => ({ fieldRef, warning: warning.replaceAll('#', '') }))
    if (!isDeepStrictEqual(actual, plain))
      differences.push(`${id}\n  expected ${JSON.stringify(plain)}\n  got      ${JSON.stringify(actual)}`)
  }
  report(t, 'type checking', all.length)
})
