import type { Path } from '../diagnostics/path.ts'
import { data } from './catalogue.gen.ts'
import type { KindData } from './catalogue-data.ts'

/** What the catalogue says about a field, for `explain`: one sentence, and the names of the fields below it. */
export interface FieldDocs {
  readonly description: string
  readonly fields: readonly string[]
}

/** The description of the field at `path`, in whatever bundle it exists; undefined where no bundle has it. */
export function docsOf(kind: KindData, path: Path): FieldDocs | undefined {
  let at = kind.schema
  let description = kind.description
  for (const step of path) {
    if (at === undefined) return undefined
    const node = data.nodes[at]!
    if (typeof step === 'number') at = node.items
    else if (node.values !== undefined) at = node.values
    else {
      const property = node.properties?.[step]
      if (property === undefined) return undefined
      description = property[1]
      at = property[0]
    }
  }
  let fields = at === undefined ? undefined : data.nodes[at]!
  while (fields?.items !== undefined) fields = data.nodes[fields.items]!
  return { description, fields: Object.keys(fields?.properties ?? {}) }
}
