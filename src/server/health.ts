/** One thing that readiness depends on. */
export interface Check {
  readonly name: string
  readonly ok: boolean
  /** In words, when it is not ok or worth knowing. */
  readonly detail?: string
}

/** Collects checks by name; what they look at changes under them, so that they are asked anew each time. */
export class Health {
  readonly #checks: (() => readonly Check[])[] = []
  readonly #turned: (ready: boolean, failing: readonly Check[]) => void
  #draining = false
  #failed: string | undefined

  /** `turned` is told when somebody asks and other checks fail than the time before. */
  constructor(turned: (ready: boolean, failing: readonly Check[]) => void = () => {}) {
    this.#turned = turned
  }

  add(check: () => readonly Check[]): void {
    this.#checks.push(check)
  }

  /** From now on not ready: the endpoints of the Service forget this replica while it goes on answering. */
  drain(): void {
    this.#draining = true
  }

  get draining(): boolean {
    return this.#draining
  }

  readiness(): { readonly ready: boolean; readonly checks: readonly Check[] } {
    const checks = this.#checks.flatMap(check => check())
    if (this.#draining) checks.push({ name: 'shutdown', ok: false, detail: 'shutting down' })
    const failing = checks.filter(check => !check.ok)
    if (!this.#draining) this.#tell(failing)
    return { ready: failing.length === 0, checks }
  }

  #tell(failing: readonly Check[]): void {
    const failed = failing.map(({ name }) => name).join()
    if (failed === this.#failed) return
    this.#failed = failed
    this.#turned(failing.length === 0, failing)
  }
}
