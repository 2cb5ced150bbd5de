type Leaf<V> = ReadonlyMap<string, V>
type Node<V> = Leaf<V> | readonly Node<V>[]

/** How many keys a leaf holds before it is split: what a change copies, beside the branches above it. */
const leafSize = 32
/** Bits of the hash that choose among the children of a branch, and how many bits there are. */
const bits = 3
const allBits = 30
const lowest = 2 ** bits - 1

/** An immutable map: a tree by the hash of the key. A change copies one leaf and the branches above it, whatever the size of the map. */
export class PersistentMap<V> {
  readonly #root: Node<V>

  private constructor(root: Node<V>) {
    this.#root = root
  }

  /** The map is taken over, not copied. */
  static of<V>(map: ReadonlyMap<string, V>): PersistentMap<V> {
    return new PersistentMap(grown(map, 0))
  }

  get(key: string): V | undefined {
    let node = this.#root
    if (isBranch(node)) {
      for (let rest = hashOf(key); isBranch(node); rest >>>= bits) node = node[rest & lowest]!
    }
    return node.get(key)
  }

  /** `undefined` removes a key. */
  with(edits: Iterable<readonly [string, V | undefined]>): PersistentMap<V> {
    let root = this.#root
    for (const [key, value] of edits) root = changed(root, key, value, hashOf(key), 0)
    return new PersistentMap(root)
  }

  /** All keys with their values, in no particular order. */
  entries(): Iterable<readonly [string, V]> {
    return entriesOf(this.#root)
  }
}

function isBranch<V>(node: Node<V>): node is readonly Node<V>[] {
  return Array.isArray(node)
}

function* entriesOf<V>(node: Node<V>): Iterable<readonly [string, V]> {
  if (!isBranch(node)) yield* node
  else for (const child of node) yield* entriesOf(child)
}

function changed<V>(node: Node<V>, key: string, value: V | undefined, hash: number, depth: number): Node<V> {
  if (isBranch(node)) {
    const children = node.slice()
    const place = (hash >>> depth) & lowest
    children[place] = changed(node[place]!, key, value, hash, depth + bits)
    return children
  }
  const leaf = new Map(node)
  if (value === undefined) leaf.delete(key)
  else leaf.set(key, value)
  return grown(leaf, depth)
}

/** The leaf, or branches where it has become too large. */
function grown<V>(leaf: Leaf<V>, depth: number): Node<V> {
  if (leaf.size <= leafSize || depth >= allBits) return leaf
  const root = empty<V>(Math.min(Math.ceil(Math.log2(leaf.size / leafSize) / bits), (allBits - depth) / bits))
  for (const [key, value] of leaf) {
    let node = root
    for (let rest = hashOf(key) >>> depth; Array.isArray(node); rest >>>= bits) node = node[rest & lowest]!
    node.set(key, value)
  }
  return root
}

type Draft<V> = Map<string, V> | Draft<V>[]

/** So many levels of branches over empty leaves. */
function empty<V>(levels: number): Draft<V> {
  return levels === 0 ? new Map<string, V>() : Array.from({ length: 2 ** bits }, () => empty<V>(levels - 1))
}

/** Of all characters: hosts and paths often end alike. Not negative. */
function hashOf(key: string): number {
  let hash = key.length
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0
  return (hash ^ (hash >>> 15)) & (2 ** allBits - 1)
}
