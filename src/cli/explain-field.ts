import picocolors from 'picocolors'
import { docsOf, type KindData, kindCalled, kindNames } from '../kinds/index.ts'
import { story } from '../kinds/words.ts'
import { wrap } from '../report/frame.ts'
import { GATEWAY_GROUPS } from '../rules/view/groups.ts'
import { closest } from '../values/closest.ts'
import { CliError, EXIT } from './exit.ts'

/**
 * The page about a kind of Gateway API or a field of it: `HTTPRoute`, `HTTPRoute.spec.rules[].timeouts`. Undefined where there is no such kind.
 * @throws CliError where the kind has no such field
 */
export function fieldPage(text: string, color: boolean, width: number): string | undefined {
  const [name = '', ...steps] = text.replace(/\[\d*\]/g, '').split('.')
  const kind = kindCalled(name, GATEWAY_GROUPS)
  if (kind === undefined && steps.length > 0) {
    const meant = closest(name, kindNames(GATEWAY_GROUPS))
    throw new CliError(
      `there is no kind ${name} of Gateway API${meant === undefined ? '' : `; did you mean ${[meant, ...steps].join('.')}?`}`,
    )
  }
  if (kind === undefined) return undefined
  const docs = docsOf(kind, steps)
  if (docs === undefined) throw new CliError(nowhere(kind, steps), EXIT.usage)
  const paint = picocolors.createColors(color)
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', paint.bold(title), ...lines.map(line => `  ${line}`)]
  const wrapped = (texts: readonly string[]) => texts.flatMap(one => wrap(one, width - 2))
  const facts = [docs.type, ...(docs.required ? ['required'] : []), ...docs.limits, ...(docs.where ? [`exists ${story(docs.where)}`] : [])]
  const fields = docs.fields.flatMap(field => {
    const history =
      field.where === undefined || story(field.where) === story(docs.where ?? field.where) ? '' : `; exists ${story(field.where)}`
    const heading = `${paint.bold(field.name)}  ${field.type}${field.required ? ', required' : ''}${history}`
    return [heading, ...wrap(field.description, width - 6).map(line => `    ${line}`)]
  })
  const lines = [
    paint.bold([kind.kind, ...steps].join('.')),
    ...section('What', wrapped([docs.description])),
    ...section('Facts', wrapped(facts)),
    ...section('When a rule is broken', wrapped(docs.rules)),
    ...section('Fields', fields),
  ]
  return `${lines.join('\n')}\n`
}

/** How far the path leads, and which fields are there. */
function nowhere(kind: KindData, steps: readonly string[]): string {
  const depth = steps.findIndex((_, index) => docsOf(kind, steps.slice(0, index + 1)) === undefined)
  const fields = docsOf(kind, steps.slice(0, depth))?.fields.map(field => field.name) ?? []
  const meant = closest(steps[depth]!, fields)
  const hint = meant === undefined ? (fields.length === 0 ? '' : `; it has ${fields.join(', ')}`) : `; did you mean ${meant}?`
  return `${[kind.kind, ...steps.slice(0, depth)].join('.')} has no field ${steps[depth]}${hint}`
}
