import { Malformed } from './malformed.ts'

/**
 * Kubernetes' resource.Quantity: a decimal number with a suffix, exact to nano.
 * Go keeps small ones as an int64 with a power of ten and the others as a big decimal; which of the two shows (`isInteger` is false for
 * `1000m` and for everything big), so it is kept here too.
 * @see k8s.io/apimachinery pkg/api/resource
 */
export class Quantity {
  /** The amount is `unscaled` times ten to the power of `exponent`. */
  readonly unscaled: bigint
  readonly exponent: number
  readonly format: QuantityFormat
  /** Whether Go holds it as a big decimal. */
  readonly big: boolean
  readonly #text: string | undefined

  constructor(unscaled: bigint, exponent: number, format: QuantityFormat, big: boolean, text?: string) {
    this.unscaled = unscaled
    this.exponent = exponent
    this.format = format
    this.big = big
    this.#text = text
  }

  sign(): -1 | 0 | 1 {
    return this.unscaled === 0n ? 0 : this.unscaled < 0n ? -1 : 1
  }

  compare(other: Quantity): -1 | 0 | 1 {
    const [a, b] = aligned(this, other)
    return a === b ? 0 : a < b ? -1 : 1
  }

  get celType(): string {
    return 'kubernetes.Quantity'
  }

  equals(other: unknown): boolean {
    return other instanceof Quantity && this.compare(other) === 0
  }

  /** The value as int64; undefined where Go refuses: fractions, `1000m`, and what it holds as a big decimal. */
  asInteger(): bigint | undefined {
    if (this.big || this.exponent < 0) return undefined
    if (this.exponent > 18 && this.unscaled !== 0n) return undefined
    const value = this.unscaled * 10n ** BigInt(this.unscaled === 0n ? 0 : this.exponent)
    return fitsInt64(value) ? value : undefined
  }

  /** The nearest double by Go's reckoning: mantissa as double, times the power of ten as double. */
  asApproximateFloat(): number {
    const base = Number(this.unscaled)
    return this.exponent === 0 ? base : base * pow10(this.exponent)
  }

  add(other: Quantity): Quantity {
    return sum(this, other, other.unscaled)
  }

  subtract(other: Quantity): Quantity {
    // Go negates in int64, where the smallest number has no opposite.
    return sum(this, other, this.big || other.big ? -other.unscaled : BigInt.asIntN(64, -other.unscaled))
  }

  /** The canonical form: as it was written when that was canonical already. */
  toString(): string {
    return this.#text ?? canonical(this)
  }
}

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent'

const MAX_INT64 = (1n << 63n) - 1n
const MIN_INT64 = -(1n << 63n)
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 }
/** Beyond that power of ten every double is infinite. */
const MAX_RESCALED = 1000
const SCAN = /^([+-]?)(0*)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/

const WRONG_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

/** Go's ParseQuantity, including its fast path, whose result shows in `asInteger` and `toString`. */
export function parseQuantity(text: string): Quantity | Malformed {
  if (text === '0') return new Quantity(0n, 0, 'DecimalSI', false, text)
  const match = text === '' ? null : SCAN.exec(text)
  if (!match) return new Malformed(WRONG_FORMAT)
  const [, sign, zeros, digits, fraction = '', suffixText] = match as unknown as [
    string,
    string,
    string,
    string,
    string | undefined,
    string,
  ]
  const suffix = interpret(suffixText)
  if (!suffix) return new Malformed("unable to parse quantity's suffix")
  const number = digits || '0'
  const negative = sign === '-'
  const small = fastPath(text, negative, number, fraction, suffix)
  if (small) return small
  // A sign or point alone is zero to the fast path, and nothing to the slow one.
  if (zeros + digits + fraction === '') return new Malformed('unable to parse numeric part of quantity')
  return slowPath(negative, number, fraction, suffix)
}

interface Suffix {
  readonly base: 2 | 10
  readonly exponent: number
  readonly format: QuantityFormat
}

function interpret(text: string): Suffix | undefined {
  if (Object.hasOwn(DECIMAL, text)) return { base: 10, exponent: DECIMAL[text]!, format: 'DecimalSI' }
  if (Object.hasOwn(BINARY, text)) return { base: 2, exponent: BINARY[text]!, format: 'BinarySI' }
  if (!/^[eE][+-]?[0-9]+$/.test(text)) return undefined
  const exponent = BigInt(text.replace(/^.\+/, '').replace(/^[eE]/, ''))
  if (!fitsInt64(exponent)) return undefined
  return { base: 10, exponent: Number(BigInt.asIntN(32, exponent)), format: 'DecimalExponent' }
}

function fastPath(text: string, negative: boolean, digits: string, fraction: string, suffix: Suffix): Quantity | undefined {
  const decimal = suffix.base === 10
  if (!decimal && fraction !== '') return undefined
  const precision = decimal
    ? 18 - (digits.length + fraction.length)
    : 15 - digits.length - Math.trunc(Math.fround(Math.fround(suffix.exponent * 3) / 10)) - 1
  const exponent = (decimal ? suffix.exponent : 0) - fraction.length
  if (precision < 0 || exponent < -9) return undefined
  const shifted = digits + fraction
  const value = BigInt(shifted)
  const scaled = decimal ? value : value << BigInt(suffix.exponent)
  if (scaled > MAX_INT64) return undefined
  const canonicalAsWritten = decimal
    ? exponent % 3 === 0 && !shifted.endsWith('000') && shifted[0] !== '0'
    : suffix.exponent % 10 === 0 && (value & 7n) !== 0n
  return new Quantity(negative ? -scaled : scaled, exponent, suffix.format, false, canonicalAsWritten ? text : undefined)
}

/** Rounded up (away from zero) to nano; binary ones capped at the largest int64. */
function slowPath(negative: boolean, digits: string, fraction: string, suffix: Suffix): Quantity {
  let unscaled = BigInt(digits + fraction)
  let exponent = -fraction.length
  if (suffix.base === 10) exponent += suffix.exponent
  else unscaled <<= BigInt(suffix.exponent)
  if (unscaled !== 0n && exponent < -9) {
    // Beyond that many digits nothing but the rounding up is left; 10 to the power of a million is not worth computing.
    const drop = -9 - exponent
    if (drop > unscaled.toString().length) unscaled = 1n
    else {
      const divisor = 10n ** BigInt(drop)
      unscaled = unscaled / divisor + (unscaled % divisor === 0n ? 0n : 1n)
    }
    exponent = -9
  } else if (unscaled !== 0n && exponent <= MAX_RESCALED) {
    // Go holds nano then, which shows in how `asApproximateFloat` rounds.
    unscaled *= 10n ** BigInt(exponent + 9)
    exponent = -9
  }
  let format = suffix.format
  if (format === 'BinarySI') {
    const whole = 10n ** BigInt(-exponent)
    if (unscaled > MAX_INT64 * whole) {
      unscaled = MAX_INT64
      exponent = 0
    } else if (unscaled > 0n && unscaled < whole) format = 'DecimalSI'
  }
  return new Quantity(negative ? -unscaled : unscaled, exponent, format, true)
}

/** Both amounts as multiples of the smaller power of ten. Powers far apart (an exponent suffix may say anything) are brought near first. */
function aligned(a: Quantity, b: Quantity): [bigint, bigint] {
  if (a.unscaled === 0n || b.unscaled === 0n) return [a.unscaled, b.unscaled]
  const difference = a.exponent - b.exponent
  if (difference === 0) return [a.unscaled, b.unscaled]
  // Ten to a power beyond the other number's digits decides by itself.
  if (difference > 0) return [a.unscaled * 10n ** BigInt(Math.min(difference, digitsOf(b.unscaled) + 1)), b.unscaled]
  return [a.unscaled, b.unscaled * 10n ** BigInt(Math.min(-difference, digitsOf(a.unscaled) + 1))]
}

function digitsOf(value: bigint): number {
  return value.toString().length
}

function sum(a: Quantity, b: Quantity, addend: bigint): Quantity {
  const format = a.unscaled === 0n ? b.format : a.format
  const exponent = Math.min(a.exponent, b.exponent)
  const bothSmall = !a.big && !b.big
  if (bothSmall && addend === 0n) return new Quantity(a.unscaled, a.exponent, format, false)
  if (bothSmall && a.unscaled === 0n && fitsInt64(addend)) return new Quantity(addend, b.exponent, format, false)
  const left = scaleTo(a.unscaled, a.exponent - exponent)
  const right = scaleTo(addend, b.exponent - exponent)
  const total = left + right
  const big = !bothSmall || !fitsInt64(left) || !fitsInt64(right) || !fitsInt64(total)
  return new Quantity(total, exponent, format, big)
}

/** An exponent suffix can ask for numbers of billions of digits, for which an API server has no memory either. Sums are cut at a hundred thousand. */
function scaleTo(value: bigint, power: number): bigint {
  return value === 0n ? 0n : value * 10n ** BigInt(Math.min(power, 100_000))
}

function canonical(quantity: Quantity): string {
  if (quantity.unscaled === 0n) return '0'
  if (quantity.format === 'BinarySI' && quantity.exponent <= 0) {
    const divisor = 10n ** BigInt(-quantity.exponent)
    const exact = quantity.unscaled % divisor === 0n
    let value = quantity.unscaled / divisor
    if (exact && (value >= 1024n || value <= -1024n)) {
      let power = 0
      while (value % 1024n === 0n) {
        value /= 1024n
        power += 10
      }
      const suffix = Object.keys(BINARY).find(name => BINARY[name] === power) ?? ''
      return `${value}${suffix}`
    }
  }
  let { unscaled, exponent } = quantity
  while (unscaled % 10n === 0n) {
    unscaled /= 10n
    exponent++
  }
  for (; exponent % 3 !== 0; exponent--) unscaled *= 10n
  if (quantity.format === 'DecimalExponent') return exponent === 0 ? `${unscaled}` : `${unscaled}e${exponent}`
  // Powers that no suffix names are dropped by Go, too.
  return `${unscaled}${Object.keys(DECIMAL).find(name => DECIMAL[name] === exponent) ?? ''}`
}

function fitsInt64(value: bigint): boolean {
  return value >= MIN_INT64 && value <= MAX_INT64
}

/** Go's math.Pow10, which multiplies a power of 1e32 by a smaller one and so rounds twice. */
function pow10(exponent: number): number {
  if (exponent < -323) return 0
  if (exponent > 308) return Infinity
  const rest = Math.abs(exponent) % 32
  const head = exponent - Math.sign(exponent) * rest
  return exponent < 0 ? Number(`1e${head}`) / Number(`1e${rest}`) : Number(`1e${head}`) * Number(`1e${rest}`)
}
