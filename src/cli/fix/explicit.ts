import type { FieldEdit } from '../../diagnostics/finding.ts'
import type { Path } from '../../diagnostics/path.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { defaultValue, type StructuralSchema } from '../../schema/index.ts'

/** What the API server would fill in by the schema, as edits: fields that are in the cluster and not in Git. */
export function explicitDefaults(object: KubeObject, schema: StructuralSchema): readonly FieldEdit[] {
  const { status: _, ...desired } = object
  return [...added(desired, defaultValue(schema, desired as Parameters<typeof defaultValue>[1]), [])]
}

function* added(before: unknown, after: unknown, at: Path): Generator<FieldEdit> {
  if (before === after || typeof after !== 'object' || after === null || typeof before !== 'object' || before === null) return
  if (Array.isArray(after)) {
    for (const [i, item] of after.entries()) yield* added((before as unknown[])[i], item, [...at, i])
    return
  }
  for (const [key, value] of Object.entries(after)) {
    if (Object.hasOwn(before, key)) yield* added((before as Record<string, unknown>)[key], value, [...at, key])
    // A status that nobody wrote is nobody's to write.
    else if (at.length > 0 || key !== 'status') yield { op: 'set', at: [...at, key], value }
  }
}
