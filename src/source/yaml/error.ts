/**
 * Why a text is not YAML (or JSON) as kubectl reads it. `problem` keeps the wording of kubectl's own parser, so that it can be searched for;
 * offsets are UTF-16 units from the start of the text that was being read.
 */
export class SyntaxProblem extends Error {
  readonly problem: string
  readonly offset: number
  /** Where the construct began that could not be finished, when that is somewhere else. */
  readonly contextOffset: number | undefined

  constructor(problem: string, offset: number, contextOffset?: number) {
    super(problem)
    this.problem = problem
    this.offset = offset
    this.contextOffset = contextOffset
  }
}
