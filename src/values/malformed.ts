/**
 * Why a text could not be read. Parsers of this folder return it instead of throwing: a refusal is an ordinary answer here,
 * asked for thousands of times (`isIP`, formats), and carries the exact text that the API server would print.
 */
export class Malformed {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}
