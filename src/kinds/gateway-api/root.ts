import { object, optional, type Static, string, type TSchema, Type } from '../author.ts'
import type { ObjectMeta } from '../object.ts'

/** Object metadata: the API server checks it itself, so a CRD says no more than this. */
const Metadata = Type.Unsafe<ObjectMeta>({ type: 'object' })

/** A whole object with this `spec`, and this `status` where the kind has one. Both come from `required` or `optional`. */
export const root = <P extends Record<string, TSchema>>(parts: P) =>
  object({
    apiVersion: optional(string(), 'Group and version of the API that this object is written in.'),
    kind: optional(string(), 'What kind of object this is.'),
    metadata: optional(Metadata, 'Name, namespace, labels and annotations.'),
    ...parts,
  })

/** An object as it stands in a file or a cluster: `Spec` as it is written, before defaults. */
export interface Typed<Kind extends string, Spec extends TSchema, Status extends TSchema = never> {
  readonly apiVersion: string
  readonly kind: Kind
  readonly metadata: ObjectMeta
  readonly spec: Static<Spec>
  readonly status?: Static<Status>
  readonly [field: string]: unknown
}
