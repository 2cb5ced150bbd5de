import type { Check } from './health.ts'
import { Sources } from './sources.ts'
import { watchFiles } from './watch-file.ts'

/** Makes a configuration of a text. `sources`: through them it reads the other files that the text names. @throws with a message for people */
export type Parse<Config> = (text: string, file: string, sources: Sources) => Config

/** A configuration that follows its files. A new one that cannot be used is refused as a whole, and the old one stays in force. */
export class LiveConfig<Config> {
  readonly #file: string | undefined
  readonly #parse: Parse<Config>
  readonly #events: { loaded(config: Config): void; refused(error: Error): void }
  readonly #period: number
  /** Of the last attempt, refused or not: one mistake is one message. */
  #sources = new Sources()
  #watcher: { close(): void } | undefined
  #config: Config
  #refused: string | undefined

  /** @throws when the first configuration is unusable: better not to start than to run with another one. */
  constructor(
    file: string | undefined,
    parse: Parse<Config>,
    events: { loaded(config: Config): void; refused(error: Error): void },
    period = 10_000,
  ) {
    this.#file = file
    this.#parse = parse
    this.#events = events
    this.#period = period
    this.#config = this.#read()
    this.#watch()
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

  #read(): Config {
    const sources = new Sources()
    this.#sources = sources
    return this.#parse(this.#file === undefined ? '' : sources.text(this.#file), this.#file ?? '', sources)
  }

  #watch(): void {
    this.#watcher?.close()
    const { paths } = this.#sources
    if (paths.length > 0) this.#watcher = watchFiles(paths, this.#period, () => this.#look())
  }

  #look(): void {
    if (!this.#sources.changed) return
    try {
      this.#config = this.#read()
      this.#refused = undefined
      this.#events.loaded(this.#config)
    } catch (error) {
      const { message } = error as Error
      if (this.#refused !== message) this.#events.refused(error as Error)
      this.#refused = message
    }
    this.#watch()
  }
}
