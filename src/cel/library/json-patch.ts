import { escapeStep } from '../../values/json-pointer.ts'
import { StringType } from '../types.ts'
import { argumentTraversalSized, traversal } from './costs.ts'
import type { Library } from './function.ts'

/**
 * `jsonpatch.escapeKey`, for MutatingAdmissionPolicies only.
 * @see k8s.io/apiserver pkg/cel/library/jsonpatch.go
 */
export const jsonPatch: Library = {
  name: 'kubernetes.jsonpatch',
  since: 32,
  functions: [
    {
      name: 'jsonpatch.escapeKey',
      overloads: [
        {
          id: 'string_jsonpatch_escapeKey_string',
          parameters: [StringType],
          result: StringType,
          call: escapeStep,
          cost: traversal,
          estimate: argumentTraversalSized,
        },
      ],
    },
  ],
}
