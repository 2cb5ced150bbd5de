import { Malformed } from '../../values/malformed.ts'
import { compileRE2 } from '../../values/re2.ts'
import { patterns } from '../matches/patterns.ts'
import type { Filter, Route, RouteRule } from '../model.ts'
import type { Profile } from '../profile.ts'
import { fields, items, text, texts } from '../reading/fields.ts'
import type { ParentFacts, Topology } from '../topology.ts'
import { condition } from './conditions.ts'
import type { Condition } from './result.ts'

/** What a controller says about the content of a route, whichever listener it is at. */
export interface RouteContent {
  readonly rejected?: Condition
  readonly partial?: Condition
}

/** A rule that cannot be implemented is left out; a route with nothing left is not accepted. */
export function routeContent(topology: Topology, route: Route, parent: ParentFacts): RouteContent {
  const profile = parent.gateway === undefined ? topology.profile : topology.classOf(parent.gateway).profile
  const problems = route.rules.map(rule => ruleProblem(route, rule, profile)).filter(problem => problem !== undefined)
  const [first] = problems
  if (first === undefined) return {}
  if (problems.length === route.rules.length) return { rejected: condition('Accepted', 'False', 'UnsupportedValue', first) }
  return { partial: condition('PartiallyInvalid', 'True', 'UnsupportedValue', `Dropped Rule: ${first}`) }
}

function ruleProblem(route: Route, rule: RouteRule, profile: Profile): string | undefined {
  const expressions = profile.refusesOtherThanRE2 ? rule.matches.flatMap(match => patterns(route, match)) : []
  const bad = expressions.find(({ pattern }) => compileRE2(pattern) instanceof Malformed)
  if (bad !== undefined) return `the regular expression for ${bad.what} is not valid RE2`
  for (const filter of [...rule.filters, ...rule.backends.flatMap(backend => backend.filters)]) {
    const problem = filterProblem(filter, rule, profile)
    if (problem !== undefined) return problem
  }
  return undefined
}

function filterProblem(filter: Filter, rule: RouteRule, profile: Profile): string | undefined {
  if (profile.unsupportedFilters.includes(filter.type)) return `${profile.title} has no filter ${filter.type}`
  switch (filter.type) {
    case 'ExtensionRef':
      return extensionProblem(filter, profile)
    case 'RequestHeaderModifier':
    case 'ResponseHeaderModifier':
      return profile.refusesHeaderNames ? headerProblem(filter) : undefined
    case 'URLRewrite':
    case 'RequestRedirect':
      return prefixProblem(filter, rule)
    default:
      return undefined
  }
}

function extensionProblem({ settings }: Filter, profile: Profile): string | undefined {
  const kind = `${text(settings.group) ?? ''}/${text(settings.kind) ?? ''}`
  return profile.vendorsComplete && !profile.extensionKinds.includes(kind) ? `${profile.title} has no filter ${kind}` : undefined
}

function headerProblem({ settings }: Filter): string | undefined {
  const names = [
    ...[settings.set, settings.add].flatMap(list => items(list, []).map(({ value }) => text(value.name) ?? '')),
    ...texts(settings.remove, []).map(({ value }) => value),
  ]
  const bad = names.find(name => name === '' || /[/:]/.test(name) || name.toLowerCase() === 'host')
  return bad === undefined ? undefined : `header ${bad} cannot be changed by a filter`
}

/** A prefix can be replaced only where exactly one match of the rule is by prefix. @see HTTPPathModifier */
function prefixProblem({ settings }: Filter, rule: RouteRule): string | undefined {
  if (fields(settings.path).type !== 'ReplacePrefixMatch') return undefined
  const byPrefix = rule.matches.length === 1 && rule.matches[0]!.path.type === 'PathPrefix'
  return byPrefix ? undefined : 'ReplacePrefixMatch needs exactly one match, of type PathPrefix'
}
