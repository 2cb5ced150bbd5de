import type { Path } from '../diagnostics/path.ts'

/**
 * The steps of a field path as the API server prints it: `spec.rules[0].matches[1].path.value`, `metadata.labels[app.kubernetes.io/name]`.
 * The object decides what a bracket holds: an index where it has a list, otherwise a key.
 */
export function parseFieldPath(text: string, object: unknown): Path {
  const path: (string | number)[] = []
  let current = object
  const step = (next: string | number): void => {
    path.push(next)
    current = typeof current === 'object' && current !== null ? (current as Record<string | number, unknown>)[next] : undefined
  }
  const STEP = /\[((?:[^[\]]|\[[^\]]*\])*)\]|([^.[]+)/g
  for (const [, bracket, name] of text.matchAll(STEP)) {
    if (bracket !== undefined)
      step(/^[0-9]+$/.test(bracket) && (Array.isArray(current) || current === undefined) ? Number(bracket) : unquote(bracket))
    else if (name !== undefined) step(name)
  }
  return path
}

const unquote = (key: string): string => (/^".*"$/.test(key) ? key.slice(1, -1) : key)
