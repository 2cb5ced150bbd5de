/**
 * Numbers as Go reads and prints them.
 */

const SAFE = 2n ** 53n - 1n

/** strconv.ParseInt(text, 10, 64): an optional sign and digits. A number while it is safe. Undefined when malformed or out of range. */
export function parseInt64(text: string): number | bigint | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined
  // So few digits are safe. Of -0 the addition makes 0.
  if (text.length < 16) return Number(text) + 0
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text)
  if (value > (1n << 63n) - 1n || value < -(1n << 63n)) return undefined
  return value <= SAFE && value >= -SAFE ? Number(value) : value
}

/** strconv.ParseUint(text, 10, 64): digits only. */
export function parseUint64(text: string): bigint | undefined {
  if (!/^[0-9]+$/.test(text)) return undefined
  const value = BigInt(text)
  return value < 1n << 64n ? value : undefined
}

const DECIMAL = /^[+-]?(?:[0-9]+(?:_[0-9]+)*(?:\.(?:[0-9]+(?:_[0-9]+)*)?)?|\.[0-9]+(?:_[0-9]+)*)(?:[eE][+-]?[0-9]+(?:_[0-9]+)*)?$/
const HEXADECIMAL = /^([+-]?)0[xX](_?[0-9a-fA-F_]*)(?:\.([0-9a-fA-F_]*))?[pP]([+-]?[0-9]+)$/

/** strconv.ParseFloat(text, 64): decimal, hexadecimal with a binary exponent, infinity and NaN by name. Undefined when malformed or too large. */
export function parseFloat64(text: string): number | undefined {
  if (DECIMAL.test(text)) {
    const value = Number(text.replaceAll('_', ''))
    return Number.isFinite(value) ? value : undefined
  }
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  if (/^nan$/i.test(text)) return Number.NaN
  return parseHexadecimal(text)
}

function parseHexadecimal(text: string): number | undefined {
  const match = HEXADECIMAL.exec(text)
  if (!match) return undefined
  const [, sign, whole, fraction = '', exponent] = match
  if (/__|_$/.test(`${whole}`) || /^_|__|_$/.test(fraction)) return undefined
  const digits = `${whole}${fraction}`.replaceAll('_', '')
  if (digits === '') return undefined
  const scale = Number(exponent) - fraction.replaceAll('_', '').length * 4
  const value = scaleBinary(BigInt(`0x${digits}`), scale)
  if (!Number.isFinite(value)) return undefined
  return sign === '-' ? -value : value
}

/** `mantissa` times two to the power of `exponent`, rounded once to the nearest double, ties to even. */
function scaleBinary(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0
  const bits = mantissa.toString(2).length
  if (bits + exponent > 1024) return Infinity
  if (bits + exponent < -1075) return 0
  // Keep as many bits as the result has room for, so that only this division rounds.
  const room = Math.min(53, bits + exponent + 1074)
  const drop = bits - room
  if (drop <= 0) return Number(mantissa) * 2 ** Math.max(exponent, -1074) * (exponent < -1074 ? 2 ** (exponent + 1074) : 1)
  const divisor = 1n << BigInt(drop)
  let kept = mantissa / divisor
  const rest = (mantissa % divisor) * 2n
  if (rest > divisor || (rest === divisor && (kept & 1n) === 1n)) kept++
  const shift = exponent + drop
  return shift < -1000
    ? Number(kept) * 2 ** (shift + 500) * 2 ** -500
    : Number(kept) * 2 ** Math.min(shift, 900) * 2 ** Math.max(shift - 900, 0)
}

/** `%g` (and `%v`): the fewest digits, with an exponent of two digits at least below 1e-4 and from 1e6 on. */
export function formatG(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const [digits, exponent] = shortest(value)
  const sign = value < 0 ? '-' : ''
  if (exponent < -4 || exponent >= 6) return sign + scientific(digits, exponent)
  return sign + plain(digits, exponent)
}

/** strconv.FormatFloat(value, 'f', -1, 64): the fewest digits, never an exponent. */
export function formatF(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const [digits, exponent] = shortest(value)
  return (value < 0 ? '-' : '') + plain(digits, exponent)
}

/** The shortest digits that read back as the value, and the power of ten of the first of them. */
function shortest(value: number): [digits: string, exponent: number] {
  const [mantissa, exponent] = Math.abs(value).toExponential().split('e') as [string, string]
  return [mantissa.replace('.', ''), Number(exponent)]
}

function plain(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`
  if (digits.length <= exponent + 1) return digits.padEnd(exponent + 1, '0')
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`
}

function scientific(digits: string, exponent: number): string {
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}
