const CONTEXT = 3

/** The difference of two texts as `diff -u` prints it; empty where there is none. */
export function unifiedDiff(name: string, before: string, after: string): string {
  const [a, b] = [linesOf(before), linesOf(after)]
  const changes = script(a, b)
  if (changes.every(change => change.kind === ' ')) return ''
  let text = `--- ${name}\n+++ ${name}\n`
  for (const [from, to] of hunks(changes)) text += hunk(changes.slice(from, to), countBefore(changes, from))
  return text
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n')
}

interface Change {
  readonly kind: ' ' | '-' | '+'
  readonly line: string
}

/** A shortest edit script: the longest common subsequence between the common beginning and the common end. */
function script(a: readonly string[], b: readonly string[]): Change[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const keep = (line: string): Change => ({ kind: ' ', line })
  return [
    ...a.slice(0, start).map(keep),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(keep),
  ]
}

/** Beyond this many cells the middle is shown as replaced: right, if longer than need be. */
const CELLS = 4_000_000

function middle(a: readonly string[], b: readonly string[]): Change[] {
  const replaced = [...a.map(line => ({ kind: '-' as const, line })), ...b.map(line => ({ kind: '+' as const, line }))]
  const width = b.length + 1
  if ((a.length + 1) * width > CELLS) return replaced
  const common = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] as number
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  const changes: Change[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      changes.push({ kind: ' ', line: a[i++] as string })
      j++
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) changes.push({ kind: '-', line: a[i++] as string })
    else changes.push({ kind: '+', line: b[j++] as string })
  }
  return changes
}

/** Ranges of changes with their context; neighbours that touch become one. */
function hunks(changes: readonly Change[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const [i, { kind }] of changes.entries()) {
    if (kind === ' ') continue
    const [from, to] = [Math.max(0, i - CONTEXT), Math.min(changes.length, i + CONTEXT + 1)]
    const last = ranges.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = to
    else ranges.push([from, to])
  }
  return ranges
}

function countBefore(changes: readonly Change[], at: number): { readonly a: number; readonly b: number } {
  const before = changes.slice(0, at)
  return { a: before.filter(({ kind }) => kind !== '+').length, b: before.filter(({ kind }) => kind !== '-').length }
}

function hunk(changes: readonly Change[], { a, b }: { readonly a: number; readonly b: number }): string {
  const [left, right] = [changes.filter(({ kind }) => kind !== '+').length, changes.filter(({ kind }) => kind !== '-').length]
  return `@@ -${a + 1},${left} +${b + 1},${right} @@\n${changes.map(({ kind, line }) => `${kind}${line}\n`).join('')}`
}
