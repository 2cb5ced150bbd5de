import type { FieldEdit } from '../diagnostics/finding.ts'
import type { Path } from '../diagnostics/path.ts'
import { formatPointer } from '../values/json-pointer.ts'

/** One operation of RFC 6902, of those that are needed here. */
export type Operation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }

/**
 * Edits as a JSON Patch for `object`: no more than the edits say, parents created where they are missing, and a `test` before everything
 * that replaces or removes a value. In order: each operation sees what those before it made.
 */
export function patchOf(object: unknown, edits: readonly FieldEdit[]): Operation[] {
  const operations: Operation[] = []
  let current = object
  for (const edit of edits) {
    operations.push(...operationsOf(current, edit))
    current = applyEdit(current, edit)
  }
  return operations
}

/** The object after the edits; what they do not touch is shared with the original. */
export function applyEdits<T>(object: T, edits: readonly FieldEdit[]): T {
  return edits.reduce<unknown>(applyEdit, object) as T
}

function operationsOf(object: unknown, edit: FieldEdit): Operation[] {
  const { at } = edit
  const old = valueAt(object, at)
  const path = formatPointer(at)
  if (edit.op === 'remove')
    return old === undefined
      ? []
      : [
          { op: 'test', path, value: old },
          { op: 'remove', path },
        ]
  if (edit.op === 'insert') return [{ op: 'add', path, value: edit.value }]
  if (old !== undefined)
    return [
      { op: 'test', path, value: old },
      { op: 'replace', path, value: edit.value },
    ]
  const present = deepest(object, at)
  const missing = at.slice(present + 1)
  return [{ op: 'add', path: formatPointer(at.slice(0, present + 1)), value: wrapped(missing, edit.value) }]
}

/** How many steps of the path exist. */
function deepest(object: unknown, at: Path): number {
  let depth = 0
  let value = object
  while (depth < at.length) {
    value = child(value, at[depth]!)
    if (typeof value !== 'object' || value === null) return depth
    depth++
  }
  return depth
}

/** `value` inside the objects that `steps` name. */
function wrapped(steps: Path, value: unknown): unknown {
  return steps.reduceRight<unknown>((inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }), value)
}

export function valueAt(object: unknown, at: Path): unknown {
  return at.reduce<unknown>(child, object)
}

function child(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
  return (value as Record<string | number, unknown>)[step]
}

function applyEdit(object: unknown, edit: FieldEdit): unknown {
  // What is not there is removed already.
  return edit.op === 'remove' && valueAt(object, edit.at) === undefined ? object : change(object, edit.at, edit)
}

function change(value: unknown, at: Path, edit: FieldEdit): unknown {
  const [step, ...rest] = at
  if (step === undefined) return edit.op === 'remove' ? undefined : edit.value
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...value] : []
    if (rest.length > 0) list[step] = change(list[step], rest, edit)
    else if (edit.op === 'remove') list.splice(step, 1)
    else list.splice(step, edit.op === 'insert' ? 0 : 1, edit.value)
    return list
  }
  const fields: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {}
  if (rest.length === 0 && edit.op === 'remove') delete fields[step]
  else fields[step] = change(fields[step], rest, edit)
  return fields
}
