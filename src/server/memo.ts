/** Answers kept at once, and the longest question that is worth it: together at most a few dozen megabytes. */
const MOST = 1000
const LONGEST = 16 * 1024

/** Places for marks of questions that were asked; a power of two. */
const MARKS = 1 << 14

/** The uid of the request, which is new in every call and means nothing to a verdict. The API server writes it first. */
const uid = /^(\{"kind":"AdmissionReview","apiVersion":"admission\.k8s\.io\/v1","request":\{"uid":")([0-9A-Za-z-]{1,64})"/

/**
 * Remembers answers to the same question about the same cluster. Tools that keep a cluster in its desired state ask the same things again
 * and again, and a verdict depends on nothing but the request and the world that was given. An answer is kept when its question comes for the
 * second time: most come once, and to keep those would fill the old part of the heap, whose collection holds everybody up.
 */
export class Memo<World extends object, Answer> {
  readonly #answers = new WeakMap<World, Map<string, Answer>>()
  readonly #marks = new Int32Array(MARKS)

  /** What identifies a question, and the uid of this call; undefined where the body is written in an unusual way. */
  question(body: string): { readonly key: string; readonly uid: string } | undefined {
    const found = body.length > LONGEST ? null : uid.exec(body)
    return found === null ? undefined : { key: body.slice(found[0].length), uid: found[2] as string }
  }

  get(world: World, key: string): Answer | undefined {
    return this.#answers.get(world)?.get(key)
  }

  set(world: World, key: string, answer: Answer): void {
    if (!this.#wasAsked(key)) return
    let answers = this.#answers.get(world)
    if (answers === undefined || answers.size >= MOST) {
      answers = new Map()
      this.#answers.set(world, answers)
    }
    answers.set(key, answer)
  }

  /** Whether the question was asked before, in whatever world; a wrong yes costs only room. */
  #wasAsked(key: string): boolean {
    let mark = key.length
    for (let i = 0; i < key.length; i++) mark = (Math.imul(mark, 31) + key.charCodeAt(i)) | 0
    const place = mark & (MARKS - 1)
    if (this.#marks[place] === mark) return true
    this.#marks[place] = mark
    return false
  }
}
