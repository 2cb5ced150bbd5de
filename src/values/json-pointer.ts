import { Malformed } from './malformed.ts'

/** RFC 6901: the steps of a pointer; `''` points to the whole document. */
export function parsePointer(pointer: string): string[] | Malformed {
  if (pointer === '') return []
  if (!pointer.startsWith('/')) return new Malformed(`JSON pointer "${pointer}" must be empty or begin with "/"`)
  return pointer.slice(1).split('/').map(unescapeStep)
}

export function formatPointer(steps: readonly (string | number)[]): string {
  return steps.map(step => `/${escapeStep(String(step))}`).join('')
}

/** One step as it stands in a pointer: `a/b` is `a~1b`, `~` is `~0`. */
export function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1')
}

export function unescapeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}
