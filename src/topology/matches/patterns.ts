import type { Path } from '../../diagnostics/path.ts'
import type { Route, RouteMatch, ValueMatch } from '../model.ts'

const none: readonly never[] = []

/** A regular expression that a match holds, and what it is compared with. */
export interface Pattern {
  readonly pattern: string
  readonly at: Path
  readonly what: string
}

/** Every regular expression of a match. */
export function patterns(route: Route, match: RouteMatch): readonly Pattern[] {
  if (match.path.type !== 'RegularExpression' && match.grpc === undefined && match.headers.length + match.query.length === 0) return none
  const found: Pattern[] = []
  if (match.grpc !== undefined) {
    const { type, service, method } = match.grpc
    if (type === 'RegularExpression' && service !== undefined)
      found.push({ pattern: service, at: [...match.at, 'method', 'service'], what: 'the service' })
    if (type === 'RegularExpression' && method !== undefined)
      found.push({ pattern: method, at: [...match.at, 'method', 'method'], what: 'the method' })
  } else if (route.kind === 'HTTPRoute' && match.path.type === 'RegularExpression') {
    found.push({ pattern: match.path.value, at: [...match.at, 'path', 'value'], what: 'the path' })
  }
  const add = (list: readonly ValueMatch[], what: string) => {
    for (const { type, name, value, at } of list) {
      if (type === 'RegularExpression') found.push({ pattern: value, at: [...at, 'value'], what: `${what} ${name}` })
    }
  }
  add(match.headers, 'header')
  add(match.query, 'query parameter')
  return found
}
