import { CelError } from '../cel/value.ts'

/** Stands in messages of evaluations that needed a fact which nobody gave: such an evaluation says nothing. */
const MARK = 'is not known offline'

/** A fact that matching needs and nobody gave. */
export class UnknownFact extends Error {}

/** Did an evaluation fail only because a fact is not known here? */
export const isUnknown = (message: string): boolean => message.includes(MARK)

/** Fields that fail any expression that reads them: what an object holds there nobody knows. */
export function unknownFields(what: string, names: readonly string[]): object {
  const fields = {}
  for (const name of names) {
    Object.defineProperty(fields, name, {
      enumerable: true,
      get() {
        throw new CelError(`${what} ${MARK}`)
      },
    })
  }
  return fields
}

/** An answer that fails any expression which asks for it. */
export function unknownAnswer(what: string): never {
  throw new CelError(`${what} ${MARK}`)
}
