import type { Finding, ObjectRef } from '../diagnostics/finding.ts'
import { evaluate } from '../engine/evaluate.ts'
import { parseRefKey, refKey } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { identity, type World } from './judge.ts'

/** A finding that nobody was told at admission, because what it is about was being stored at the same moment. */
export interface LateFinding {
  readonly finding: Finding
  readonly object: KubeObject
}

/** Objects remembered at once; under more load than this the audit of the oldest is given up, never the admission of the newest. */
const MOST = 5000

/**
 * Looks again at what this replica has admitted, a moment later. Two objects that are created at once are both judged against a cluster
 * without the other; no webhook can prevent that, but it can notice. Only the replica that answered knows what it said, so only it looks.
 */
export class LateAudit {
  readonly #delay: number
  readonly #world: () => World
  readonly #found: (late: LateFinding) => void
  readonly #failed: (ref: ObjectRef, error: unknown) => void
  /**
   * When what was admitted is due, in whole milliseconds, in order of admission; what is admitted again goes to the end. All of it becomes old
   * before it goes, so it is little: a key and a small integer.
   */
  readonly #queue = new Map<string, number>()
  /** What users were told, or what was held back on purpose, where there was anything. */
  readonly #told = new Map<string, ReadonlySet<string>>()
  #timer: NodeJS.Timeout | undefined

  /**
   * @param delay milliseconds after which both objects are in the snapshot, with all that lies between
   * @param events `failed`: a look went wrong; nobody waits for it, so nothing else fails
   */
  constructor(
    delay: number,
    world: () => World,
    events: { readonly found: (late: LateFinding) => void; readonly failed: (ref: ObjectRef, error: unknown) => void },
  ) {
    this.#delay = delay
    this.#world = world
    this.#found = events.found
    this.#failed = events.failed
  }

  /** Remembers an admitted object and what was said about it. */
  admitted(ref: ObjectRef, said: readonly Finding[]): void {
    const key = refKey(ref)
    this.#forget(key)
    if (this.#queue.size >= MOST) this.#forget(this.#queue.keys().next().value as string)
    this.#queue.set(key, Math.ceil(performance.now() + this.#delay))
    if (said.length > 0) this.#told.set(key, new Set(said.map(identity)))
    this.#schedule()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#queue.clear()
    this.#told.clear()
  }

  #forget(key: string): void {
    this.#queue.delete(key)
    this.#told.delete(key)
  }

  #schedule(): void {
    // The first of a map that loses its first one again and again is not found at once.
    if (this.#timer !== undefined) return
    const due = this.#queue.values().next().value
    if (due === undefined) return
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        this.#next()
        this.#schedule()
      },
      Math.max(0, due - performance.now()),
    )
    this.#timer.unref()
  }

  /** One object per turn: admission comes first. */
  #next(): void {
    const key = this.#queue.keys().next().value as string
    const [ref, told] = [parseRefKey(key), this.#told.get(key)]
    this.#forget(key)
    try {
      this.#look(ref, told)
    } catch (error) {
      this.#failed(ref, error)
    }
  }

  #look(ref: ObjectRef, told: ReadonlySet<string> | undefined): void {
    const { snapshot, engine } = this.#world()
    const object = snapshot.get(ref)
    if (object === undefined) return
    for (const finding of evaluate(snapshot, [ref], engine).findings) {
      if (finding.gate === 'object' || finding.severity === 'info' || told?.has(identity(finding))) continue
      this.#found({ finding, object })
    }
  }
}
