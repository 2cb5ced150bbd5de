import { Malformed } from '../../values/malformed.ts'
import { parseSemver, parseSemverNormalized, type Semver } from '../../values/semver.ts'
import { BoolType, type CelType, IntType, StringType } from '../types.ts'
import { CelError, int, type Value } from '../value.ts'
import { argumentTraversal, nominal, nominalEstimate, traversal } from './costs.ts'
import type { FunctionDeclaration, Library, Overload } from './function.ts'
import { SemverType } from './library-types.ts'

const parse = (text: string, normalize = false) => (normalize ? parseSemverNormalized(text) : parseSemver(text))

function semver(text: string, normalize?: boolean): Semver {
  const version = parse(text, normalize)
  if (version instanceof Malformed) throw new CelError(version.message)
  return version
}

const isSemver = (text: string, normalize?: boolean) => !(parse(text, normalize) instanceof Malformed)

/** Go casts uint64 to int64. */
const wrapped = (value: bigint): Value => int(BigInt.asIntN(64, value))

function ofText(id: string, parameters: readonly CelType[], result: CelType, call: Overload['call']): Overload {
  return { id, parameters, result, call, cost: traversal, estimate: argumentTraversal }
}

function member(name: string, id: string, parameters: readonly CelType[], result: CelType, call: Overload['call']): FunctionDeclaration {
  const overload: Overload = {
    id,
    member: true,
    parameters: [SemverType, ...parameters],
    result,
    call,
    cost: nominal,
    estimate: nominalEstimate,
  }
  return { name, overloads: [overload] }
}

const functions: readonly FunctionDeclaration[] = [
  {
    name: 'semver',
    overloads: [
      ofText('string_to_semver', [StringType], SemverType, semver),
      ofText('string_bool_to_semver', [StringType, BoolType], SemverType, semver),
    ],
  },
  {
    name: 'isSemver',
    overloads: [
      ofText('is_semver_string', [StringType], BoolType, isSemver),
      ofText('is_semver_string_bool', [StringType, BoolType], BoolType, isSemver),
    ],
  },
  member('isGreaterThan', 'semver_is_greater_than', [SemverType], BoolType, (a: Semver, b: Semver) => a.compare(b) > 0),
  member('isLessThan', 'semver_is_less_than', [SemverType], BoolType, (a: Semver, b: Semver) => a.compare(b) < 0),
  member('compareTo', 'semver_compare_to', [SemverType], IntType, (a: Semver, b: Semver) => a.compare(b)),
  member('major', 'semver_major', [], IntType, ({ major }: Semver) => wrapped(major)),
  member('minor', 'semver_minor', [], IntType, ({ minor }: Semver) => wrapped(minor)),
  member('patch', 'semver_patch', [], IntType, ({ patch }: Semver) => wrapped(patch)),
]

/** @see k8s.io/apiserver pkg/cel/library/semverlib.go */
export const semvers: Library = { name: 'kubernetes.Semver', since: 33, functions }
