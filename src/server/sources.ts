import { readdirSync, readFileSync, statSync } from 'node:fs'
import { unreadable } from '../source/unreadable.ts'

/** The files and folders that something is made from: as they are read it is noted what was found, so that it can be told when to make it anew. */
export class Sources {
  readonly #found = new Map<string, string>()

  /** @throws Error where the file cannot be read */
  text(file: string): string {
    return this.#note(file, () => readFileSync(file, 'utf8'))
  }

  /** The names in a folder, sorted; undefined where it is a file. @throws Error where there is neither */
  names(path: string): readonly string[] | undefined {
    if (!this.#attempt(path, () => statSync(path).isDirectory())) return undefined
    return this.#note(path, () => namesIn(path))
      .split('\n')
      .filter(name => name !== '')
  }

  get paths(): readonly string[] {
    return [...this.#found.keys()]
  }

  /** Whether anything reads differently now, what was not there included. */
  get changed(): boolean {
    return [...this.#found].some(([path, found]) => found !== stateOf(path))
  }

  #note(path: string, read: () => string): string {
    const found = this.#attempt(path, read)
    this.#found.set(path, found)
    return found
  }

  /** What cannot be read is looked for again as well. */
  #attempt<T>(path: string, read: () => T): T {
    try {
      return read()
    } catch (error) {
      const message = unreadable(path, error)
      this.#found.set(path, lost(message))
      throw new Error(message)
    }
  }
}

function stateOf(path: string): string {
  try {
    return statSync(path).isDirectory() ? namesIn(path) : readFileSync(path, 'utf8')
  } catch (error) {
    return lost(unreadable(path, error))
  }
}

function namesIn(folder: string): string {
  return readdirSync(folder).sort().join('\n')
}

/** No file reads like this. */
const lost = (message: string): string => `\0${message}`
