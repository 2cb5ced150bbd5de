import { Malformed } from './malformed.ts'

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  '\u00b5s': 1_000n,
  '\u03bcs': 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}
const SECOND = 1_000_000_000
const MAX = (1n << 63n) - 1n

/** A span of time as Go's time.Duration: int64 nanoseconds, here split in whole seconds and nanoseconds of the same sign. */
export class Duration {
  readonly seconds: number
  readonly nanos: number

  /** `nanos` lies within ±999,999,999 and never has the sign opposite to `seconds`. Use `durationOf` where that is not known. */
  constructor(seconds: number, nanos: number) {
    this.seconds = seconds
    this.nanos = nanos
  }

  /** Total nanoseconds, exact. */
  nanoseconds(): bigint {
    return BigInt(this.seconds) * 1_000_000_000n + BigInt(this.nanos)
  }

  /** Total seconds with their fraction, as Go's Duration.Seconds rounds it. */
  inSeconds(): number {
    return this.seconds + this.nanos / 1e9
  }

  isZero(): boolean {
    return this.seconds === 0 && this.nanos === 0
  }

  get celType(): string {
    return 'google.protobuf.Duration'
  }

  equals(other: unknown): boolean {
    return other instanceof Duration && this.seconds === other.seconds && this.nanos === other.nanos
  }

  /** Negative, zero or positive. */
  compare(other: Duration): number {
    return this.seconds - other.seconds || this.nanos - other.nanos
  }

  /** Undefined when the sum overflows int64 nanoseconds. */
  add(other: Duration): Duration | undefined {
    return durationOf(this.seconds + other.seconds, this.nanos + other.nanos)
  }

  subtract(other: Duration): Duration | undefined {
    return durationOf(this.seconds - other.seconds, this.nanos - other.nanos)
  }

  negate(): Duration | undefined {
    return durationOf(-this.seconds, -this.nanos)
  }
}

/** Carries nanoseconds into seconds; undefined when the result does not fit int64 nanoseconds. */
export function durationOf(seconds: number, nanos: number): Duration | undefined {
  const carry = Math.trunc(nanos / SECOND)
  seconds += carry
  nanos -= carry * SECOND
  if (seconds > 0 && nanos < 0) {
    seconds--
    nanos += SECOND
  } else if (seconds < 0 && nanos > 0) {
    seconds++
    nanos -= SECOND
  }
  // int64 nanoseconds end at 9223372036.854775807 s and begin at -9223372036.854775808 s.
  if (seconds > 9223372036 || (seconds === 9223372036 && nanos > 854775807)) return undefined
  if (seconds < -9223372036 || (seconds === -9223372036 && nanos < -854775808)) return undefined
  return new Duration(seconds + 0, nanos + 0)
}

export function durationFromNanoseconds(nanoseconds: bigint): Duration {
  return new Duration(Number(nanoseconds / 1_000_000_000n), Number(nanoseconds % 1_000_000_000n))
}

const SIMPLE = /^([+-]?)([0-9]{1,9})(ms|s|m|h)$/

/**
 * Go's time.ParseDuration: an optional sign and one or more decimal numbers, each with a unit of ns, us (or the micro sign), ms, s, m, h.
 * `0` alone needs no unit.
 */
export function parseDuration(text: string): Duration | Malformed {
  const simple = SIMPLE.exec(text)
  if (simple) return parseSimple(simple)
  let rest = text
  let negative = false
  if (rest.startsWith('-') || rest.startsWith('+')) {
    negative = rest[0] === '-'
    rest = rest.slice(1)
  }
  if (rest === '0') return new Duration(0, 0)
  if (rest === '') return invalid(text)
  let total = 0n
  while (rest !== '') {
    const part = /^([0-9]*)(?:\.([0-9]*))?/.exec(rest)!
    const whole = part[1]!
    const fraction = part[2] ?? ''
    if (whole === '' && fraction === '') return invalid(text)
    if (BigInt(whole || '0') > MAX + 1n) return invalid(text)
    rest = rest.slice(part[0].length)
    const unitText = /^[^.0-9]*/.exec(rest)![0]
    if (unitText === '') return new Malformed(`time: missing unit in duration ${quoteTime(text)}`)
    const unit = Object.hasOwn(UNITS, unitText) ? UNITS[unitText] : undefined
    if (unit === undefined) return new Malformed(`time: unknown unit ${quoteTime(unitText)} in duration ${quoteTime(text)}`)
    rest = rest.slice(unitText.length)
    total += BigInt(whole || '0') * unit + fractionOf(fraction, unit)
    if (total > MAX + 1n) return invalid(text)
  }
  if (negative) return durationFromNanoseconds(-total)
  return total > MAX ? invalid(text) : durationFromNanoseconds(total)
}

function parseSimple(match: RegExpExecArray): Duration | Malformed {
  const value = match[1] === '-' ? -Number(match[2]) : Number(match[2])
  switch (match[3]) {
    case 'h':
      return durationOf(value * 3600, 0) ?? invalid(match[0])
    case 'm':
      return durationOf(value * 60, 0) ?? invalid(match[0])
    case 's':
      return new Duration(value + 0, 0)
    default:
      return durationOf(0, value * 1e6) ?? invalid(match[0])
  }
}

/** Digits after the point, scaled in float64 as Go does; digits beyond what int64 holds are ignored. */
function fractionOf(digits: string, unit: bigint): bigint {
  let value = 0n
  let scale = 1
  for (const digit of digits) {
    const next = value * 10n + BigInt(digit)
    if (next > MAX) break
    value = next
    scale *= 10
  }
  return value === 0n ? 0n : BigInt(Math.trunc(Number(value) * (Number(unit) / scale)))
}

function invalid(text: string): Malformed {
  return new Malformed(`time: invalid duration ${quoteTime(text)}`)
}

/** Go's time package quotes in its own way: bytes outside printable ASCII as \xHH. */
export function quoteTime(text: string): string {
  let out = '"'
  for (const char of text) {
    const code = char.codePointAt(0)!
    if (char === '"' || char === '\\') out += `\\${char}`
    else if (code >= 0x80 || code < 0x20)
      for (const byte of new TextEncoder().encode(char)) out += `\\x${byte.toString(16).padStart(2, '0')}`
    else out += char
  }
  return `${out}"`
}

/** Go's Duration.String: `1h30m0s`, `1.5s`, `250ms`, `0s`. */
export function formatDuration(duration: Duration): string {
  const total = duration.nanoseconds()
  if (total === 0n) return '0s'
  const negative = total < 0n
  let rest = negative ? -total : total
  const sign = negative ? '-' : ''
  if (rest < 1_000n) return `${sign}${rest}ns`
  if (rest < 1_000_000n) return `${sign}${decimal(rest, 3)}\u00b5s`
  if (rest < 1_000_000_000n) return `${sign}${decimal(rest, 6)}ms`
  const hours = rest / UNITS['h']!
  rest %= UNITS['h']!
  const minutes = rest / UNITS['m']!
  rest %= UNITS['m']!
  const head = hours > 0n ? `${hours}h${minutes}m` : minutes > 0n ? `${minutes}m` : ''
  return `${sign}${head}${decimal(rest, 9)}s`
}

function decimal(value: bigint, places: number): string {
  const digits = value.toString().padStart(places + 1, '0')
  const fraction = digits.slice(-places).replace(/0+$/, '')
  return digits.slice(0, -places) + (fraction && `.${fraction}`)
}

const GEP_2257 = /^([0-9]{1,5}(h|m|s|ms)){1,4}$/

/** A Gateway API duration: up to four groups of at most five digits with a unit of h, m, s or ms. @see GEP-2257 */
export function parseGatewayDuration(text: string): Duration | Malformed {
  if (GEP_2257.test(text)) return parseDuration(text)
  return new Malformed(
    `"${text}" is not a Gateway API duration: write up to four groups of one to five digits with h, m, s or ms, such as "1h30m" or "500ms"`,
  )
}

/** The canonical form of GEP-2257: h, m, s, ms in this order, without zero units; `0s` for zero. Fractions of a millisecond are dropped. */
export function formatGatewayDuration(duration: Duration): string {
  const hours = Math.floor(duration.seconds / 3600)
  const minutes = Math.floor((duration.seconds % 3600) / 60)
  const seconds = duration.seconds % 60
  const milliseconds = Math.floor(duration.nanos / 1e6)
  const text = `${hours ? `${hours}h` : ''}${minutes ? `${minutes}m` : ''}${seconds ? `${seconds}s` : ''}${milliseconds ? `${milliseconds}ms` : ''}`
  return text || '0s'
}
