import type { Path } from '../diagnostics/path.ts'
import { data } from './catalogue.gen.ts'
import type { KindData, NodeIndex } from './catalogue-data.ts'
import { listed } from './crd.ts'
import { holds } from './derive.ts'
import { type Whereabouts, whereIsField, whereIsValue } from './history.ts'
import { type Bundle, type Channel, siteBit } from './presence.ts'

/** A part of an object that one bundle and channel does not have, though another has it. */
export interface Misplaced {
  /** A field is dropped silently, a value is refused. */
  readonly what: 'field' | 'value'
  readonly at: Path
  readonly value: unknown
  readonly where: Whereabouts
}

type Fields = Readonly<Record<string, unknown>>

/**
 * The fields and values of `object` that belong to other bundles or the other channel, in document order. What no bundle ever had is not
 * among them, nor is the status, which is not the user's to write. Empty where the bundle does not have the version at all.
 */
export function misplaced(object: unknown, kind: KindData, version: string, bundle: Bundle, channel: Channel): Misplaced[] {
  const site = siteBit(bundle, channel)
  const found: Misplaced[] = []

  const walk = (index: NodeIndex, value: unknown, at: Path): void => {
    const node = data.nodes[index]!
    if (Array.isArray(value)) {
      if (node.items !== undefined) for (const [i, item] of value.entries()) walk(node.items, item, [...at, i])
      return
    }
    if (typeof value === 'object' && value !== null) {
      if (node.values !== undefined) for (const [key, item] of Object.entries(value)) walk(node.values, item, [...at, key])
      if (node.properties !== undefined) walkProperties(node.properties, value as Fields, at)
      return
    }
    if (node.dated === undefined && node.was === undefined) return
    const where = whereIsValue(kind, at, value)
    if (where !== undefined && (where.mask & site) === 0) found.push({ what: 'value', at, value, where })
  }

  const walkProperties = (properties: NonNullable<(typeof data.nodes)[number]['properties']>, fields: Fields, at: Path): void => {
    const before = found.length
    const dropped: Misplaced[] = []
    for (const [name, value] of Object.entries(fields)) {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined
      if (property === undefined || (at.length === 0 && name === 'status')) continue
      const place = [...at, name]
      if (holds(property[3], site, version)) {
        walk(property[0], value, place)
        continue
      }
      const where = whereIsField(kind, place)
      if (where !== undefined) dropped.push({ what: 'field', at: place, value, where })
    }
    // A union's member goes with its type: one finding for both.
    const types = found.slice(before).filter(({ what, at: place }) => what === 'value' && place.length === at.length + 1)
    found.push(...dropped.filter(field => !types.some(type => type.where.mask === field.where.mask)))
  }

  const known = kind.versions.some(candidate => candidate.name === version && listed(candidate, site))
  if (known && kind.schema !== undefined) walk(kind.schema, object, [])
  return found
}
