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
  #draining = false

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
    return { ready: checks.every(check => check.ok), checks }
  }
}
