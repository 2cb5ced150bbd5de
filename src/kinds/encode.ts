import type { TSchema } from 'typebox'
import { type AuthoredRule, DATED, ENTRY, type Entry, RULES, WAS, type Was } from './author.ts'
import type { CatalogueData, KindData, Mark, NodeData, NodeIndex, PropertyData, VersionData } from './catalogue-data.ts'
import type { KindDefinition, KindVersion } from './define-kind.ts'
import { everywhere, maskOf, type When, type Whens } from './presence.ts'

type Authored = Record<string, unknown>

/** Turns kinds as they are authored into the compact graph that is loaded at run time. Equal nodes and rules stand once. */
export function encode(kinds: readonly KindDefinition[]): CatalogueData {
  const nodes = new Interned<NodeData>()
  const rules = new Interned<readonly [string, string]>()
  const seen = new Map<object, NodeIndex>()

  const node = (schema: Authored): NodeIndex => {
    const known = seen.get(schema)
    if (known !== undefined) return known
    const index = nodes.add(encodeNode(schema))
    seen.set(schema, index)
    return index
  }

  const encodeNode = (schema: Authored): NodeData => {
    const {
      properties,
      required = [],
      items,
      additionalProperties,
      [RULES]: authored,
      [WAS]: was,
      [DATED]: dated,
      [ENTRY]: _entry,
      ...keywords
    } = schema as Authored & {
      properties?: Record<string, Authored>
      required?: string[]
      items?: Authored
      additionalProperties?: Authored
    }
    const data: Mutable<NodeData> = {}
    if (Object.keys(keywords).length > 0) data.keywords = sorted(keywords)
    if (properties) {
      data.properties = sorted(
        Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, encodeProperty(property, required.includes(name))])),
      )
    }
    if (items) data.items = node(items)
    if (additionalProperties) data.values = node(additionalProperties)
    if (authored) data.rules = (authored as AuthoredRule[]).map(rule => encodeRule(rule))
    if (dated) data.dated = Object.fromEntries(Object.entries(dated as Record<string, When>).map(([value, when]) => [value, mark(when)]))
    if (was) data.was = (was as Was).map(([when, before]) => [mark(when), encodeKeywords(before)])
    if (dependsOnVersion(data)) data.versioned = 1
    return data
  }

  const encodeProperty = (property: Authored, required: boolean): PropertyData => {
    const entry = property[ENTRY] as (Entry & { description: string }) | undefined
    if (entry === undefined) throw new Error('a property must be written with required() or optional()')
    const need = entry.required ? { in: mark(entry.required) } : required ? 1 : 0
    const { [ENTRY]: _, ...rest } = property
    const bare = node(rest)
    return entry.when ? [bare, entry.description, need, mark(entry.when)] : [bare, entry.description, need]
  }

  const encodeRule = ({ rule, message, when }: AuthoredRule): number | readonly [number, Mark] => {
    const index = rules.add([rule, message])
    return when ? [index, mark(when)] : index
  }

  const encodeKeywords = (keywords: Readonly<Record<string, unknown>>) =>
    'items' in keywords ? { ...keywords, items: node(keywords['items'] as Authored) } : keywords

  const dependsOnVersion = (data: NodeData): boolean => {
    const marks: unknown[] = [data.dated, data.was?.map(([at]) => at), data.rules]
    for (const [child, , required, when] of Object.values(data.properties ?? {})) {
      if (nodes.all[child]!.versioned) return true
      marks.push(required, when)
    }
    if ([data.items, data.values].some(child => child !== undefined && nodes.all[child]!.versioned)) return true
    return /"v\d/.test(JSON.stringify(marks))
  }

  return {
    kinds: kinds.map(kind => encodeKind(kind, node)).sort((a, b) => (a.group + a.kind < b.group + b.kind ? -1 : 1)),
    nodes: nodes.all,
    rules: rules.all,
  }
}

function encodeKind(kind: KindDefinition, node: (schema: Authored) => NodeIndex): KindData {
  const { schema, versions, labels, status, ...rest } = kind
  return {
    ...rest,
    versions: versions.map(encodeVersion),
    ...(status === false && { status }),
    ...(schema && { schema: node(schema as TSchema as Authored) }),
    ...(labels && { labels: labels.map(({ when, set }) => [maskOf(when), set] as const) }),
  }
}

function encodeVersion({ name, listed, served, stored, deprecated }: KindVersion): VersionData {
  const version: Mutable<VersionData> = { name }
  if (listed) version.listed = maskOf(listed)
  if (served) version.served = maskOf(served)
  if (stored) version.stored = maskOf(stored)
  if (deprecated) version.deprecated = maskOf(deprecated)
  return version
}

function mark(whens: Whens): Mark {
  const list = (Array.isArray(whens) ? whens : [whens]) as readonly When[]
  const marks = list.map(when => (when.versions ? ([maskOf(when), ...when.versions] as const) : maskOf(when)))
  if (marks.some(at => at === everywhere)) return everywhere
  return marks.length === 1 && typeof marks[0] === 'number' ? marks[0] : marks
}

/** A list in which equal values stand once. */
class Interned<T> {
  readonly all: T[] = []
  readonly #index = new Map<string, number>()

  add(value: T): number {
    const key = JSON.stringify(value)
    const known = this.#index.get(key)
    if (known !== undefined) return known
    this.#index.set(key, this.all.length)
    return this.all.push(value) - 1
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
