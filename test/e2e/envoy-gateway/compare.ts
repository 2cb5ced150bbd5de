import type { PredictedCondition } from '../../../src/diagnostics/finding.ts'
import { completeExcept } from '../../../src/inventory/completeness.ts'
import { createSnapshot } from '../../../src/inventory/index.ts'
import type { KubeObject } from '../../../src/kinds/object.ts'
import { createTopology, type PredictedStatus } from '../../../src/topology/index.ts'
import type { Translation } from './translator.ts'
import { controllerName } from './vocabulary.ts'

/** One thing that the prediction has otherwise than the translator. */
export interface Difference {
  /** What differs, without names: `HTTPRoute parent ResolvedRefs`. */
  readonly what: string
  readonly where: string
  /** `True Accepted`, a number, or `absent`. */
  readonly theirs: string
  readonly ours: string
  /** What the translator says to it. */
  readonly message: string
  /** All conditions of the same listener, parent or ancestor. */
  readonly theirConditions: readonly Condition[]
  readonly ourConditions: readonly Condition[]
}

type Condition = PredictedCondition & { readonly message?: string }

/** Conditions of the Gateway API by what they stand on; what else the translator writes is its own. */
const compared = {
  Gateway: ['Accepted', 'ResolvedRefs', 'InsecureFrontendValidationMode'],
  ListenerSet: ['Accepted', 'Programmed'],
  listener: ['Accepted', 'Programmed', 'ResolvedRefs', 'Conflicted', 'OverlappingTLSConfig'],
  parent: ['Accepted', 'ResolvedRefs', 'PartiallyInvalid'],
  ancestor: ['Accepted', 'ResolvedRefs'],
}

/** Those that stand there only where something is wrong: absent means not True. */
const negative = ['Conflicted', 'OverlappingTLSConfig', 'InsecureFrontendValidationMode', 'PartiallyInvalid']

/** Compares the statuses that are predicted for stored objects with those of the translator. */
export function differences(objects: readonly KubeObject[], translation: Translation): Difference[] {
  const topology = createTopology(createSnapshot(objects, { complete: completeExcept([]) }), { profile: 'envoy-gateway' })
  const found: Difference[] = []
  for (const object of objects) {
    const { kind, metadata } = object
    if (kind === 'GatewayClass' || (kind === 'Gateway' && topology.classOf(object).class.state === 'absent')) continue
    const written = translation.statuses?.find(
      status => status.kind === kind && status.namespace === metadata.namespace && status.name === metadata.name,
    )
    compareStatus(new Place(found, object), written?.status, topology.status(object))
  }
  return found
}

/** Collects the differences of one object. */
class Place {
  readonly kind: string
  readonly namespace: string
  readonly #found: Difference[]
  readonly #name: string

  constructor(found: Difference[], { kind, metadata }: KubeObject) {
    this.#found = found
    this.kind = kind
    this.namespace = metadata.namespace ?? ''
    this.#name = `${kind} ${metadata.namespace}/${metadata.name}`
  }

  equal(what: string, part: string, theirs: string, ours: string, details: Partial<Difference> = {}): void {
    if (theirs === ours) return
    const where = part === '' ? this.#name : `${this.#name} ${part}`
    this.#found.push({ what: `${this.kind} ${what}`, where, theirs, ours, message: '', theirConditions: [], ourConditions: [], ...details })
  }

  conditions(
    on: keyof typeof compared,
    part: string,
    theirConditions: readonly Condition[] = [],
    ourConditions: readonly Condition[] = [],
  ): void {
    for (const type of compared[on]) {
      const message = theirConditions.find(condition => condition.type === type)?.message ?? ''
      const what = on === this.kind ? type : `${on} ${type}`
      this.equal(what, part, told(theirConditions, type), told(ourConditions, type), { message, theirConditions, ourConditions })
    }
  }
}

function told(conditions: readonly Condition[], type: string): string {
  const condition = conditions.find(condition => condition.type === type)
  if (negative.includes(type) && condition?.status !== 'True' && condition?.status !== 'Unknown') return 'not True'
  return condition === undefined ? 'absent' : `${condition.status} ${condition.reason}`
}

function compareStatus(place: Place, theirs: PredictedStatus | undefined, ours: PredictedStatus | undefined): void {
  if (place.kind === 'Gateway' || place.kind === 'ListenerSet') {
    place.conditions(place.kind, '', theirs?.conditions, ours?.conditions)
    place.equal('attachedListenerSets', '', `${theirs?.attachedListenerSets ?? 0}`, `${ours?.attachedListenerSets ?? 0}`)
  }
  for (const [name, their, our] of paired(theirs?.listeners, ours?.listeners, ({ name }) => name)) {
    const part = `listener ${name}`
    const kindsOf = (listener: typeof their) => [...new Set(listener?.supportedKinds?.map(({ kind }) => kind))].sort().join(' ')
    place.conditions('listener', part, their?.conditions, our?.conditions)
    place.equal('listener attachedRoutes', part, `${their?.attachedRoutes}`, `${our?.attachedRoutes}`)
    place.equal('listener supportedKinds', part, kindsOf(their), kindsOf(our))
  }
  const nameOf = ({ kind = 'Gateway', namespace = place.namespace, name }: { kind?: string; namespace?: string; name: string }) =>
    `${kind} ${namespace}/${name}`
  const own = ours?.parents?.filter(parent => parent.controllerName === controllerName)
  const parentName = ({ parentRef }: NonNullable<typeof own>[number]) =>
    `parent ${[nameOf(parentRef), parentRef.sectionName, parentRef.port].filter(Boolean).join(' ')}`
  for (const [name, their, our] of paired(theirs?.parents, own, parentName))
    place.conditions('parent', name, their?.conditions, our?.conditions)
  for (const [name, their, our] of paired(theirs?.ancestors, ours?.ancestors, ({ ancestorRef }) => `ancestor ${nameOf(ancestorRef)}`))
    place.conditions('ancestor', name, their?.conditions, our?.conditions)
}

/** Go writes an empty list as null. */
type Entries<T> = readonly T[] | null | undefined

/** Entries of both by their names, in the order in which they come. */
function paired<T>(theirs: Entries<T>, ours: Entries<T>, nameOf: (entry: T) => string): [string, T | undefined, T | undefined][] {
  const names = new Set([...(theirs ?? []), ...(ours ?? [])].map(nameOf))
  return [...names].map(name => [name, theirs?.find(entry => nameOf(entry) === name), ours?.find(entry => nameOf(entry) === name)])
}
