import type { Path } from '../../diagnostics/path.ts'
import type { Route, RouteMatch, RouteRule } from '../model.ts'
import type { Binding, EffectiveListener } from '../topology.ts'
import { actionOf } from './canonical.ts'
import type { CanonicalPath, Condition, FlatMatch } from './flat-match.ts'

/** What the two sides of a flat match know is looked up, not copied: there are hundreds of thousands of them. */
class Flat implements FlatMatch {
  readonly binding: Binding
  readonly rule: RouteRule
  readonly match: RouteMatch
  readonly host: string

  constructor(binding: Binding, rule: RouteRule, match: RouteMatch, host: string) {
    this.binding = binding
    this.rule = rule
    this.match = match
    this.host = host
  }

  get listener(): EffectiveListener {
    return this.binding.listener
  }

  get route(): Route {
    return this.binding.route
  }

  get at(): Path {
    return this.match.at
  }

  get path(): CanonicalPath {
    return this.match.canonical.path
  }

  get method(): string | undefined {
    return this.match.canonical.method
  }

  get headers(): readonly Condition[] {
    return this.match.canonical.headers
  }

  get query(): readonly Condition[] {
    return this.match.canonical.query
  }

  get key(): string {
    return this.match.canonical.key
  }

  get action(): string {
    return actionOf(this.rule)
  }
}

/**
 * What a route claims through one binding: each effective host with each match of each rule. Empty for kinds without matches and where the
 * binding is refused. `isolation`: hosts that a more specific listener owns are left out.
 */
export function flatten(binding: Binding, isolation: boolean): readonly FlatMatch[] {
  return claimedHosts(binding, isolation).flatMap(host => flattenAt(host, binding))
}

/** The hosts on which a route claims requests by matches. */
export function claimedHosts(binding: Binding, isolation: boolean): readonly string[] {
  const { kind, rules } = binding.route
  if (binding.verdict === 'no' || rules.length === 0 || (kind !== 'HTTPRoute' && kind !== 'GRPCRoute')) return []
  return effectiveHostnames(binding, isolation)
}

/** What a route claims on one of these hosts. */
export function flattenAt(host: string, binding: Binding): readonly FlatMatch[] {
  const flat: FlatMatch[] = []
  for (const rule of binding.route.rules) for (const match of rule.matches) flat.push(new Flat(binding, rule, match, host))
  return flat
}

export function effectiveHostnames({ hostnames, isolated }: Binding, isolation: boolean): readonly string[] {
  if (!isolation || isolated.length === 0) return hostnames
  return hostnames.filter(hostname => !isolated.some(entry => entry.hostname === hostname))
}
