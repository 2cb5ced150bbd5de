import { ANY, compareSpecificity, coversHostname, intersectHostnames } from '../../values/hostname.ts'
import { isTlsFamily, transportOf } from '../listeners/protocol.ts'
import type { Route } from '../model.ts'
import type { Binding, EffectiveListener } from '../topology.ts'

/**
 * The hosts that a route and a listener have in common: the narrower of each pair, each once, in the order of the route. A route without
 * hostnames takes the listener's; for TCP and UDP hosts mean nothing. Empty: they do not meet.
 * @see HTTPRoute.spec.hostnames
 */
export function commonHostnames(route: Route, listener: EffectiveListener): readonly string[] {
  if (route.kind === 'TCPRoute' || route.kind === 'UDPRoute') return [ANY]
  const [only, another] = route.hostnames
  if (only === undefined) return [listener.hostname]
  if (another === undefined) {
    const common = intersectHostnames(listener.hostname, only.value)
    return common === undefined ? [] : [common]
  }
  const found = new Set<string>()
  for (const { value } of route.hostnames) {
    const common = intersectHostnames(listener.hostname, value)
    if (common !== undefined) found.add(common)
  }
  return [...found]
}

/**
 * Listener isolation: a request belongs to the most specific listener of the port, so a host that such a listener covers never reaches a
 * wider one. `attached` tells where the same route is let in: there it still answers.
 * @see Gateway.spec.listeners
 */
export function isolatedHostnames(
  hostnames: readonly string[],
  listener: EffectiveListener,
  all: readonly EffectiveListener[],
  attached: (listener: EffectiveListener) => boolean,
): Binding['isolated'] {
  if (listener.protocol === 'TCP' || listener.protocol === 'UDP') return []
  const rivals = all.filter(
    other =>
      other !== listener &&
      other.port === listener.port &&
      transportOf(other.protocol) === transportOf(listener.protocol) &&
      isTlsFamily(other.protocol) === isTlsFamily(listener.protocol) &&
      other.accepted === 'yes' &&
      compareSpecificity(other.hostname, listener.hostname) < 0,
  )
  if (rivals.length === 0) return []
  return hostnames.flatMap(hostname => {
    const [by] = rivals.filter(rival => coversHostname(rival.hostname, hostname)).sort((a, b) => compareSpecificity(a.hostname, b.hostname))
    return by === undefined ? [] : [{ hostname, by, served: attached(by) }]
  })
}
