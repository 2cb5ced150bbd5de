import { OverlayMap } from '../../inventory/overlay-map.ts'
import type { CanonicalPath } from './flat-match.ts'

/**
 * Which paths lie under a path, element by element, for each host. Immutable like the index that it belongs to. Paths that nobody uses any
 * more may stay: whoever walks looks whether there is anything.
 */
export class PathTree {
  readonly #children: OverlayMap<readonly string[]>

  private constructor(children: OverlayMap<readonly string[]>) {
    this.#children = children
  }

  static readonly empty: PathTree = new PathTree(new OverlayMap(new Map()))

  static of(paths: Iterable<{ readonly host: string; readonly path: CanonicalPath }>): PathTree {
    const children = new Map<string, Set<string>>()
    for (const { host, path } of paths) {
      for (const [parent, child] of steps(path)) {
        const key = nodeKey(host, parent)
        const list = children.get(key)
        if (list === undefined) children.set(key, new Set([child]))
        else list.add(child)
      }
    }
    return new PathTree(new OverlayMap(new Map([...children].map(([key, list]) => [key, [...list].sort()]))))
  }

  with(paths: Iterable<{ readonly host: string; readonly path: CanonicalPath }>): PathTree {
    const edits = new Map<string, readonly string[]>()
    for (const { host, path } of paths) {
      for (const [parent, child] of steps(path)) {
        const key = nodeKey(host, parent)
        const list = edits.get(key) ?? this.#children.get(key) ?? []
        const at = insertion(list, child)
        if (list[at] !== child) edits.set(key, list.toSpliced(at, 0, child))
      }
    }
    return edits.size === 0 ? this : new PathTree(this.#children.with(edits))
  }

  /** The paths strictly under a path, in order, each before those under it. */
  *under(host: string, path: string): Iterable<string> {
    for (const child of this.#children.get(nodeKey(host, path)) ?? []) {
      yield child
      yield* this.under(host, child)
    }
  }
}

/** The pairs of a path and the next longer one on the way to `path`; none for regular expressions, which lie nowhere. */
function* steps({ type, value }: CanonicalPath): Iterable<readonly [string, string]> {
  if (type === 'regex' || !value.startsWith('/')) return
  let parent = '/'
  for (let slash = value.indexOf('/', 1); parent !== value; slash = value.indexOf('/', slash + 1)) {
    const child = slash < 0 ? value : value.slice(0, slash)
    if (child !== parent) yield [parent, child]
    parent = child
    if (slash < 0) return
  }
}

function nodeKey(host: string, path: string): string {
  return `${host} ${path}`
}

function insertion(list: readonly string[], item: string): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (list[middle]! < item) low = middle + 1
    else high = middle
  }
  return low
}
