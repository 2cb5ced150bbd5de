import { Malformed } from './malformed.ts'
import { quote } from './quote.ts'

/** A semantic version as github.com/blang/semver reads it. Build metadata takes no part in comparison. */
export class Semver {
  readonly major: bigint
  readonly minor: bigint
  readonly patch: bigint
  /** Numeric identifiers as bigint, others as text. */
  readonly prerelease: readonly (bigint | string)[]
  readonly build: readonly string[]

  constructor(major: bigint, minor: bigint, patch: bigint, prerelease: readonly (bigint | string)[] = [], build: readonly string[] = []) {
    this.major = major
    this.minor = minor
    this.patch = patch
    this.prerelease = prerelease
    this.build = build
  }

  compare(other: Semver): -1 | 0 | 1 {
    return (
      order(this.major, other.major) ||
      order(this.minor, other.minor) ||
      order(this.patch, other.patch) ||
      comparePrerelease(this.prerelease, other.prerelease)
    )
  }

  get celType(): string {
    return 'kubernetes.Semver'
  }

  equals(other: unknown): boolean {
    return other instanceof Semver && this.compare(other) === 0
  }

  toString(): string {
    const prerelease = this.prerelease.length > 0 ? `-${this.prerelease.join('.')}` : ''
    return `${this.major}.${this.minor}.${this.patch}${prerelease}${this.build.length > 0 ? `+${this.build.join('.')}` : ''}`
  }
}

function order<T extends bigint | string>(a: T, b: T): -1 | 0 | 1 {
  return a === b ? 0 : a < b ? -1 : 1
}

function comparePrerelease(a: readonly (bigint | string)[], b: readonly (bigint | string)[]): -1 | 0 | 1 {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 0 : a.length === 0 ? 1 : -1
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a[i]!, b[i]!]
    if (typeof x !== typeof y) return typeof x === 'bigint' ? -1 : 1
    const result = order(x, y)
    if (result !== 0) return result
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1
}

/** Strict: three numbers without leading zeros, then prerelease and build identifiers. */
export function parseSemver(text: string): Semver | Malformed {
  if (text === '') return new Malformed('Version string empty')
  const parts = splitThree(text)
  if (parts.length < 3) return new Malformed('No Major.Minor.Patch elements found')
  let patchText = parts[2]!
  let build: string[] = []
  let prerelease: string[] = []
  const plus = patchText.indexOf('+')
  if (plus >= 0) {
    build = patchText.slice(plus + 1).split('.')
    patchText = patchText.slice(0, plus)
  }
  const dash = patchText.indexOf('-')
  if (dash >= 0) {
    prerelease = patchText.slice(dash + 1).split('.')
    patchText = patchText.slice(0, dash)
  }
  const numbers: bigint[] = []
  for (const [name, digits] of [
    ['Major', parts[0]!],
    ['Minor', parts[1]!],
    ['Patch', patchText],
  ] as const) {
    const number = readNumber(name, digits)
    if (number instanceof Malformed) return number
    numbers.push(number)
  }
  const identifiers: (bigint | string)[] = []
  for (const item of prerelease) {
    const identifier = readPrerelease(item)
    if (identifier instanceof Malformed) return identifier
    identifiers.push(identifier)
  }
  for (const item of build) {
    if (item === '') return new Malformed('Build meta data is empty')
    if (!/^[0-9A-Za-z-]*$/.test(item)) return new Malformed(`Invalid character(s) found in build meta data ${quote(item)}`)
  }
  return new Semver(numbers[0]!, numbers[1]!, numbers[2]!, identifiers, build)
}

/** Kubernetes' tolerant reading: one leading `v` dropped, missing minor and patch filled with 0, leading zeros removed. No blanks. */
export function parseSemverNormalized(text: string): Semver | Malformed {
  const parts = splitThree(text.startsWith('v') ? text.slice(1) : text).map(part => {
    if (part.length < 2) return part
    const trimmed = part.replace(/^0+/, '')
    return /^[0-9]/.test(trimmed) ? trimmed : `0${trimmed}`
  })
  if (parts.length < 3 && /[+-]/.test(parts.at(-1)!)) return new Malformed('short version cannot contain PreRelease/Build meta data')
  while (parts.length < 3) parts.push('0')
  return parseSemver(parts.join('.'))
}

function splitThree(text: string): string[] {
  const first = text.indexOf('.')
  if (first < 0) return [text]
  const second = text.indexOf('.', first + 1)
  if (second < 0) return [text.slice(0, first), text.slice(first + 1)]
  return [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)]
}

function readNumber(name: string, digits: string): bigint | Malformed {
  if (!/^[0-9]*$/.test(digits)) return new Malformed(`Invalid character(s) found in ${name.toLowerCase()} number ${quote(digits)}`)
  if (/^0./.test(digits)) return new Malformed(`${name} number must not contain leading zeroes ${quote(digits)}`)
  return readUint64(digits)
}

function readPrerelease(item: string): bigint | string | Malformed {
  if (item === '') return new Malformed('Prerelease is empty')
  if (/^[0-9]+$/.test(item)) {
    return /^0./.test(item) ? new Malformed(`Numeric PreRelease version must not contain leading zeroes ${quote(item)}`) : readUint64(item)
  }
  return /^[0-9A-Za-z-]*$/.test(item) ? item : new Malformed(`Invalid character(s) found in prerelease ${quote(item)}`)
}

function readUint64(digits: string): bigint | Malformed {
  if (digits === '') return new Malformed('strconv.ParseUint: parsing "": invalid syntax')
  const value = BigInt(digits)
  return value < 1n << 64n ? value : new Malformed(`strconv.ParseUint: parsing ${quote(digits)}: value out of range`)
}
