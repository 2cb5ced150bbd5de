import type { Path } from '../../diagnostics/path.ts'
import type { Route, RouteRule } from '../../topology/model.ts'
import { text } from '../../topology/reading/fields.ts'
import { parseGatewayDuration } from '../../values/duration.ts'
import { Malformed } from '../../values/malformed.ts'

/** A duration that a route writes somewhere. */
export interface WrittenDuration {
  readonly what: string
  readonly text: string
  readonly ms: number
  readonly at: Path
}

/** Milliseconds of a Gateway API duration; undefined where it is none. */
export function milliseconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const duration = parseGatewayDuration(text)
  return duration instanceof Malformed ? undefined : duration.seconds * 1000 + duration.nanos / 1e6
}

const none: readonly never[] = []

/** Every well-formed duration of a rule. */
export function durations(rule: RouteRule): readonly WrittenDuration[] {
  const { timeouts, retry, sessionPersistence } = rule
  if ((timeouts.request ?? timeouts.backendRequest ?? retry ?? sessionPersistence) === undefined) return none
  const found: WrittenDuration[] = []
  const add = (what: string, written: string | undefined, at: Path) => {
    const ms = milliseconds(written)
    if (ms !== undefined) found.push({ what, text: written!, ms, at: [...rule.at, ...at] })
  }
  add('request', rule.timeouts.request, ['timeouts', 'request'])
  add('backendRequest', rule.timeouts.backendRequest, ['timeouts', 'backendRequest'])
  add('backoff', rule.retry?.backoff, ['retry', 'backoff'])
  add('absoluteTimeout', text(rule.sessionPersistence?.absoluteTimeout), ['sessionPersistence', 'absoluteTimeout'])
  return found
}

type Retrying = RouteRule & { readonly retry: NonNullable<RouteRule['retry']> }

/** Whether a rule retries: `attempts: 0` says that it does not. */
export const retries = (rule: RouteRule): rule is Retrying => rule.retry !== undefined && rule.retry.attempts !== 0

/** The rules of a route that retry. */
export const retryingRules = (route: Route | undefined): readonly Retrying[] => (route?.rules ?? []).filter(retries)
