import { readFileSync, statSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { AuthorizationRequest } from '../../../src/cel/library/authorizer.ts'
import type { KubeObject } from '../../../src/kinds/object.ts'
import {
  type AdmissionPolicy,
  type AdmissionRequest,
  createPolicies,
  type MutationContext,
  type PolicyBinding,
  withDefaults,
  writeErrors,
} from '../../../src/policy/index.ts'
import { contextOver, type Definition, type ServedKinds, servedKinds } from '../../../src/policy/served.ts'
import { causeOf } from '../../../src/schema/field-error.ts'
import { encodeJson } from '../../../src/schema/index.ts'
import { Float } from '../../../src/values/number.ts'
import { type ExactAnswer, ExactClient, encodeExactly } from '../exact-client.ts'
import type { ControlPlane } from '../harness.ts'
import { Random } from '../mutate.ts'
import { until } from '../process.ts'
import { type Departure, departures } from './departures.ts'
import { distorted } from './distortions.ts'
import { Recorder } from './recorder.ts'
import { collectionOf, kinds, policyWithBindings, type Scenario, type Sent, scenarioOf } from './scenario.ts'
import { definitions, GROUP, made, rights } from './world.ts'

type JsonObject = Record<string, unknown>

/** What both sides say of one request, as far as they can be compared. */
export interface Said {
  readonly refused?: { readonly code: number; readonly reason: string; readonly message: string; readonly causes: readonly string[] }
  /** After all mutations. */
  readonly object?: unknown
  readonly warnings: readonly string[]
  readonly audit: Readonly<Record<string, string>>
}

export interface Difference {
  readonly what: string
  readonly theirs: unknown
  readonly ours: unknown
  readonly scenario?: Scenario
  readonly request?: AdmissionRequest | undefined
}

interface AuditEvent {
  readonly impersonatedUser?: { readonly username: string }
  readonly annotations?: Readonly<Record<string, string>>
}

export interface Findings {
  readonly found: readonly Difference[]
  readonly departed: ReadonlyMap<Departure, number>
}

export interface Round extends Findings {
  readonly writes: number
  readonly requests: number
  readonly refused: number
}

const API = '/apis/admissionregistration.k8s.io/v1'
const groups = ['testers']
/** Of ours: no departure excuses it. */
const CRASH = 'crash'

export class PolicyDifferential {
  readonly #plane: ControlPlane
  readonly #client: ExactClient
  readonly #kinds: ServedKinds = servedKinds(definitions as unknown as readonly Definition[])
  readonly #authorizations = new Map<string, { allowed: boolean; reason: string; error?: string }>()
  #recorder!: Recorder

  constructor(plane: ControlPlane) {
    this.#plane = plane
    this.#client = new ExactClient(plane)
  }

  close(): void {
    this.#recorder?.close()
    this.#client.close()
  }

  /** Installs the kinds, rights and webhooks. */
  async prepare(): Promise<void> {
    for (const definition of definitions) await this.#create('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition)
    for (const object of rights) {
      const plural = `${(object as KubeObject).kind.toLowerCase()}s`
      await this.#create(`/apis/rbac.authorization.k8s.io/v1/${plural}`, object)
    }
    for (const kind of kinds.filter(({ apiVersion }) => apiVersion.startsWith(GROUP)))
      await until(
        `${kind.resource} are served`,
        async () => (await this.#client.send('GET', collectionOf(kind, 'default'), '')).status === 200,
      )
    // Kubernetes 1.36.3 stops watching ConfigMaps for parameters with the last bound policy that takes them, and never starts again.
    for (const isMutating of [false, true])
      await this.#marker('keep-watching', isMutating, { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } })
    this.#recorder = await Recorder.start(this.#plane, (path, body) => this.#create(path, body))
    await until('webhooks are called', async () => {
      await this.#client.send(
        'POST',
        '/api/v1/namespaces/default/configmaps?dryRun=All',
        encodeExactly(made('v1', 'ConfigMap', { name: 'x' })),
        { username: 'u-probe', groups },
      )
      const { mutating, validating } = this.#recorder.of('u-probe')
      return mutating.length > 0 && validating.length > 0
    })
  }

  /** Makes random scenarios and compares the answers to their requests, and to their policies. */
  async round(seed: number, count: number): Promise<Round> {
    const random = new Random(seed)
    const found: Difference[] = []
    const written = Array.from({ length: count }, (_, i) => scenarioOf(random, `s${seed % 100000}-${i}`))
    await inParallel(written, async ({ objects }) => {
      for (const object of objects) await this.#create(this.#pathOf(object), object)
    })
    const cases = written.flatMap((scenario, s) => scenario.requests.map((sent, i) => ({ s, sent, username: `u-${scenario.name}-${i}` })))
    this.#recorder.take()
    await inParallel(cases, async ({ sent, username }) => {
      await this.#send(sent, username)
    })
    const before = this.#recorder.take()

    const accepted: Scenario[] = []
    let writes = 0
    await inParallel(written, async (scenario, at) => {
      const policies: AdmissionPolicy[] = []
      const bindings: PolicyBinding[] = []
      for (const policy of scenario.policies) if (await this.#write(policy, scenario, found)) policies.push(policy)
      for (const binding of scenario.bindings)
        if (policies.some(({ metadata }) => metadata.name === binding.spec.policyName) && (await this.#write(binding, scenario, found)))
          bindings.push(binding)
      writes += scenario.policies.length + scenario.bindings.length
      accepted[at] = { ...scenario, policies, bindings }
    })
    for (const isMutating of [false, true]) await this.#marker(`marker${seed}`, isMutating, {})
    for (const isMutating of [false, true]) await until('policies are in force', () => this.#marked(`marker${seed}`, isMutating))

    const contexts = await this.#contexts(accepted)
    const from = statSync(this.#plane.auditLog()).size
    const answers: (ExactAnswer | undefined)[] = []
    await inParallel(cases, async ({ sent, username }, at) => {
      answers[at] = await this.#send(sent, username).catch(() => undefined)
    })
    const after = this.#recorder.take()
    const audits = await this.#audits(from)
    let [requests, refused] = [0, 0]
    for (const [at, { s, sent, username }] of cases.entries()) {
      const scenario = accepted[s]!
      if (scenario.bindings.length === 0) continue
      const recorded = before.get(username)
      const last = (hasMutating(scenario) ? recorded?.mutating : recorded?.validating)?.at(-1)
      if (!last) continue
      const request = withFloats(last, sent.body)
      requests++
      const theirs = theirsOf(
        answers[at],
        hasMutating(scenario),
        hasMutating(scenario) ? after.get(username)?.mutating.at(-1) : undefined,
        audits.get(username) ?? {},
      )
      if (theirs.refused) refused++
      const difference = await this.#differs(scenario, request, theirs, contexts.get(scenario.name)!)
      if (difference) found.push(difference)
    }
    return { writes, requests, refused, ...sorted(found) }
  }

  /** Sends random policies and bindings, many of them wrong, and compares what the API server has against them. */
  async writes(seed: number, count: number): Promise<Findings & { readonly refused: number }> {
    const random = new Random(seed)
    const found: Difference[] = []
    let refused = 0
    const made = Array.from({ length: count }, (_, i) => {
      const { policy, bindings } = policyWithBindings(random, 's', `p-${i}`, random.chance(0.4), random.pick([0, 0.1]))
      const object = random.chance(0.75) ? policy : bindings[0]!
      return random.chance(0.7) ? distorted(random, object) : object
    })
    await inParallel(made, async object => {
      const answer = await this.#client.send('POST', `${collectionOfPolicy(object)}?dryRun=All`, encodeExactly(object))
      if (answer.status >= 300) refused++
      const difference = writeDifference(object, answer)
      if (difference) found.push(difference)
    })
    return { refused, ...sorted(found) }
  }

  #pathOf({ apiVersion, kind, metadata }: KubeObject): string {
    return collectionOf(kinds.find(one => one.apiVersion === apiVersion && one.kind === kind)!, metadata.namespace ?? '')
  }

  async #create(path: string, object: object): Promise<unknown> {
    const { status, body } = await this.#client.send('POST', path, encodeExactly(object))
    if (status !== 201 && status !== 409) throw new Error(`POST ${path}: ${status} ${encodeJson(body)}\n${encodeJson(object)}`)
    return body
  }

  async #send({ method, path, body, update }: Sent, username: string): Promise<ExactAnswer> {
    const dry = path.includes('?') ? path : `${path}?dryRun=All`
    let sent: JsonObject | undefined = body
    if (update) {
      const { body: stored } = await this.#client.send('GET', path, '')
      const { resourceVersion } = (stored as KubeObject).metadata
      sent = { ...body, metadata: { ...(body!['metadata'] as object), resourceVersion } }
    }
    const type = method === 'PATCH' ? 'application/merge-patch+json' : undefined
    return this.#client.send(method, dry, sent ? encodeExactly(sent) : '', { username, groups }, type)
  }

  /** Writes a policy or binding, and says whether it was accepted. */
  async #write(object: AdmissionPolicy | PolicyBinding, scenario: Scenario, found: Difference[]): Promise<boolean> {
    const answer = await this.#client.send('POST', collectionOfPolicy(object), encodeExactly(object))
    const difference = writeDifference(object, answer)
    if (difference) found.push({ ...difference, scenario })
    return answer.status < 300
  }

  /** A policy that matches one name alone. */
  async #marker(name: string, isMutating: boolean, spec: object): Promise<void> {
    const type = isMutating ? 'MutatingAdmissionPolicy' : 'ValidatingAdmissionPolicy'
    const plural = `${type.toLowerCase().slice(0, -1)}ies`
    const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'], resourceNames: [name] }
    await this.#create(
      `${API}/${plural}`,
      made(
        'admissionregistration.k8s.io/v1',
        type,
        { name },
        {
          spec: {
            ...spec,
            matchConstraints: { resourceRules: [rule] },
            ...(isMutating
              ? {
                  reinvocationPolicy: 'Never',
                  mutations: [
                    {
                      patchType: 'JSONPatch',
                      jsonPatch: { expression: "[JSONPatch{op: 'add', path: '/data', value: {'marked': 'yes'}}]" },
                    },
                  ],
                }
              : { validations: [{ expression: 'false' }] }),
          },
        },
      ),
    )
    await this.#create(
      `${API}/${type.toLowerCase()}bindings`,
      made(
        'admissionregistration.k8s.io/v1',
        `${type}Binding`,
        { name },
        {
          spec: {
            policyName: name,
            ...(!isMutating && { validationActions: ['Warn'] }),
            ...('paramKind' in spec && { paramRef: { name: 'none', namespace: 'default', parameterNotFoundAction: 'Allow' } }),
          },
        },
      ),
    )
  }

  async #marked(name: string, isMutating: boolean): Promise<boolean> {
    const { body, warnings } = await this.#client.send(
      'POST',
      '/api/v1/namespaces/default/configmaps?dryRun=All',
      encodeExactly(made('v1', 'ConfigMap', { name })),
    )
    return isMutating ? Object.hasOwn(body as object, 'data') : warnings.some(text => text.includes(name))
  }

  /** What is stored, for each scenario. */
  async #contexts(scenarios: readonly Scenario[]): Promise<ReadonlyMap<string, KubeObject[]>> {
    const paths = ['/api/v1/namespaces', '/api/v1/configmaps', `/apis/${GROUP}/v1/limits`, `/apis/${GROUP}/v1/clusterlimits`]
    const all: KubeObject[] = []
    for (const path of paths) {
      const { body } = await this.#client.send('GET', path, '')
      const { items, kind, apiVersion } = body as { items: KubeObject[]; kind: string; apiVersion: string }
      for (const item of items) all.push({ ...item, kind: kind.replace(/List$/, ''), apiVersion })
    }
    const belongs = ({ kind, metadata }: KubeObject, name: string) =>
      kind === 'Namespace' || metadata.labels?.['scenario'] === name || metadata.namespace === name
    return new Map(scenarios.map(({ name }) => [name, all.filter(object => belongs(object, name))]))
  }

  async #differs(
    scenario: Scenario,
    request: AdmissionRequest,
    theirs: Said & { other?: string },
    objects: readonly KubeObject[],
  ): Promise<Difference | undefined> {
    let first: Said | undefined
    for (const order of ordersOf(scenario)) {
      const ours = await this.#ours(order, request, objects)
      if (ours.refused?.reason === CRASH) return { what: CRASH, theirs, ours, scenario, request }
      const [want, got] = comparable(theirs, ours)
      if (isDeepStrictEqual(steady(want), steady(got))) return undefined
      first ??= ours
    }
    const [want, got] = comparable(theirs, first!)
    return { what: 'request', theirs: theirs.other ? { ...(want as object), other: theirs.other } : want, ours: got, scenario, request }
  }

  /** What we say, with what the API server knows of rights asked for as it is needed. */
  async #ours(order: Order, request: AdmissionRequest, objects: readonly KubeObject[]): Promise<Said> {
    for (;;) {
      let wanted: object | undefined
      const context = contextOver(this.#kinds, objects, asked => {
        const review = reviewOf(asked)
        const known = this.#authorizations.get(JSON.stringify(review))
        if (!known) wanted = review
        return known ?? { allowed: false, reason: '' }
      })
      const said = judged(order, request, hasMutating(order), order.reversed > 0 ? reversed(context, order.reversed) : context)
      if (!wanted) return said
      const { body } = await this.#client.send(
        'POST',
        '/apis/authorization.k8s.io/v1/subjectaccessreviews',
        JSON.stringify({ apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec: wanted }),
      )
      const {
        allowed,
        reason = '',
        evaluationError,
      } = (body as { status: { allowed: boolean; reason?: string; evaluationError?: string } }).status
      this.#authorizations.set(JSON.stringify(wanted), { allowed, reason, ...(evaluationError && { error: evaluationError }) })
    }
  }

  /** The annotations that policies left in the audit log behind a position, by user. */
  async #audits(from: number): Promise<ReadonlyMap<string, Record<string, string>>> {
    const read = () => readFileSync(this.#plane.auditLog()).subarray(from).toString()
    // The log has the answer to a request soon after the client.
    const last = { username: `u-last-${from}`, groups }
    await this.#client.send('DELETE', '/api/v1/namespaces/default/configmaps/none?dryRun=All', '', last)
    await until('the audit log is written', () => read().includes(last.username))
    const audits = new Map<string, Record<string, string>>()
    for (const line of read().split('\n').slice(0, -1)) {
      const { impersonatedUser, annotations = {} } = JSON.parse(line) as AuditEvent
      const own = Object.entries(annotations).filter(([key]) => key.startsWith('validation.policy.') || /^p\d/.test(key))
      if (impersonatedUser && own.length > 0) audits.set(impersonatedUser.username, Object.fromEntries(own))
    }
    return audits
  }
}

/** Differences without those that are known. A crash is none of them. */
function sorted(all: readonly Difference[]): Findings {
  const departed = new Map<Departure, number>()
  const found = all.filter(difference => {
    const departure = difference.what === CRASH ? undefined : departures.find(({ fits }) => fits(difference))
    if (departure) departed.set(departure, (departed.get(departure) ?? 0) + 1)
    return departure === undefined
  })
  return { found, departed }
}

/** The question as a SubjectAccessReview asks it. Rights belong to groups here, so that all users share an answer. */
function reviewOf({ user: { username, groups }, verb, path, resource }: AuthorizationRequest): object {
  const who = { user: username.startsWith('u-') ? 'u-any' : username, groups }
  if (!resource) return { ...who, nonResourceAttributes: { path, verb } }
  const { fieldSelector, labelSelector, ...attributes } = resource
  const selectors = {
    ...(fieldSelector && { fieldSelector: { rawSelector: fieldSelector } }),
    ...(labelSelector && { labelSelector: { rawSelector: labelSelector } }),
  }
  return { ...who, resourceAttributes: { ...attributes, ...selectors, verb } }
}

/** The answer to the write of a policy or binding. */
export function writeDifference(object: AdmissionPolicy | PolicyBinding, { status, body }: ExactAnswer): Difference | undefined {
  // It could not be read, and so was not judged.
  if (status === 400) return undefined
  const { details, message } = body as { details?: { causes?: { reason: string; message: string; field: string }[] }; message?: string }
  const theirs = status < 300 ? { spec: plain((body as KubeObject)['spec']) } : { causes: details?.causes ?? message }
  let ours: unknown
  try {
    const causes = writeErrors(object, '1.36').map(causeOf)
    ours = causes.length > 0 ? { causes } : { spec: plain(withDefaults(object).spec) }
  } catch (error) {
    return { what: CRASH, theirs, ours: { write: object, stack: (error as Error).stack } }
  }
  return isDeepStrictEqual(theirs, ours) ? undefined : { what: `write ${JSON.stringify(object)}`, theirs, ours }
}

const plain = (value: unknown): unknown => JSON.parse(encodeJson(value))

const collectionOfPolicy = ({ kind }: { readonly kind: string }): string => `${API}/${kind.toLowerCase().replace(/y$/, 'ie')}s`

interface Order {
  readonly policies: readonly AdmissionPolicy[]
  readonly bindings: readonly PolicyBinding[]
  readonly names: ReadonlyMap<string, string>
  /** Which lists of parameters go backwards, one bit for each in the order in which they are asked for. */
  readonly reversed: number
}

/**
 * The API server takes policies, bindings and parameters in any order, and we by their names: so names change places here, and are written back in what is
 * said.
 */
function* ordersOf({ policies, bindings }: Scenario): Generator<Order> {
  const policyNames = policies.map(({ metadata }) => metadata.name)
  const groups = policyNames.map(name => bindings.filter(({ spec }) => spec.policyName === name).map(({ metadata }) => metadata.name))
  const own = groups.flat()
  const selecting = bindings.filter(({ spec }) => spec.paramRef?.selector).length
  for (const p of permutations(policyNames))
    for (const b of product(groups.map(permutations)))
      for (let reversed = 0; reversed < 2 ** selecting; reversed++) {
        const swapped = b.flat()
        const to = new Map([...policyNames.map((name, i) => [name, p[i]!] as const), ...own.map((name, i) => [name, swapped[i]!] as const)])
        yield {
          policies: policies.map(policy => renamed(policy, to.get(policy.metadata.name)!)),
          bindings: bindings.map(binding =>
            renamed(
              { ...binding, spec: { ...binding.spec, policyName: to.get(binding.spec.policyName)! } },
              to.get(binding.metadata.name)!,
            ),
          ),
          names: new Map([...to].map(([from, name]) => [name, from])),
          reversed,
        }
      }
}

function permutations(items: readonly string[]): readonly (readonly string[])[] {
  if (items.length < 2) return [items]
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map(rest => [item, ...rest]))
}

/** Every choice of one out of each. */
const product = <T>(choices: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  choices.reduce<readonly (readonly T[])[]>((made, next) => made.flatMap(before => next.map(one => [...before, one])), [[]])

const hasMutating = ({ policies }: Pick<Scenario, 'policies'>): boolean => policies.some(({ kind }) => kind.startsWith('Mutating'))

const renamed = <T extends AdmissionPolicy | PolicyBinding>(object: T, name: string): T => ({
  ...object,
  metadata: { ...object.metadata, name },
})

function reversed(context: MutationContext, which: number): MutationContext {
  let asked = 0
  return { ...context, list: (...of) => ((which >> asked++) & 1 ? [...context.list(...of)].reverse() : context.list(...of)) }
}

function judged({ policies, bindings, names }: Order, request: AdmissionRequest, isMutating: boolean, context: MutationContext): Said {
  const back = (text: string) => text.replace(/\b[pb]\d+-\d+-\d+(?:-\d+)?\b/g, name => names.get(name) ?? name)
  try {
    const set = createPolicies({ policies, bindings }, { kubernetes: '1.36' })
    const mutated = set.mutate(request, context)
    const validated = mutated.allowed ? set.validate(withName({ ...request, object: mutated.object }), context) : undefined
    const refusal = mutated.refusal ?? validated?.refusal
    return {
      ...(refusal && {
        refused: {
          code: refusal.code,
          reason: refusal.reason,
          message: back(refusal.message),
          causes: refusal.causes.map(({ message }) => back(message)),
        },
      }),
      ...(mutated.allowed && isMutating && { object: bare(mutated.object) }),
      warnings: (validated?.warnings ?? []).map(back),
      audit: Object.fromEntries(Object.entries(validated?.auditAnnotations ?? {}).map(([key, value]) => [back(key), back(value)])),
    }
  } catch (error) {
    return { refused: { code: 0, reason: CRASH, message: String((error as Error).stack), causes: [] }, warnings: [], audit: {} }
  }
}

/** Between mutating and validating policies the API server draws a name where there is only the beginning of one. */
function withName(request: AdmissionRequest): AdmissionRequest {
  const { object } = request
  if (request.operation !== 'CREATE' || !object?.metadata?.generateName || object.metadata.name) return request
  const name = `${object.metadata.generateName}00000`
  return { ...request, name, object: { ...object, metadata: { ...object.metadata, name } } }
}

/** Without what only a server can know. */
function bare(object: KubeObject | null | undefined): unknown {
  if (!object) return null
  const { uid, resourceVersion, creationTimestamp, managedFields, generation, ...metadata } = (object.metadata ??
    {}) as unknown as JsonObject
  return plain({ ...object, metadata })
}

function theirsOf(
  answer: ExactAnswer | undefined,
  isMutating: boolean,
  mutated: AdmissionRequest | undefined,
  audit: Record<string, string>,
): Said & { other?: string } {
  if (!answer) return { refused: { code: 0, reason: 'panic', message: 'the connection was closed', causes: [] }, warnings: [], audit }
  const { status, body } = answer
  const { message = '', reason = '', details } = body as { message?: string; reason?: string; details?: { causes?: { message: string }[] } }
  const byMutating = /^policy ['"]/.test(message)
  const byValidating = message.includes(": ValidatingAdmissionPolicy '")
  const other = status >= 300 && !byMutating && !byValidating ? `${status} ${message}` : undefined
  // Without a webhook that saw it the mutating policies broke the request.
  const isRefused = byMutating || byValidating || (other !== undefined && isMutating && mutated === undefined)
  return {
    ...(isRefused && { refused: { code: status, reason, message, causes: (details?.causes ?? []).map(cause => cause.message) } }),
    ...(mutated && !byMutating && { object: bare(mutated.object) }),
    warnings: answer.warnings.filter(text => text.startsWith('Validation failed for ValidatingAdmissionPolicy')),
    audit,
    ...(other !== undefined && { other }),
  }
}

/** Texts in which the API server writes what differs from one time to the next. */
function steady(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(steady)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, steady(item)]))
  if (typeof value !== 'string') return value
  return (
    value
      .replace(/\bgen-[a-z0-9]{5}\b/g, 'gen-00000')
      .replace(/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'now')
      .replace(/("?(?:uid|resourceVersion)\\?":\\?")[-0-9a-f]+/g, '$1')
      // structured-merge-diff goes through fields in any order, and stops at one that the schema lacks.
      .replace(/(to typed object: ).*field not declared in schema.*/s, '$1field not declared in schema')
      .replace(/(to typed object: errors:)(.*)/s, (_, before: string, lines: string) => before + lines.split('\n').sort().join('\n'))
  )
}

/** A request refused for other reasons than policies says nothing of validating ones. */
function comparable(theirs: Said & { other?: string }, ours: Said): [unknown, unknown] {
  const { other, ...want } = theirs
  if (other !== undefined && !theirs.refused) return [{ object: theirs.object }, { object: ours.object }]
  return [want, ours]
}

/** The AdmissionReview writes `1.0` as `1`; policies see the former. */
function withFloats(request: AdmissionRequest, sent: JsonObject | undefined): AdmissionRequest {
  if (!request.object || !sent || !request.resource.group.endsWith('.example')) return request
  const restore = (value: unknown, original: unknown): unknown => {
    if (original instanceof Float && typeof value === 'number' && value === original.value) return original
    if (Array.isArray(value) && Array.isArray(original)) return value.map((item, i) => restore(item, original[i]))
    if (
      typeof value === 'object' &&
      value !== null &&
      typeof original === 'object' &&
      original !== null &&
      !Array.isArray(value) &&
      !(value instanceof Float)
    )
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item, (original as JsonObject)[key])]))
    return value
  }
  return { ...request, object: restore(request.object, sent) as KubeObject }
}

async function inParallel<T>(items: readonly T[], work: (item: T, at: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++
      await work(items[at]!, at)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}
