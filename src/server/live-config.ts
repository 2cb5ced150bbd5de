import { readFileSync } from 'node:fs'
import type { Check } from './health.ts'
import { watchFiles } from './watch-file.ts'

/** A configuration that follows its file. A new one that cannot be used is refused as a whole, and the old one stays in force. */
export class LiveConfig<Config> {
  readonly #file: string | undefined
  readonly #parse: (text: string, file: string) => Config
  readonly #watcher: { close(): void } | undefined
  readonly #events: { loaded(config: Config): void; refused(error: Error): void }
  #text = ''
  #config: Config
  #refused: string | undefined

  /**
   * @param parse throws, with a message for people, where the text is no configuration.
   * @throws when the first configuration is unusable: better not to start than to run with another one.
   */
  constructor(
    file: string | undefined,
    parse: (text: string, file: string) => Config,
    events: { loaded(config: Config): void; refused(error: Error): void },
    period = 10_000,
  ) {
    this.#file = file
    this.#parse = parse
    this.#events = events
    if (file !== undefined) this.#text = readFileSync(file, 'utf8')
    this.#config = parse(this.#text, file ?? '')
    if (file !== undefined) this.#watcher = watchFiles([file], period, () => this.#look(file))
    events.loaded(this.#config)
  }

  get current(): Config {
    return this.#config
  }

  checks(): Check[] {
    if (this.#file === undefined) return []
    return [
      this.#refused === undefined
        ? { name: 'config', ok: true }
        : { name: 'config', ok: true, detail: `${this.#file} was refused, the one before it is in force: ${this.#refused}` },
    ]
  }

  close(): void {
    this.#watcher?.close()
  }

  #look(file: string): void {
    try {
      const text = readFileSync(file, 'utf8')
      if (text === this.#text) return
      // Remembered even when refused: one mistake is one message.
      this.#text = text
      this.#config = this.#parse(text, file)
      this.#refused = undefined
      this.#events.loaded(this.#config)
    } catch (error) {
      if (this.#refused === (error as Error).message) return
      this.#refused = (error as Error).message
      this.#events.refused(error as Error)
    }
  }
}
