import { decodeJson as decodeExactly } from '../schema/json.ts'

/** A number that JavaScript might not hold, or that was written with an exponent. It may also stand in a string: that costs time, nothing else. */
const delicate = /[:,[]\s*-?\d[\d.]*(?:[eE]|(?<=\d{16}))/

/**
 * Decodes what an API server sent, numbers as src/values/number.ts says. The fast decoder of the runtime does it unless the text
 * has a number that it would change; an API server writes float64 1 as `1`, so that nothing but size and exponents can be lost.
 * @throws SyntaxError, or JsonSyntaxError of src/schema/json.ts
 */
export function decodeJson(text: string): unknown {
  return delicate.test(text) ? decodeExactly(text).value : JSON.parse(text)
}
