import { type CIDR, parseCIDR } from '../../values/cidr.ts'
import { type IP, parseIP } from '../../values/ip.ts'
import { Malformed } from '../../values/malformed.ts'
import { add, ONE, type Range, scale } from '../cost-range.ts'
import { BoolType, type CelType, IntType, StringType } from '../types.ts'
import { CelError, costSize, noSuchOverload } from '../value.ts'
import { argumentTraversal, nominal, nominalEstimate, TRAVERSAL, traversal } from './costs.ts'
import type { FunctionDeclaration, Library, Overload } from './function.ts'
import { CIDRType, IPType } from './library-types.ts'

function toCIDR(text: string): CIDR {
  const network = parseCIDR(text)
  if (network instanceof Malformed) throw new CelError(`network address parse error during conversion from string: ${network.message}`)
  return network
}

/** Kubernetes loses the reason when the text of an address cannot be read. */
function containsIP(network: CIDR, text: string): boolean {
  const ip = parseIP(text)
  if (ip instanceof Malformed) throw noSuchOverload()
  return network.contains(ip)
}

const prefixCost = (network: unknown) => Math.ceil(costSize(network) * 2 * TRAVERSAL)
const maskCost = (network: unknown) => Math.ceil(costSize(network) * TRAVERSAL) + 1
const readCost = (text: unknown) => Math.ceil(costSize(text) * TRAVERSAL)

/** An address has four or sixteen bytes. */
const BYTES: Range = { min: 4n, max: 16n }
const prefixEstimate = scale(add(BYTES, BYTES), TRAVERSAL)
const maskEstimate = add(add(prefixEstimate, scale(BYTES, TRAVERSAL)), ONE)

function ofText(id: string, result: CelType, call: Overload['call']): Overload {
  return { id, parameters: [StringType], result, call, cost: traversal, estimate: argumentTraversal }
}

function member(id: string, parameters: readonly CelType[], result: CelType, call: Overload['call']): Overload {
  return { id, member: true, parameters: [CIDRType, ...parameters], result, call, cost: nominal, estimate: nominalEstimate }
}

const functions: readonly FunctionDeclaration[] = [
  { name: 'cidr', overloads: [ofText('string_to_cidr', CIDRType, toCIDR)] },
  { name: 'isCIDR', overloads: [ofText('is_cidr', BoolType, (text: string) => !(parseCIDR(text) instanceof Malformed))] },
  {
    name: 'containsIP',
    overloads: [
      {
        ...member('cidr_contains_ip_string', [StringType], BoolType, containsIP),
        cost: (_result, network, text) => prefixCost(network) + readCost(text),
        dynamicCost: (_result, network) => prefixCost(network),
        estimate: ({ args, size }) => ({ cost: add(prefixEstimate, scale(size(args[0]!), TRAVERSAL)) }),
      },
      {
        ...member('cidr_contains_ip_ip', [IPType], BoolType, (network: CIDR, ip: IP) => network.contains(ip)),
        cost: (_result, network) => prefixCost(network),
        estimate: () => ({ cost: prefixEstimate }),
      },
    ],
  },
  {
    name: 'containsCIDR',
    overloads: [
      {
        ...member('cidr_contains_cidr_string', [StringType], BoolType, (network: CIDR, text: string) => network.containsCIDR(toCIDR(text))),
        cost: (_result, network, text) => prefixCost(network) + maskCost(network) + readCost(text),
        dynamicCost: (_result, network) => prefixCost(network) + maskCost(network),
        estimate: ({ args, size }) => ({ cost: add(maskEstimate, scale(size(args[0]!), TRAVERSAL)) }),
      },
      {
        ...member('cidr_contains_cidr', [CIDRType], BoolType, (network: CIDR, other: CIDR) => network.containsCIDR(other)),
        cost: (_result, network) => prefixCost(network) + maskCost(network),
        estimate: () => ({ cost: maskEstimate }),
      },
    ],
  },
  { name: 'ip', overloads: [{ ...member('cidr_ip', [], IPType, ({ ip }: CIDR) => ip), dynamicCost: traversal }] },
  { name: 'prefixLength', overloads: [member('cidr_prefix_length', [], IntType, ({ prefixLength }: CIDR) => prefixLength)] },
  { name: 'masked', overloads: [member('cidr_masked', [], CIDRType, (network: CIDR) => network.masked())] },
  { name: 'string', overloads: [{ id: 'cidr_to_string', parameters: [CIDRType], result: StringType, call: String }] },
]

/** @see k8s.io/apiserver pkg/cel/library/cidr.go */
export const cidrs: Library = { name: 'kubernetes.net.cidr', since: 30, functions, types: [CIDRType] }
