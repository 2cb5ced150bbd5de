import type { ObjectRef } from '../../diagnostics/finding.ts'
import { data } from '../../kinds/catalogue.gen.ts'
import { bundleOf } from '../../kinds/catalogue.ts'
import type { KindData } from '../../kinds/catalogue-data.ts'
import { bundleMark, type CustomResourceDefinition } from '../../kinds/core/custom-resource-definition.ts'
import { anyKind } from '../../kinds/history.ts'
import { groupOf, type KubeObject } from '../../kinds/object.ts'
import { type Bundle, type Channel, channels } from '../../kinds/presence.ts'
import { kindName } from '../kind-name.ts'
import type { ReportDetails, RuleContext } from '../rule.ts'

/** The kinds that come with Gateway API bundles, by the names that rules use. */
export const bundledKinds: readonly string[] = data.kinds
  .filter(kind => kind.schema !== undefined)
  .map(({ group, kind }) => kindName(group, kind))

/** As rules declare it in `reads`. */
export const CRD = 'apiextensions.k8s.io/CustomResourceDefinition'

/** An object of a bundled kind, and what the API server that it is meant for knows about the kind. */
export interface Placed {
  readonly kind: KindData
  readonly version: string
  /** The bundle and channel that the kind's definition comes from, or that were configured. */
  readonly bundle: Bundle
  readonly channel: Channel
  /** True where nobody said which bundle is installed. */
  readonly guessed: boolean
  /** The definition, where it is among the objects. */
  readonly definition?: CustomResourceDefinition
}

interface Answer {
  readonly object: KubeObject
  readonly options: RuleContext<never>['options']
  readonly placed: Placed | undefined
}

/** The last answer: eight rules ask about one object in turn. */
const last = new WeakMap<RuleContext<never>['snapshot'], Answer>()

/**
 * Where an object is going: the bundle and channel of its kind's own definition where that is known, else the configured ones. A cluster may
 * mix them, so this is decided for each kind. Undefined for kinds that come with no bundle, and for definitions that come from elsewhere.
 */
export function placed(object: KubeObject, context: Pick<RuleContext<never>, 'snapshot' | 'options'>): Placed | undefined {
  const { snapshot, options } = context
  const known = last.get(snapshot)
  if (known?.object === object && known.options === options) return known.placed
  const found = place(object, context)
  last.set(snapshot, { object, options, placed: found })
  return found
}

function place(object: KubeObject, { snapshot, options }: Pick<RuleContext<never>, 'snapshot' | 'options'>): Placed | undefined {
  const group = groupOf(object.apiVersion)
  const kind = anyKind(group, object.kind)
  if (kind?.schema === undefined) return undefined
  const version = object.apiVersion.slice(group.length + 1)
  const { gatewayApi } = options
  const definition = definitionOf(kind, snapshot)
  if (definition === undefined || gatewayApi.assumed === true) {
    return { kind, version, bundle: bundleOf(gatewayApi.version), channel: gatewayApi.channel, guessed: gatewayApi.guessed === true }
  }
  const mark = bundleMark(definition)
  const channel = channels.find(known => known === mark?.channel)
  if (mark === undefined || channel === undefined) return undefined
  return { kind, version, bundle: bundleOf(mark.version), channel, guessed: false, definition }
}

const definitionRefs = new WeakMap<KindData, ObjectRef>()

export function definitionOf(kind: KindData, snapshot: RuleContext<never>['snapshot']): CustomResourceDefinition | undefined {
  let ref = definitionRefs.get(kind)
  if (ref === undefined) {
    ref = { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition', namespace: '', name: `${kind.plural}.${kind.group}` }
    definitionRefs.set(kind, ref)
  }
  const found = snapshot.get(ref)
  const versions: unknown = (found as CustomResourceDefinition | undefined)?.spec?.versions
  const readable = Array.isArray(versions) && versions.every(version => typeof version === 'object' && version !== null)
  return readable ? (found as CustomResourceDefinition) : undefined
}

/** How a finding is reported that another bundle would not make. */
export const unlessGuessed = ({ guessed }: Placed): Pick<ReportDetails, 'severity' | 'hint'> =>
  guessed ? { severity: 'warning', hint: 'Which Gateway API bundle is installed is not known: --gateway-api 1.4/standard says so.' } : {}
