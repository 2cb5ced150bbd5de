/**
 * What kube-apiserver answers to an object of a custom resource, without a kube-apiserver.
 * docs/schema.md says what is exact.
 */
export {
  type Admission,
  type AdmissionOptions,
  type AdmissionRequest,
  type AdmissionResult,
  type Cause,
  createAdmission,
} from './admission.ts'
export { isCrd, type KindVersion, loadCrd } from './crd.ts'
export { type CrdReport, checkCrd } from './definition/check.ts'
export type { CrdProblem } from './definition/place.ts'
export { readSchema } from './definition/read-schema.ts'
export { type EncodeOptions, encodeJson } from './encode.ts'
export { encodeYaml } from './encode-yaml.ts'
export { type CauseReason, errorBody, type FieldError } from './field-error.ts'
export { type DecodedJson, type DuplicateKey, decodeJson, JsonNumberError, JsonSyntaxError } from './json.ts'
export type { StructuralSchema, ValidationRule } from './structural.ts'
export { defaultValue, pruneValue } from './values.ts'
