import { NAMED_FORMATS, type NamedFormat } from '../../values/named-format.ts'
import { scale } from '../cost-range.ts'
import { list, optional, StringType } from '../types.ts'
import { costSize, Optional, type Value } from '../value.ts'
import { nominal, nominalEstimate, PATTERN, patternCost, TRAVERSAL } from './costs.ts'
import type { FunctionDeclaration, Library } from './function.ts'
import { FormatType } from './library-types.ts'

function named(name: string): Optional {
  const format = NAMED_FORMATS.get(name)
  return format ? Optional.of(format) : Optional.none
}

function validate(format: NamedFormat, text: string): Optional {
  const problems = format.problems(text)
  return problems.length === 0 ? Optional.none : Optional.of(problems)
}

/** No pattern of a name is longer, by Kubernetes' reckoning. */
const MAX_PATTERN = 128

const functions: readonly FunctionDeclaration[] = [
  {
    name: 'format.named',
    overloads: [
      { id: 'format-named', parameters: [StringType], result: optional(FormatType), call: named, cost: nominal, estimate: nominalEstimate },
    ],
  },
  {
    name: 'validate',
    overloads: [
      {
        id: 'format-validate',
        member: true,
        parameters: [FormatType, StringType],
        result: optional(list(StringType)),
        call: validate,
        cost: (_result, format: Value, text) =>
          'patternSize' in Object(format) ? patternCost(costSize(text), (format as NamedFormat).patternSize) : 1,
        estimate: ({ args, size }) => ({ cost: scale(scale(size(args[0]!), TRAVERSAL), MAX_PATTERN * PATTERN) }),
      },
    ],
  },
  ...Array.from(NAMED_FORMATS, ([name, format]): FunctionDeclaration => {
    return { name: `format.${name}`, overloads: [{ id: `format.${name}`, parameters: [], result: FormatType, call: () => format }] }
  }),
]

/** @see k8s.io/apiserver pkg/cel/library/format.go */
export const formats: Library = { name: 'kubernetes.format', since: 31, functions }
