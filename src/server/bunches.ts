/**
 * Collects what happens to many at the same moment, so that it is told once: an API server that goes away ends every watch. What happens to one name is
 * told in its order.
 * @param tell gets the names, and what came with the first of them
 * @param delay milliseconds for which others are waited for
 */
export function bunches<Fact>(
  tell: (names: readonly string[], first: Fact) => void,
  delay = 1000,
): (key: string, name: string, fact: Fact) => void {
  const waiting = new Map<string, { readonly names: Set<string>; readonly fact: Fact; readonly timer: NodeJS.Timeout }>()
  const flush = (key: string) => {
    const bunch = waiting.get(key)
    if (bunch === undefined) return
    clearTimeout(bunch.timer)
    waiting.delete(key)
    tell([...bunch.names], bunch.fact)
  }
  return (key, name, fact) => {
    for (const [other, { names }] of waiting) if (other !== key && names.has(name)) flush(other)
    const bunch = waiting.get(key)
    if (bunch !== undefined) bunch.names.add(name)
    else waiting.set(key, { names: new Set([name]), fact, timer: setTimeout(flush, delay, key).unref() })
  }
}
