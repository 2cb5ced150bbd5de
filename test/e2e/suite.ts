import type { Assets } from './assets.ts'

/** A file of cases. What it starts it stops. */
export interface Suite {
  readonly name: string
  run(report: Reporter, assets: Assets): Promise<void>
}

/** Runs cases one after another, prints each with its result, and goes on after a failure. */
export class Reporter {
  passed = 0
  failed = 0

  async case(name: string, body: () => Promise<void> | void): Promise<void> {
    const start = performance.now()
    try {
      await body()
      this.passed++
      console.log(`  ok      ${name} (${Math.round(performance.now() - start)} ms)`)
    } catch (error) {
      this.failed++
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      console.log(`  FAILED  ${name}\n${text.replace(/^/gm, '          ')}`)
    }
  }

  /** A figure worth reading in the log of a run. */
  note(text: string): void {
    console.log(`          ${text}`)
  }
}
