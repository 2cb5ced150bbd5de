import { dialectOf } from './dialect.ts'
import { nodeOf } from './node.ts'
import { shapeRoot } from './shape.ts'
import type { StructuralSchema } from './structural.ts'

type JsonObject = Readonly<Record<string, unknown>>

const newest = dialectOf('')

/** A resource with the defaults of its schema filled in; the same object where there is nothing to fill in. Defaults are shared, and frozen. */
export function defaultValue(schema: StructuralSchema, object: JsonObject): JsonObject {
  return shapeRoot(nodeOf(schema, newest), object as Record<string, unknown>, { prune: false, defaults: true })
}

/** A resource without what its schema does not know, and without the nulls that it does not allow. */
export function pruneValue(schema: StructuralSchema, object: JsonObject): JsonObject {
  return shapeRoot(nodeOf(schema, newest), object as Record<string, unknown>, { prune: true, defaults: false })
}
