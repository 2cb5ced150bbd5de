import type { Path } from '../diagnostics/path.ts'
import { data } from './catalogue.gen.ts'
import type { KindData, NodeIndex } from './catalogue-data.ts'
import { listed } from './crd.ts'
import { holds } from './derive.ts'
import { type Bundle, bundles, type Channel, channels, type SiteMask, siteBit } from './presence.ts'

/** Where something exists: the places as bits, and the same per channel. */
export interface Whereabouts {
  readonly mask: SiteMask
  readonly standard?: Stay
  readonly experimental?: Stay
}

/** From the bundle `since` up to and including `last`, which is left out where it exists still. */
export interface Stay {
  readonly since: Bundle
  readonly last?: Bundle
}

/**
 * Where a field exists, in any of the kind's versions or in `version` only. `path` is the path of a value in an object;
 * list indices and map keys say nothing about the field, and are passed over.
 * Undefined where no bundle ever had the kind or the field.
 */
export function whereIsField(kind: KindData, path: Path, version?: string): Whereabouts | undefined {
  return where(kind, version, (site, name) => nodeAt(kind, path, site, name) !== undefined)
}

/** Where `value` is allowed at `path`, as far as lists of allowed values say: where there is no such list, every value is. */
export function whereIsValue(kind: KindData, path: Path, value: unknown, version?: string): Whereabouts | undefined {
  return where(kind, version, (site, name) => {
    const node = nodeAt(kind, path, site, name)
    return node !== undefined && allows(node, value, site, name)
  })
}

/** Whether `value` is allowed at a node, as its list of allowed values is in one bundle and version. */
export function allows(node: NodeIndex, value: unknown, site: SiteMask, version: string): boolean {
  const { keywords = {}, dated, was = [] } = data.nodes[node]!
  let allowed = keywords['enum'] as readonly unknown[] | null | undefined
  for (const [mark, before] of was) {
    if ('enum' in before && holds(mark, site, version)) allowed = before['enum'] as readonly unknown[] | null
  }
  return (allowed?.includes(value) ?? true) && holds(dated?.[String(value)], site, version)
}

/** Where the kind exists, in any version or in `version` only; `served` counts only where the API server answers it. */
export function whereIsKind(kind: KindData, version?: string, served = false): Whereabouts | undefined {
  return where(kind, version, () => true, served)
}

/** The kind by its names, in whatever bundle it exists or existed. */
export function anyKind(group: string, kind: string): KindData | undefined {
  byName ??= new Map(data.kinds.map(known => [`${known.group}/${known.kind}`, known]))
  return byName.get(`${group}/${kind}`)
}

/** The kind that `kubectl explain` would take the name for: in any case, as a plural, or short. The first group that has it counts. */
export function kindCalled(name: string, groups: readonly string[]): KindData | undefined {
  const lower = name.toLowerCase()
  const fits = ({ kind, plural, shortNames = [] }: KindData) => [kind.toLowerCase(), plural, ...shortNames].includes(lower)
  return groups.map(group => data.kinds.find(known => known.group === group && fits(known))).find(found => found !== undefined)
}

/** The names of all kinds of `groups`. */
export const kindNames = (groups: readonly string[]): string[] =>
  data.kinds.filter(({ group }) => groups.includes(group)).map(({ kind }) => kind)

let byName: Map<string, KindData> | undefined

/** Whether objects of a kind live in namespaces; undefined for kinds that the catalogue does not know. */
export const scopeOf = (group: string, kind: string): 'Namespaced' | 'Cluster' | undefined => anyKind(group, kind)?.scope

function where(
  kind: KindData,
  version: string | undefined,
  found: (site: SiteMask, version: string) => boolean,
  served = false,
): Whereabouts | undefined {
  let mask = 0
  for (const channel of channels) {
    for (const bundle of bundles) {
      const site = siteBit(bundle, channel)
      const names = kind.versions.filter(
        v => (version === undefined || v.name === version) && listed(v, site) && (!served || ((v.served ?? v.listed!) & site) !== 0),
      )
      if (names.some(v => found(site, v.name))) mask |= site
    }
  }
  return mask === 0 ? undefined : whereabouts(mask)
}

/** The stay in each channel that a mask spells out. */
export function whereabouts(mask: SiteMask): Whereabouts {
  const stay = (channel: Channel): Stay | undefined => {
    const present = bundles.filter(bundle => (mask & siteBit(bundle, channel)) !== 0)
    const last = present.at(-1)
    if (last === undefined) return undefined
    return last === bundles.at(-1) ? { since: present[0]! } : { since: present[0]!, last }
  }
  const standard = stay('standard')
  const experimental = stay('experimental')
  return { mask, ...(standard && { standard }), ...(experimental && { experimental }) }
}

/** Whether `bundle` in `channel` is among the places. */
export const isIn = (where: Whereabouts, bundle: Bundle, channel: Channel): boolean => (where.mask & siteBit(bundle, channel)) !== 0

function nodeAt(kind: KindData, path: Path, site: SiteMask, version: string): NodeIndex | undefined {
  let at = kind.schema
  for (const step of path) {
    if (at === undefined) return undefined
    const node = data.nodes[at]!
    if (typeof step === 'number') {
      at = node.items
    } else if (node.values !== undefined) {
      at = node.values
    } else {
      const property = node.properties && Object.hasOwn(node.properties, step) ? node.properties[step] : undefined
      if (property === undefined || !holds(property[3], site, version)) return undefined
      at = property[0]
    }
  }
  return at
}
