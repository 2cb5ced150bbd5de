import type { Path } from '../../diagnostics/path.ts'
import type { KubeObject } from '../../inventory/object.ts'
import type { Filter, Route, RouteRule } from '../../topology/model.ts'
import { fields, items, text, texts } from '../../topology/reading/fields.ts'
import { below } from '../../topology/reading/place.ts'
import { settingsField } from '../../topology/reading/route.ts'
import type { Topology } from '../../topology/topology.ts'

/** Where the settings of a filter stand: `requestRedirect` for `RequestRedirect`. */
export function settingsAt(filter: Filter): Path {
  const field = settingsField[filter.type]
  return field === undefined ? filter.at : below(filter.at, field)
}

export interface PlacedFilter {
  readonly filter: Filter
  readonly level: 'rule' | 'backend'
}

/** The filters of a rule and those of its backends. */
function allFilters(rule: RouteRule): readonly PlacedFilter[] {
  const found: PlacedFilter[] = []
  for (const filter of rule.filters) found.push({ filter, level: 'rule' })
  for (const backend of rule.backends) for (const filter of backend.filters) found.push({ filter, level: 'backend' })
  return found
}

let lastRoute: Route | undefined
let lastFilters: readonly PlacedFilter[] = []

/** All filters of a route, of rules and backends. The last are kept: many rules ask about one route in turn. */
export function filtersIn(topology: Topology, object: KubeObject): readonly PlacedFilter[] {
  const route = topology.route(object)
  if (route === undefined) return []
  if (route !== lastRoute) {
    lastFilters = route.rules.flatMap(allFilters)
    lastRoute = route
  }
  return lastFilters
}

/** One thing that a header filter does to one header. */
export interface HeaderEdit {
  readonly action: 'set' | 'add' | 'remove'
  readonly name: string
  /** The name folded: header names ignore case. */
  readonly key: string
  readonly value?: string
  readonly at: Path
}

/** What a RequestHeaderModifier or ResponseHeaderModifier does, in the order set, add, remove; nothing for other filters. */
export function headerEdits(filter: Filter): readonly HeaderEdit[] {
  if (filter.type !== 'RequestHeaderModifier' && filter.type !== 'ResponseHeaderModifier') return []
  const edits: HeaderEdit[] = []
  const place = settingsAt(filter)
  for (const action of ['set', 'add'] as const) {
    for (const { value: item, at } of items(filter.settings[action], below(place, action))) {
      const name = text(item.name) ?? ''
      const value = text(item.value)
      edits.push({ action, name, key: name.toLowerCase(), ...(value !== undefined && { value }), at })
    }
  }
  for (const { value, at } of texts(filter.settings.remove, below(place, 'remove'))) {
    edits.push({ action: 'remove', name: value, key: value.toLowerCase(), at })
  }
  return edits
}

/** A path that a redirect or rewrite puts in place of the request's. */
export interface PathEdit {
  readonly type: 'ReplaceFullPath' | 'ReplacePrefixMatch'
  readonly value: string
  readonly at: Path
}

/** The path edit of a RequestRedirect or URLRewrite; undefined where it has none. */
export function pathEdit(filter: Filter): PathEdit | undefined {
  if (filter.type !== 'RequestRedirect' && filter.type !== 'URLRewrite') return undefined
  const path = fields(filter.settings.path)
  const place = [...settingsAt(filter), 'path']
  if (path.type === 'ReplaceFullPath')
    return { type: path.type, value: text(path.replaceFullPath) ?? '', at: [...place, 'replaceFullPath'] }
  if (path.type === 'ReplacePrefixMatch')
    return { type: path.type, value: text(path.replacePrefixMatch) ?? '', at: [...place, 'replacePrefixMatch'] }
  return undefined
}
