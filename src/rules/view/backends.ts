import type { BackendRef, Route, RouteRule } from '../../topology/model.ts'

/** The rule of a route in which a reference stands. */
export function ruleOf(route: Route, ref: BackendRef): RouteRule | undefined {
  return route.rules.find(rule => rule.index === ref.at[2])
}

/** What requests meet when a reference cannot be used. `none`: nothing, as long as the weight is 0. */
export interface Loss {
  readonly text: string
  readonly none: boolean
}

/** What happens to the requests of a rule that go to a backend which cannot be used. */
export function lossOf(route: Route, ref: BackendRef): Loss {
  if (ref.purpose === 'mirror') return { text: 'no copy of a request is sent', none: false }
  if (ref.purpose === 'auth') return { text: 'no request can be authorised, so all of them fail', none: false }
  const http = route.kind === 'HTTPRoute' || route.kind === 'GRPCRoute'
  const [things, end] = http
    ? ['requests', 'are answered with 500']
    : [route.kind === 'UDPRoute' ? 'datagrams' : 'connections', route.kind === 'UDPRoute' ? 'are dropped' : 'are closed']
  const backends = ruleOf(route, ref)?.backends ?? []
  const total = backends.reduce((sum, backend) => sum + backend.weight, 0)
  if (ref.weight === 0) return { text: `with a weight above 0 ${things} of this rule would fail`, none: true }
  if (backends.length < 2 || ref.weight === total) return { text: `${things} of this rule ${end}`, none: false }
  return { text: `${percent(ref.weight / total)} of the ${things} of this rule ${end}`, none: false }
}

/** The share of a rule's requests that a backend gets: `30 %`; `all` where it is the only one. */
export function shareOf(route: Route, ref: BackendRef): string {
  const total = (ruleOf(route, ref)?.backends ?? []).reduce((sum, { weight }) => sum + weight, 0)
  return ref.weight === total ? 'all' : percent(ref.weight / total)
}

function percent(share: number): string {
  const value = 100 * share
  return `${value >= 1 ? Math.round(value) : Number(value.toPrecision(1))} %`
}
