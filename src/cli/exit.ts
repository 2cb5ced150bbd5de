/** What the exit code of every command means. */
export const EXIT = {
  clean: 0,
  /** Findings at or above the threshold. */
  findings: 1,
  /** Unknown commands, flags and values. */
  usage: 2,
  /** Something that was to be read could not be. */
  unreadable: 3,
  /** A defect of Gatewright. */
  internal: 4,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends a command with a message for its user. */
export class CliError extends Error {
  readonly exitCode: ExitCode

  constructor(message: string, exitCode: ExitCode = EXIT.usage) {
    super(message)
    this.exitCode = exitCode
  }
}
