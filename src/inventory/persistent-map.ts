/** Keys, each followed by its value: so few are found as fast as in a Map, take less room, and are copied at one stroke. */
type Leaf<V> = readonly (string | V)[]
type Node<V> = Leaf<V> | Branch<V>

/** How many keys a leaf holds before it is split: what a change copies, beside the branches above it. */
const leafSize = 32
/** Bits of the hash that choose among the children of a branch, and how many bits there are. */
const bits = 3
const allBits = 30
const lowest = 2 ** bits - 1

class Branch<V> {
  readonly children: readonly Node<V>[]

  constructor(children: readonly Node<V>[]) {
    this.children = children
  }
}

/** An immutable map: a tree by the hash of the key. A change copies one leaf and the branches above it, whatever the size of the map. */
export class PersistentMap<V> {
  readonly #root: Node<V>

  private constructor(root: Node<V>) {
    this.#root = root
  }

  static of<V>(map: ReadonlyMap<string, V>): PersistentMap<V> {
    const leaf: (string | V)[] = []
    for (const [key, value] of map) leaf.push(key, value)
    return new PersistentMap(grown(leaf.slice(), 0))
  }

  get(key: string): V | undefined {
    let node = this.#root
    if (node instanceof Branch) {
      for (let rest = hashOf(key); node instanceof Branch; rest >>>= bits) node = node.children[rest & lowest]!
    }
    const place = placeOf(node, key)
    return place < 0 ? undefined : (node[place + 1] as V)
  }

  /** `undefined` removes the key. */
  with(key: string, value: V | undefined): PersistentMap<V> {
    return new PersistentMap(changed(this.#root, key, value, this.#root instanceof Branch ? hashOf(key) : 0, 0))
  }

  /** In no particular order. */
  each(visit: (value: V, key: string) => void): void {
    visitAll(this.#root, visit)
  }
}

function visitAll<V>(node: Node<V>, visit: (value: V, key: string) => void): void {
  if (node instanceof Branch) for (const child of node.children) visitAll(child, visit)
  else for (let i = 0; i < node.length; i += 2) visit(node[i + 1] as V, node[i] as string)
}

/** Where the key stands in a leaf; negative where it does not. */
function placeOf(leaf: Leaf<unknown>, key: string): number {
  for (let i = 0; i < leaf.length; i += 2) if (leaf[i] === key) return i
  return -1
}

function changed<V>(node: Node<V>, key: string, value: V | undefined, hash: number, depth: number): Node<V> {
  if (node instanceof Branch) {
    const place = (hash >>> depth) & lowest
    return new Branch(node.children.with(place, changed(node.children[place]!, key, value, hash, depth + bits)))
  }
  const place = placeOf(node, key)
  if (value === undefined) return place < 0 ? node : node.toSpliced(place, 2)
  return place < 0 ? grown(node.toSpliced(node.length, 0, key, value), depth) : node.with(place + 1, value)
}

/** The leaf, or branches where it has become too large. */
function grown<V>(leaf: Leaf<V>, depth: number): Node<V> {
  if (leaf.length <= 2 * leafSize || depth >= allBits) return leaf
  const parts = Array.from({ length: 2 ** bits }, (): (string | V)[] => [])
  for (let i = 0; i < leaf.length; i += 2) parts[(hashOf(leaf[i] as string) >>> depth) & lowest]!.push(leaf[i]!, leaf[i + 1]!)
  return new Branch(parts.map(part => grown(part.slice(), depth + bits)))
}

/** Of all characters: hosts and paths often end alike. Not negative. */
function hashOf(key: string): number {
  let hash = key.length
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0
  return (hash ^ (hash >>> 15)) & (2 ** allBits - 1)
}
