export { bundleOf, type Catalogue, catalogue } from './catalogue.ts'
export type { KindData } from './catalogue-data.ts'
export { BUNDLE_VERSION, CHANNEL, type DerivedDefinition } from './crd.ts'
export type { Purpose, ReferenceField } from './define-kind.ts'
export { docsOf, type FieldDocs, type FieldSummary } from './field-docs.ts'
export {
  anyKind,
  isIn,
  kindCalled,
  kindNames,
  type Stay,
  scopeOf,
  type Whereabouts,
  whereIsField,
  whereIsKind,
  whereIsValue,
} from './history.ts'
export { type Bundle, bundles, type Channel, channels } from './presence.ts'
export { type Reference, referenceFields, references } from './references.ts'
