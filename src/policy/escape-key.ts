import type { FunctionDeclaration } from '../cel/library/function.ts'
import { StringType } from '../cel/types.ts'
import { costSize } from '../cel/value.ts'

/** `jsonpatch.escapeKey('a/b')`: a key as a segment of a JSON pointer. @see k8s.io/apiserver pkg/cel/library/jsonpatch.go */
export const escapeKey: FunctionDeclaration = {
  name: 'jsonpatch.escapeKey',
  overloads: [
    {
      id: 'string_jsonpatch_escapeKey_string',
      parameters: [StringType],
      result: StringType,
      call: (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1'),
      cost: (_result, key) => Math.ceil(costSize(key) * 0.2),
    },
  ],
}
