import { Malformed } from '../../values/malformed.ts'
import { parseQuantity, Quantity } from '../../values/quantity.ts'
import { BoolType, type CelType, DoubleType, IntType, StringType } from '../types.ts'
import { CelError, int } from '../value.ts'
import type { Int } from './arithmetic.ts'
import { argumentTraversal, nominal, nominalEstimate, traversal } from './costs.ts'
import type { FunctionDeclaration, Library, Overload } from './function.ts'
import { QuantityType } from './library-types.ts'

function quantity(text: string): Quantity {
  const parsed = parseQuantity(text)
  if (parsed instanceof Malformed) throw new CelError(parsed.message)
  return parsed
}

function asInteger(value: Quantity): Int {
  const integer = value.asInteger()
  if (integer === undefined) throw new CelError('cannot convert value to integer')
  return int(integer)
}

function ofInt(value: Int): Quantity {
  return new Quantity(BigInt(value), 0, 'DecimalExponent', false)
}

/** The result of `add` and `sub`, which Kubernetes holds by reference. */
class QuantitySum extends Quantity {
  readonly byReference = true

  constructor({ unscaled, exponent, format, big }: Quantity) {
    super(unscaled, exponent, format, big)
  }
}

function ofText(id: string, result: CelType, call: Overload['call']): Overload {
  return { id, parameters: [StringType], result, call, cost: traversal, estimate: argumentTraversal }
}

const costs = { cost: nominal, estimate: nominalEstimate }

function member(id: string, parameters: readonly CelType[], result: CelType, call: Overload['call']): Overload {
  return { id, member: true, parameters: [QuantityType, ...parameters], result, call, ...costs }
}

const functions: readonly FunctionDeclaration[] = [
  { name: 'quantity', overloads: [ofText('string_to_quantity', QuantityType, quantity)] },
  {
    name: 'isQuantity',
    overloads: [ofText('is_quantity_string', BoolType, (text: string) => !(parseQuantity(text) instanceof Malformed))],
  },
  {
    name: 'sign',
    overloads: [{ id: 'quantity_sign', parameters: [QuantityType], result: IntType, call: (value: Quantity) => value.sign(), ...costs }],
  },
  {
    name: 'isGreaterThan',
    overloads: [member('quantity_is_greater_than', [QuantityType], BoolType, (a: Quantity, b: Quantity) => a.compare(b) > 0)],
  },
  {
    name: 'isLessThan',
    overloads: [member('quantity_is_less_than', [QuantityType], BoolType, (a: Quantity, b: Quantity) => a.compare(b) < 0)],
  },
  { name: 'compareTo', overloads: [member('quantity_compare_to', [QuantityType], IntType, (a: Quantity, b: Quantity) => a.compare(b))] },
  {
    name: 'asApproximateFloat',
    overloads: [member('quantity_get_float', [], DoubleType, (value: Quantity) => value.asApproximateFloat())],
  },
  { name: 'asInteger', overloads: [member('quantity_get_int', [], IntType, asInteger)] },
  { name: 'isInteger', overloads: [member('quantity_is_integer', [], BoolType, (value: Quantity) => value.asInteger() !== undefined)] },
  {
    name: 'add',
    overloads: [
      member('quantity_add', [QuantityType], QuantityType, (a: Quantity, b: Quantity) => new QuantitySum(a.add(b))),
      member('quantity_add_int', [IntType], QuantityType, (a: Quantity, b: Int) => new QuantitySum(a.add(ofInt(b)))),
    ],
  },
  {
    name: 'sub',
    overloads: [
      member('quantity_sub', [QuantityType], QuantityType, (a: Quantity, b: Quantity) => new QuantitySum(a.subtract(b))),
      member('quantity_sub_int', [IntType], QuantityType, (a: Quantity, b: Int) => new QuantitySum(a.subtract(ofInt(b)))),
    ],
  },
]

/** @see k8s.io/apiserver pkg/cel/library/quantity.go */
export const quantities: Library = { name: 'kubernetes.quantity', since: 28, functions }
