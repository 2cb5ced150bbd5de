import type { Path } from '../diagnostics/path.ts'
import { data } from './catalogue.gen.ts'
import type { KindData, NodeData, NodeIndex } from './catalogue-data.ts'
import { type Whereabouts, whereabouts, whereIsField, whereIsKind } from './history.ts'
import { story } from './words.ts'

/** What the catalogue says about a field in its newest shape, for `explain`. */
export interface FieldDocs {
  readonly description: string
  /** `string`, `list of object`, `map of string`. */
  readonly type: string
  readonly required: boolean
  /** Limits, one to a line: `at most 64 items`, `one of: Exact, PathPrefix`. */
  readonly limits: readonly string[]
  /** What our messages say where a CEL rule of the field fails. */
  readonly rules: readonly string[]
  readonly where: Whereabouts | undefined
  /** Fields below, lists and maps passed over. */
  readonly fields: readonly FieldSummary[]
}

export interface FieldSummary {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly description: string
  readonly where: Whereabouts | undefined
}

/** The docs of the field at `names` (`spec`, `rules`, `timeouts`) in whatever bundle it exists; undefined where no bundle has it. */
export function docsOf(kind: KindData, names: readonly string[]): FieldDocs | undefined {
  if (kind.schema === undefined) return undefined
  let node: NodeIndex = kind.schema
  let description = kind.description
  let required = false
  const path: (string | number)[] = []
  for (const name of names) {
    const { index, steps } = inner(node)
    const { properties = {} } = data.nodes[index]!
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (property === undefined) return undefined
    path.push(...steps, name)
    node = property[0]
    description = property[1]
    required = property[2] !== 0
  }
  const { index, steps } = inner(node)
  const below = [...path, ...steps]
  return {
    description,
    type: typeOf(node),
    required,
    limits: [...limitsOf(data.nodes[node]!), ...(index === node ? [] : limitsOf(data.nodes[index]!).map(limit => `each ${limit}`))],
    rules: [...new Set([...rulesOf(node), ...(index === node ? [] : rulesOf(index))])],
    where: names.length === 0 ? whereIsKind(kind) : whereIsField(kind, path),
    fields: Object.entries(data.nodes[index]!.properties ?? {}).map(([name, [child, text, need]]) => ({
      name,
      type: typeOf(child),
      required: need !== 0,
      description: text,
      where: whereIsField(kind, [...below, name]),
    })),
  }
}

/** The node within lists and maps, and the steps that lead there. */
function inner(node: NodeIndex): { index: NodeIndex; steps: Path } {
  const steps: (string | number)[] = []
  for (;;) {
    const { items, values } = data.nodes[node]!
    if (items === undefined && values === undefined) return { index: node, steps }
    steps.push(items === undefined ? '*' : 0)
    node = (items ?? values)!
  }
}

function typeOf(index: NodeIndex): string {
  const { keywords = {}, items, values } = data.nodes[index]!
  if (items !== undefined) return `list of ${typeOf(items)}`
  if (values !== undefined) return `map of ${typeOf(values)}`
  return String(keywords['type'] ?? 'object')
}

function limitsOf({ keywords = {}, dated = {} }: NodeData): string[] {
  const count = (value: unknown, unit: string) => `${value} ${unit}${value === 1 ? '' : 's'}`
  const limit = (keyword: string, words: (value: unknown) => string) =>
    keywords[keyword] === undefined || keywords[keyword] === 0 ? [] : [words(keywords[keyword])]
  const unique: Readonly<Record<string, string>> = {
    set: 'no value twice',
    map: `no two items with the same ${(keywords['x-kubernetes-list-map-keys'] as string[] | undefined)?.join(', ')}`,
  }
  return [
    ...limit('enum', values => `one of: ${(values as unknown[]).join(', ')}`),
    ...Object.entries(dated).flatMap(([value, mark]) => (typeof mark === 'number' ? `${value} exists ${story(whereabouts(mark))}` : [])),
    ...limit('default', value => `default: ${JSON.stringify(value)}`),
    ...limit('minimum', value => `at least ${value}`),
    ...limit('maximum', value => `at most ${value}`),
    ...limit('minLength', value => `at least ${count(value, 'character')}`),
    ...limit('maxLength', value => `at most ${count(value, 'character')}`),
    ...limit('minItems', value => `at least ${count(value, 'item')}`),
    ...limit('maxItems', value => `at most ${count(value, 'item')}`),
    ...limit('maxProperties', value => `at most ${count(value, 'key')}`),
    ...limit('x-kubernetes-list-type', value => unique[String(value)] ?? '').filter(text => text !== ''),
    ...limit('pattern', value => `matches ${value}`),
  ]
}

const rulesOf = (index: NodeIndex): string[] =>
  (data.nodes[index]!.rules ?? []).map(entry => data.rules[typeof entry === 'number' ? entry : entry[0]]![1])
