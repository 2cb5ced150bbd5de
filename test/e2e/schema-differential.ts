import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { loadAll } from 'js-yaml'
import { type Admission, type AdmissionResult, createAdmission, encodeJson, type KindVersion } from '../../src/schema/index.ts'
import { missing as missingDefinitions, read as readPublished } from '../kinds/published.ts'
import { type ExactAnswer, ExactClient, encodeExactly, exactly } from './exact-client.ts'
import type { ControlPlane } from './harness.ts'
import { fromSchema, mutate, Random } from './mutate.ts'
import { until } from './process.ts'

type JsonObject = Record<string, unknown>

export const folder = new URL('../../../shared/vectors/apiserver/', import.meta.url)
export const missing = existsSync(folder) ? undefined : 'the recorded cases (../shared/vectors/apiserver) are not part of this checkout'

/** A request for both: the API server, and `admit`. */
interface Case {
  readonly id: string
  readonly kind: KindVersion
  readonly object: JsonObject
  readonly text: string
  readonly old?: JsonObject
  readonly fieldValidation: 'Ignore' | 'Warn' | 'Strict'
}

export interface Differences {
  readonly cases: number
  /** The first of them, each with what the server said and what we did. */
  readonly found: readonly string[]
}

const read = (name: string): string => gunzipSync(readFileSync(new URL(name, folder))).toString()

/** The newest bundle of Gateway API: nothing is recorded of it, so its definitions are the published ones, and its objects those of the unit tests. */
const newest = 'gateway-api-1.7-experimental'

/** CRD sets that can be installed side by side: all recorded ones but the old bundle of Gateway API, that one, and the newest. */
export const worlds: readonly (readonly string[])[] = [
  ['features', 'gateway-api-v1.6.1-experimental', 'gloo', 'higress', 'kgateway'],
  ['gateway-api-v1.2.1-standard'],
  ...(missingDefinitions('1.7') ? [] : [[newest]]),
]

const definitionsOf = (set: string): JsonObject[] =>
  set === newest
    ? (readPublished('1.7', 'experimental').filter(isCrd) as JsonObject[])
    : (exactly(read(`crds/${set}.json.gz`)) as JsonObject[])

const isCrd = (object: unknown): boolean => (object as { kind?: unknown } | undefined)?.kind === 'CustomResourceDefinition'

/**
 * Sends the recorded objects of some CRD sets, and `mutations` fresh ones, to a real API server and to `admit`, and compares the answers.
 * Old objects are stored while the CRDs let everything through, so that updates meet stored objects which are invalid by now.
 */
export async function compare(plane: ControlPlane, sets: readonly string[], mutations: number, seed: number): Promise<Differences> {
  const crds = sets.flatMap(definitionsOf)
  const admission = createAdmission(crds, { kubernetes: '1.36' })
  const cases = [...recorded(admission, sets), ...fresh(admission, sets, mutations, new Random(seed))]
  const server = new Server(plane)
  await Promise.all(crds.map(crd => server.must('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', open(crd))))
  await Promise.all(admission.kinds.filter(kind => kind.served).map(kind => server.serves(kind)))
  const namespaces = new Set(cases.flatMap(({ object, old }) => [namespaceOf(object), namespaceOf(old ?? object)]))
  await Promise.all([...namespaces].map(name => server.namespace(name)))
  const stored = new Map<Case, JsonObject>()
  await inParallel(cases, async sent => {
    if (sent.old) stored.set(sent, (await server.must('POST', pathOf(sent.kind, '', namespaceOf(sent.old)), sent.old)) as JsonObject)
  })
  await Promise.all(crds.map(crd => server.replaceCrd(crd)))
  await Promise.all(admission.kinds.filter(kind => kind.served).map(kind => server.enforces(kind)))

  const found: string[] = []
  await inParallel(cases, async sent => {
    const difference = await server.differs(sent, stored.get(sent), admission)
    if (difference) found.push(difference)
  })
  server.close()
  return { cases: cases.length, found }
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) await work(items[next++]!)
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

function* recorded(admission: Admission, sets: readonly string[]): Generator<Case> {
  for (const file of readdirSync(folder).filter(name => name.endsWith('.jsonl.gz'))) {
    for (const line of read(file).trimEnd().split('\n')) {
      const vector = exactly(line) as JsonObject & {
        id: string
        op: string
        crds: string
        object: JsonObject
        fieldValidation: Case['fieldValidation']
      }
      if (!sets.includes(vector.crds)) continue
      const object = (vector['objectText'] === undefined ? vector.object : exactly(vector['objectText'] as string)) as JsonObject
      const kind = admission.find(object['apiVersion'] as string, object['kind'] as string)
      const text = (vector['objectText'] as string | undefined) ?? encodeExactly(object)
      if (!kind) continue
      const base = { id: vector.id, kind, object, text, fieldValidation: vector.fieldValidation }
      if (vector.op === 'CREATE') yield base
      else {
        const old = vector['oldObjectText'] === undefined ? vector['oldObject'] : exactly(vector['oldObjectText'] as string)
        yield renamed({ ...base, old: old as JsonObject }, yieldName())
      }
    }
  }
}

let names = 0
const yieldName = (): string => `stored-${names++}`

/** Stored objects need names of their own; text and object change alike. */
function renamed(sent: Case & { old: JsonObject }, name: string): Case {
  const before = (sent.old['metadata'] as JsonObject)['name'] as string
  const meta = sent.object['metadata'] as JsonObject | undefined
  const same = typeof meta === 'object' && meta !== null && meta['name'] === before
  const text = same ? sent.text.replace(`"name":${JSON.stringify(before)}`, `"name":${JSON.stringify(name)}`) : sent.text
  const changed = same ? exactly(text) : sent.object
  return { ...sent, text, object: changed as JsonObject, old: { ...sent.old, metadata: { ...(sent.old['metadata'] as JsonObject), name } } }
}

/** New objects, and changes of objects that a server has accepted. */
function* fresh(admission: Admission, sets: readonly string[], count: number, random: Random): Generator<Case> {
  const seeds: JsonObject[] = sets.includes(newest)
    ? (loadAll(readFileSync(new URL('../kinds/new-in-1.7.yaml', import.meta.url), 'utf8')) as JsonObject[])
    : []
  for (const file of readdirSync(folder).filter(name => name.endsWith('.jsonl.gz'))) {
    for (const line of read(file).trimEnd().split('\n')) {
      const { crds, code, object } = exactly(line) as { crds: string; code: number; object: JsonObject }
      if (sets.includes(crds) && code < 300) seeds.push(object)
    }
  }
  const kinds = admission.kinds.filter(kind => kind.served)
  for (let i = 0; i < count; i++) {
    const seed = random.chance(0.75) ? random.pick(seeds) : generated(random.pick(kinds), random)
    const kind = admission.find(seed['apiVersion'] as string, seed['kind'] as string)!
    const metadata = { name: `fresh-${i}`, ...(kind.namespaced ? { namespace: 'default' } : {}) }
    const before = { ...mutate({ ...seed, metadata }, kind.schema, random), metadata }
    const fieldValidation = random.pick(['Warn', 'Warn', 'Strict', 'Ignore'] as const)
    if (random.chance(0.35)) {
      const after = mutate(before, kind.schema, random)
      yield { id: `update ${i}`, kind, object: after, text: encodeExactly(after), old: before, fieldValidation }
    } else {
      const object = mutate({ ...before }, kind.schema, random)
      yield { id: `create ${i}`, kind, object, text: encodeExactly(object), fieldValidation }
    }
  }
}

function generated(kind: KindVersion, random: Random): JsonObject {
  const object = fromSchema(kind.schema, random) as JsonObject
  return {
    ...(typeof object === 'object' && object !== null && !Array.isArray(object) ? object : {}),
    apiVersion: `${kind.group}/${kind.version}`,
    kind: kind.kind,
  }
}

/** The CRD with schemas that let everything through. */
function open(crd: JsonObject): JsonObject {
  const spec = crd['spec'] as JsonObject & { versions: JsonObject[] }
  const versions = spec.versions.map(version => ({
    ...version,
    schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
  }))
  const { name, annotations } = crd['metadata'] as JsonObject
  return { apiVersion: crd['apiVersion'], kind: crd['kind'], metadata: { name, annotations }, spec: { ...spec, versions } }
}

function namespaceOf(object: JsonObject): string {
  const metadata = object['metadata']
  const namespace = typeof metadata === 'object' && metadata !== null ? (metadata as JsonObject)['namespace'] : undefined
  return typeof namespace === 'string' && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(namespace) ? namespace : 'default'
}

function pathOf(kind: KindVersion, name = '', namespace = 'default'): string {
  return `/apis/${kind.group}/${kind.version}/${kind.namespaced ? `namespaces/${namespace}/` : ''}${kind.plural}${name && `/${encodeURIComponent(name)}`}`
}

class Server {
  readonly #client: ExactClient

  constructor(plane: ControlPlane) {
    this.#client = new ExactClient(plane)
  }

  close(): void {
    this.#client.close()
  }

  #send = (method: string, path: string, body: string): Promise<ExactAnswer> => this.#client.send(method, path, body)

  async must(method: string, path: string, body: JsonObject): Promise<unknown> {
    const answer = await this.#send(method, path, encodeExactly(body))
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${encodeJson(answer.body)}`)
    return answer.body
  }

  async namespace(name: string): Promise<void> {
    await this.#send('POST', '/api/v1/namespaces', encodeJson({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))
  }

  async replaceCrd(crd: JsonObject): Promise<void> {
    const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${(crd['metadata'] as JsonObject)['name']}`
    await until(`${path} is replaced`, async () => {
      const { body } = await this.#send('GET', path, '')
      const { resourceVersion } = (body as { metadata: JsonObject }).metadata
      const { name, annotations } = crd['metadata'] as JsonObject
      const answer = await this.#send(
        'PUT',
        path,
        encodeExactly({ ...crd, status: undefined, metadata: { name, annotations, resourceVersion } }),
      )
      if (answer.status >= 300 && answer.status !== 409) throw new Error(`${path}: ${encodeJson(answer.body).slice(0, 2000)}`)
      return answer.status < 300
    })
  }

  async serves(kind: KindVersion): Promise<void> {
    await until(`${kind.kind} is served`, async () => (await this.#send('GET', pathOf(kind), '')).status === 200, 30_000)
  }

  /** Until an unknown field is warned of, which the open schema does not. */
  async enforces(kind: KindVersion): Promise<void> {
    if (kind.schema['x-kubernetes-preserve-unknown-fields']) return
    const probe = encodeJson({
      apiVersion: `${kind.group}/${kind.version}`,
      kind: kind.kind,
      metadata: { name: 'probe' },
      gatewrightProbe: 1,
    })
    const known = async (): Promise<boolean> => {
      const { warnings } = await this.#send('POST', `${pathOf(kind)}?dryRun=All&fieldValidation=Warn`, probe)
      return warnings.some(warning => warning.includes('gatewrightProbe'))
    }
    await until(`${kind.kind} ${kind.version} has its schema`, known, 30_000)
  }

  #ours(sent: Case, old: JsonObject | undefined, admission: Admission): string {
    const { text, fieldValidation } = sent
    try {
      return describeOurs(
        admission.admit({ operation: old ? 'UPDATE' : 'CREATE', text, fieldValidation, ...(old ? { oldObject: old } : {}) }),
      )
    } catch (error) {
      return `crashed: ${error instanceof Error ? error.stack : error}`
    }
  }

  /** What the two answers differ in, if anything. */
  async differs(sent: Case, stored: JsonObject | undefined, admission: Admission): Promise<string | undefined> {
    const query = `?dryRun=All&fieldValidation=${sent.fieldValidation}`
    let live: ExactAnswer
    let old: JsonObject | undefined
    if (!stored) live = await this.#send('POST', pathOf(sent.kind, '', namespaceOf(sent.object)) + query, sent.text)
    else {
      const meta = stored['metadata'] as JsonObject
      const path = pathOf(sent.kind, meta['name'] as string, meta['namespace'] as string | undefined)
      old = (await this.#send('GET', path, '')).body as JsonObject
      live = await this.#send('PUT', path + query, withVersion(sent.text, meta['resourceVersion'] as string))
    }
    const [theirs, mine] = [describe(live), this.#ours(sent, stored ? old : undefined, admission)]
    if (theirs === mine) return undefined
    return `${sent.id} (${sent.kind.kind} ${sent.fieldValidation})\n${sent.text.slice(0, 3000)}\n${old ? `old ${encodeJson(old).slice(0, 2000)}\n` : ''}  server ${theirs}\n  ours   ${mine}`
  }
}

/** Puts the resource version into the object's own metadata without touching anything else in the body. */
function withVersion(text: string, version: string): string {
  let depth = 0
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    else if (depth === 1 && token === '"metadata"') {
      const at = text.indexOf('{', index)
      if (text.slice(index + token.length, at).trim() !== ':') return text
      return `${text.slice(0, at + 1)}"resourceVersion":${JSON.stringify(version)}${/^\s*\}/.test(text.slice(at + 1)) ? '' : ','}${text.slice(at + 1)}`
    }
  }
  return text
}

interface StatusBody {
  readonly message?: string
  readonly details?: { readonly causes?: readonly { reason?: string; message?: string; field?: string }[] }
}

function describe({ status, body, warnings }: ExactAnswer): string {
  const { message, details } = body as StatusBody
  if (status < 300) return summary(status, [encodeJson(bare(body as JsonObject))], warnings)
  const causes = (details?.causes ?? []).map(cause => `${cause.field}: ${cause.reason}: ${cause.message}`)
  return summary(status, causes.length > 0 ? causes : [message ?? ''], warnings)
}

function describeOurs({ code, object, status, warnings }: AdmissionResult): string {
  if (object) return summary(code, [encodeJson(bare(object))], warnings)
  const causes = (status?.causes ?? []).map(cause => `${cause.field}: ${cause.reason}: ${cause.message}`)
  return summary(code, causes.length > 0 ? causes : [status?.message ?? ''], warnings)
}

/** Causes and warnings come in any order. Of warnings that were cut because they are too long together, nobody knows which are left. */
function summary(status: number, texts: readonly string[], all: readonly string[]): string {
  const warnings = all.join('').length > 3600 ? ['cut'] : all
  return [String(status), ...[...texts].sort(), ...[...warnings].sort().map(text => `warning ${text}`)].join('\n         ')
}

/** Without what only a server can know. */
function bare(object: Readonly<JsonObject>): JsonObject {
  const { uid, resourceVersion, creationTimestamp, managedFields, generation, selfLink, ...metadata } = object['metadata'] as JsonObject
  return { ...object, metadata }
}
