import { applyEdits } from '../../defaults/index.ts'
import type { FieldEdit } from '../../diagnostics/finding.ts'
import { formatPath } from '../../diagnostics/path.ts'
import { EditError, editText, readSource, type SourceDocument } from '../../source/index.ts'

/** Edits of one document that belong together: all of them or none. */
export interface Proposal {
  readonly document: SourceDocument
  readonly edits: readonly FieldEdit[]
  readonly note: string
}

export interface Rewritten {
  readonly text: string
  readonly done: readonly Proposal[]
  readonly failed: readonly { readonly proposal: Proposal; readonly why: string }[]
}

/**
 * Makes the proposals for one file, as far as they do not touch the same places. Each is checked before it counts: the text is read again,
 * and must hold exactly the object that the edits describe, and every other document as it was.
 */
export function rewrite(text: string, proposals: readonly Proposal[]): Rewritten {
  const done: Proposal[] = []
  const failed: { proposal: Proposal; why: string }[] = []
  const touched = new Map<string, readonly string[]>()
  let current = text
  for (const proposal of proposals) {
    const { document, edits } = proposal
    const key = `${document.index} ${formatPath(document.within)}`
    const paths = edits.map(edit => formatPath(edit.at))
    // Insertions and removals move what comes after them; the next round sees where it went.
    const moves = edits.some(edit => edit.op !== 'set')
    const before = touched.get(key) ?? []
    if (before.includes('*') || (moves && before.length > 0) || overlap(before, paths)) continue
    try {
      const next = editText(current, document.index, document.within, edits)
      verify(current, next, proposal)
      current = next
      done.push(proposal)
      touched.set(key, [...before, ...paths, ...(moves ? ['*'] : [])])
    } catch (error) {
      failed.push({ proposal, why: error instanceof EditError ? error.message : (error as Error).message })
    }
  }
  return { text: current, done, failed }
}

function overlap(before: readonly string[], paths: readonly string[]): boolean {
  return paths.some(path => before.some(other => path.startsWith(other) || other.startsWith(path)))
}

function verify(before: string, after: string, { document, edits }: Proposal): void {
  const old = readSource(document.file, before).documents
  const fresh = readSource(document.file, after).documents
  const same =
    old.length === fresh.length &&
    old.every((each, i) => {
      const mine = each.index === document.index && formatPath(each.within) === formatPath(document.within)
      return text(mine ? applyEdits(each.object, edits) : each.object) === text(fresh[i]?.object)
    })
  if (!same) throw new EditError('the text would not say what was meant')
}

/** Keys in order, so that the place of a new key does not matter. */
function text(value: unknown): string {
  return JSON.stringify(value, (_key, each) => {
    if (typeof each === 'bigint') return `${each}n`
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
