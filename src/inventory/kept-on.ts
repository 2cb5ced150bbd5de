/** What is kept about objects that were made elsewhere. */
export interface KeptOn<V> {
  get(object: object): V | undefined
  set(object: object, value: V): void
}

/** A constructor that makes no object of its own: what extends it adds its private fields to the object that is given. */
const Given = itself as unknown as new (object: object) => object

function itself(object: object): object {
  return object
}

/**
 * A WeakMap in use, but what is kept stands in a private field of the object, which nobody sees and no copy takes along. The collector of young
 * objects takes the values of a WeakMap for living, and with them the keys that they name: each reviewed object would be copied twice, and wait for
 * the collector of the old ones. Objects that take no more fields are kept in a WeakMap.
 */
export function keptOn<V>(): KeptOn<V> {
  const others = new WeakMap<object, V>()
  class Kept extends Given {
    #value: V

    constructor(object: object, value: V) {
      super(object)
      this.#value = value
    }

    static get(object: object): V | undefined {
      return #value in object ? object.#value : Object.isExtensible(object) ? undefined : others.get(object)
    }

    static set(object: object, value: V): void {
      if (#value in object) object.#value = value
      else if (Object.isExtensible(object)) new Kept(object, value)
      else others.set(object, value)
    }
  }
  return Kept
}
