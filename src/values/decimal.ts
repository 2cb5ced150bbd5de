/**
 * Exact decimal rendering of doubles. `toFixed` and `toExponential` round ties away from zero; Go rounds the exact value half to even.
 */

/** `%.Nf`; a negative zero has no sign, a negative number that rounds to zero has one. */
export function toFixedExact(value: number, places: number): string {
  const { numerator, power } = fraction(Math.abs(value))
  // value = numerator / 2^power; scaled by ten to the power of `places` and rounded.
  const scaled = divideHalfEven(numerator * 10n ** BigInt(places), 1n << BigInt(power))
  const digits = scaled.toString().padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return value < 0 ? `-${text}` : text
}

/** Mantissa with `places` digits after the point, and the power of ten. */
export function toExponentialExact(value: number, places: number): { mantissa: string; exponent: number } {
  if (value === 0) return { mantissa: toFixedExact(0, places), exponent: 0 }
  const { numerator, power } = fraction(Math.abs(value))
  const denominator = 1n << BigInt(power)
  let exponent = Number(Math.abs(value).toExponential().split('e')[1])
  for (;;) {
    const shift = places - exponent
    const scaled =
      shift >= 0
        ? divideHalfEven(numerator * 10n ** BigInt(shift), denominator)
        : divideHalfEven(numerator, denominator * 10n ** BigInt(-shift))
    const digits = scaled.toString()
    if (digits.length === places + 1) {
      const mantissa = places === 0 ? digits : `${digits[0]}.${digits.slice(1)}`
      return { mantissa: value < 0 ? `-${mantissa}` : mantissa, exponent }
    }
    // 9.9999999 became 10.000000.
    exponent++
  }
}

/** A finite, non-negative double as numerator / 2^power, exactly. */
function fraction(value: number): { numerator: bigint; power: number } {
  let power = 0
  let scaled = value
  while (!Number.isInteger(scaled)) {
    scaled *= 2
    power++
  }
  return { numerator: BigInt(scaled), power }
}

function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator
  const twice = (numerator % denominator) * 2n
  return twice > denominator || (twice === denominator && (quotient & 1n) === 1n) ? quotient + 1n : quotient
}
