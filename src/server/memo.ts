/** Answers kept at once, and the longest question that is worth it: together at most a few dozen megabytes. */
const MOST = 1000
const LONGEST = 16 * 1024

/** The uid of the request, which is new in every call and means nothing to a verdict. The API server writes it first. */
const uid = /^(\{"kind":"AdmissionReview","apiVersion":"admission\.k8s\.io\/v1","request":\{"uid":")([0-9A-Za-z-]{1,64})"/

/**
 * Remembers answers to the same question about the same cluster. Tools that keep a cluster in its desired state ask the same things again
 * and again, and a verdict depends on nothing but the request and the world that was given.
 */
export class Memo<World extends object, Answer> {
  readonly #answers = new WeakMap<World, Map<string, Answer>>()

  /** What identifies a question, and the uid of this call; undefined where the body is written in an unusual way. */
  question(body: string): { readonly key: string; readonly uid: string } | undefined {
    const found = body.length > LONGEST ? null : uid.exec(body)
    return found === null ? undefined : { key: body.slice(found[0].length), uid: found[2] as string }
  }

  get(world: World, key: string): Answer | undefined {
    return this.#answers.get(world)?.get(key)
  }

  set(world: World, key: string, answer: Answer): void {
    let answers = this.#answers.get(world)
    if (answers === undefined || answers.size >= MOST) {
      answers = new Map()
      this.#answers.set(world, answers)
    }
    answers.set(key, answer)
  }
}
