import type { Random } from '../mutate.ts'

/** An object, but for its age. */
export interface Made {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

export const namespaces = ['infra', 'shop', 'tools'] as const
export const className = 'envoy'
export const controllerName = 'gateway.envoyproxy.io/gatewayclass-controller'
export const gatewayApi = 'gateway.networking.k8s.io'

/** Names of hosts, some of which meet. */
export const hostnames = ['a.example.com', 'b.example.com', '*.example.com', 'x.a.example.com', '*.a.example.com', 'other.org', '*.org']

/** A field that is there with some probability. */
export function maybe<T extends object>(random: Random, probability: number, fields: () => T): T | Record<string, never> {
  return random.chance(probability) ? fields() : {}
}

/** As many as `most` things, at least `least`. */
export function several<T>(random: Random, least: number, most: number, make: (i: number) => T): T[] {
  return Array.from({ length: least + random.below(most - least + 1) }, (_, i) => make(i))
}

/** The same as its author's namespace most of the time, and then mostly left out. */
export function namespaceOf(own: string, random: Random, other = 0.3): { namespace?: string } {
  if (random.chance(other)) return { namespace: random.pick(namespaces) }
  return random.chance(0.8) ? {} : { namespace: own }
}
