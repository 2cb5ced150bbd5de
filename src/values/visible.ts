import { quote } from './quote.ts'

/** What moves the cursor, ends the line or turns the direction of writing: in a name it could hide or forge what stands around it. */
const HIDDEN = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** One line of text that is safe on a terminal and in a log: control characters as Go writes them, `\n`, `\x1b`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, character => quote(character).slice(1, -1))
}
