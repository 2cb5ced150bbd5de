import { type IP, parseIP } from '../../values/ip.ts'
import { Malformed } from '../../values/malformed.ts'
import { scale } from '../cost-range.ts'
import { BoolType, type CelType, IntType, StringType } from '../types.ts'
import { CelError } from '../value.ts'
import { argumentTraversal, doubleTraversal, nominal, nominalEstimate, TRAVERSAL, traversal } from './costs.ts'
import type { FunctionDeclaration, Library, Overload } from './function.ts'
import { IPType } from './library-types.ts'

function toIP(text: string): IP {
  const address = parseIP(text)
  if (address instanceof Malformed) throw new CelError(address.message)
  return address
}

function ofText(id: string, result: CelType, call: Overload['call']): Overload {
  return { id, parameters: [StringType], result, call, cost: traversal, estimate: argumentTraversal }
}

function accessor(name: string, id: string, call: Overload['call'], result: CelType = BoolType): FunctionDeclaration {
  return { name, overloads: [{ id, member: true, parameters: [IPType], result, call, cost: nominal, estimate: nominalEstimate }] }
}

const functions: readonly FunctionDeclaration[] = [
  { name: 'ip', overloads: [ofText('string_to_ip', IPType, toIP)] },
  { name: 'isIP', overloads: [ofText('is_ip', BoolType, (text: string) => !(parseIP(text) instanceof Malformed))] },
  {
    name: 'ip.isCanonical',
    overloads: [
      {
        id: 'ip_is_canonical',
        parameters: [StringType],
        result: BoolType,
        call: (text: string) => toIP(text).toString() === text,
        cost: doubleTraversal,
        estimate: ({ args, size }) => ({ cost: scale(size(args[0]!), 2 * TRAVERSAL) }),
      },
    ],
  },
  { name: 'string', overloads: [{ id: 'ip_to_string', parameters: [IPType], result: StringType, call: String }] },
  accessor('family', 'ip_family', ({ family }: IP) => family, IntType),
  accessor('isUnspecified', 'ip_is_unspecified', (ip: IP) => ip.isUnspecified()),
  accessor('isLoopback', 'ip_is_loopback', (ip: IP) => ip.isLoopback()),
  accessor('isLinkLocalMulticast', 'ip_is_link_local_multicast', (ip: IP) => ip.isLinkLocalMulticast()),
  accessor('isLinkLocalUnicast', 'ip_is_link_local_unicast', (ip: IP) => ip.isLinkLocalUnicast()),
  accessor('isGlobalUnicast', 'ip_is_global_unicast', (ip: IP) => ip.isGlobalUnicast()),
]

/** @see k8s.io/apiserver pkg/cel/library/ip.go */
export const ips: Library = { name: 'kubernetes.net.ip', since: 30, functions, types: [IPType] }
