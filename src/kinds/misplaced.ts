import type { Path } from '../diagnostics/path.ts'
import { data } from './catalogue.gen.ts'
import type { KindData, NodeData, NodeIndex } from './catalogue-data.ts'
import { listed } from './crd.ts'
import { holds } from './derive.ts'
import { allows, type Whereabouts, whereIsField, whereIsValue } from './history.ts'
import { type Bundle, type Channel, type SiteMask, siteBit } from './presence.ts'

/** A part of an object that one bundle and channel does not have, though another has it. */
export interface Misplaced {
  /** A field is dropped silently, a value is refused. */
  readonly what: 'field' | 'value'
  readonly at: Path
  readonly value: unknown
  readonly where: Whereabouts
}

type Fields = Readonly<Record<string, unknown>>
type Properties = NonNullable<NodeData['properties']>

/**
 * The fields and values of `object` that belong to other bundles or the other channel, in document order. What no bundle ever had is not
 * among them, nor is the status, which is not the user's to write. Empty where the bundle does not have the version at all.
 */
export function misplaced(object: unknown, kind: KindData, version: string, bundle: Bundle, channel: Channel): Misplaced[] {
  const site = siteBit(bundle, channel)
  const found: Misplaced[] = []
  if (kind.schema === undefined || !kind.versions.some(candidate => candidate.name === version && listed(candidate, site))) return found
  const settled = settledNodes(site, version)
  /** Where the walk stands: one list for all of it, copied for what is found. */
  const at: (string | number)[] = []

  const walk = (index: NodeIndex, value: unknown): void => {
    if (isSettled(settled, index, site, version)) return
    const node = data.nodes[index]!
    if (Array.isArray(value)) {
      if (node.items === undefined) return
      for (let i = 0; i < value.length; i++) step(node.items, value[i], i)
      return
    }
    if (typeof value === 'object' && value !== null) {
      if (node.values !== undefined) for (const [key, item] of Object.entries(value)) step(node.values, item, key)
      if (node.properties !== undefined) walkProperties(node.properties, value as Fields)
      return
    }
    if (allows(index, value, site, version)) return
    const where = whereIsValue(kind, at, value)
    if (where !== undefined && (where.mask & site) === 0) found.push({ what: 'value', at: [...at], value, where })
  }

  const step = (index: NodeIndex, value: unknown, name: string | number): void => {
    at.push(name)
    walk(index, value)
    at.pop()
  }

  const walkProperties = (properties: Properties, fields: Fields): void => {
    const before = found.length
    let dropped: Misplaced[] | undefined
    for (const name of Object.keys(fields)) {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined
      if (property === undefined || (at.length === 0 && name === 'status')) continue
      if (holds(property[3], site, version)) {
        step(property[0], fields[name], name)
        continue
      }
      const place = [...at, name]
      const where = whereIsField(kind, place)
      if (where === undefined) continue
      dropped ??= []
      dropped.push({ what: 'field', at: place, value: fields[name], where })
    }
    if (dropped === undefined) return
    // A union's member goes with its type: one finding for both.
    const types = found.slice(before).filter(({ what, at: place }) => what === 'value' && place.length === at.length + 1)
    found.push(...dropped.filter(field => !types.some(type => type.where.mask === field.where.mask)))
  }

  walk(kind.schema, object)
  return found
}

const unknown = 0
const isSo = 1
const isNot = 2

/** What is known of each node, by version and place. Only places and versions that the catalogue lists get here. */
const settledByVersion = new Map<string, Map<SiteMask, Uint8Array>>()

function settledNodes(site: SiteMask, version: string): Uint8Array {
  let bySite = settledByVersion.get(version)
  if (bySite === undefined) {
    bySite = new Map()
    settledByVersion.set(version, bySite)
  }
  let nodes = bySite.get(site)
  if (nodes === undefined) {
    nodes = new Uint8Array(data.nodes.length)
    bySite.set(site, nodes)
  }
  return nodes
}

/** Whether all that any bundle ever had at a node and below is there in this one: then nothing under it can be misplaced. */
function isSettled(settled: Uint8Array, index: NodeIndex, site: SiteMask, version: string): boolean {
  if (settled[index] !== unknown) return settled[index] === isSo
  const { properties = {}, items, values, dated = {}, was = [] } = data.nodes[index]!
  const below = (child: NodeIndex | undefined) => child === undefined || isSettled(settled, child, site, version)
  const so =
    was.every(([, before]) => !('enum' in before)) &&
    Object.values(dated).every(mark => holds(mark, site, version)) &&
    Object.values(properties).every(([child, , , when]) => holds(when, site, version) && below(child)) &&
    below(items) &&
    below(values)
  settled[index] = so ? isSo : isNot
  return so
}
