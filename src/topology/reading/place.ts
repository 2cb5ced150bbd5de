import type { Path } from '../../diagnostics/path.ts'

/** Lists are rarely longer; what stands beyond has a path of its own. */
const SHARED = 16

/** The places that all objects share, each with those below it: the paths of ten thousand routes would take more memory than what stands there. */
const shared = new Map<Path, Map<string | number, Path>>()

/** A place from which others are shared: `shareBelow('spec', 'rules')`. */
export function shareBelow(...path: Path): Path {
  shared.set(path, new Map())
  return path
}

/** The place of a field or an item in another place: for shared places always the same array. */
export function below(at: Path, step: string | number): Path {
  const known = shared.get(at)
  if (known === undefined || (typeof step === 'number' && step >= SHARED)) return at.concat(step)
  let path = known.get(step)
  if (path === undefined) {
    path = shareBelow(...at, step)
    known.set(step, path)
  }
  return path
}
