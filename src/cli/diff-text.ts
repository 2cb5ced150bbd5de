import picocolors from 'picocolors'
import { plural } from '../report/words.ts'
import type { ChangeKind, RequestChange, RequestChanges } from '../topology/index.ts'
import type { Answer } from '../topology/simulate/result.ts'
import { answerText } from '../topology/simulate/text.ts'
import { visible } from '../values/visible.ts'

/** How many changes of a kind are written out; the data has them all. */
const shown = 50

const titles: Readonly<Record<ChangeKind, readonly [one: string, many: string]>> = {
  broken: ['breaks', 'break'],
  moved: ['is answered by something else', 'are answered by something else'],
  served: ['is served that was not', 'are served that were not'],
  unclear: ['cannot be told', 'cannot be told'],
}
const colors = { broken: 'red', moved: 'yellow', served: 'green', unclear: 'dim' } as const

export function changesText(result: RequestChanges, color: boolean): string {
  const paint = picocolors.createColors(color)
  const blocks = groups(result).map(([kind, changes]) => {
    const lines = changes.slice(0, shown).flatMap(change => {
      const [was, now] = destinations(change)
      return [`  ${requestText(change)}`, `    was  ${was}`, `    now  ${now}`].map(visible)
    })
    if (changes.length > shown) lines.push(`  and ${changes.length - shown} more`)
    return [paint[colors[kind]](paint.bold(title(kind, changes.length))), ...lines].join('\n')
  })
  return `${[...blocks, summary(result)].join('\n\n')}\n`
}

export function changesMarkdown(result: RequestChanges): string {
  const blocks = groups(result).map(([kind, changes]) => {
    const rows = changes.slice(0, shown).map(change => `| ${[requestText(change), ...destinations(change)].map(cell).join(' | ')} |`)
    const more = changes.length > shown ? ['', `and ${changes.length - shown} more`] : []
    return [`### ${title(kind, changes.length)}`, '', '| Request | Was | Now |', '|---|---|---|', ...rows, ...more].join('\n')
  })
  return `${[...blocks, summary(result)].join('\n\n')}\n`
}

function groups({ changes }: RequestChanges): readonly (readonly [ChangeKind, readonly RequestChange[]])[] {
  return (Object.keys(titles) as ChangeKind[])
    .map(kind => [kind, changes.filter(change => change.kind === kind)] as const)
    .filter(([, list]) => list.length > 0)
}

function summary({ changes, compared }: RequestChanges): string {
  return changes.length === 0
    ? `No request is answered differently (${count(compared)} compared)`
    : `${changes.length} of ${count(compared)} answered differently`
}

function title(kind: ChangeKind, requests: number): string {
  return `${count(requests)} ${titles[kind][requests === 1 ? 0 : 1]}`
}

const count = (requests: number): string => plural(requests, 'request')

function requestText({ request: { method, url, headers, grpc, gateway } }: RequestChange): string {
  const own = Object.entries(headers ?? {}).filter(([name]) => grpc === undefined || name !== 'content-type')
  const fields = own.map(([name, value]) => ` ${name}: ${value}`).join(',')
  const head = /^(?:tls|tcp|udp):/.test(url) ? url : `${method} ${url}`
  return `${head}${fields === '' ? '' : ` with${fields}`} at Gateway ${gateway?.namespace}/${gateway?.name}`
}

/** Both sides in words; with the headers where nothing else tells them apart. */
function destinations({ before, after }: RequestChange): readonly string[] {
  const texts = [before, after].map(({ answer, site }) => {
    const by = site === undefined ? '' : ` (${site.route.kind} ${site.route.namespace}/${site.route.name}, rule ${site.rule})`
    return `${answerText(answer)}${by}`
  })
  return texts[0] !== texts[1] ? texts : [before, after].map(({ answer }, i) => `${texts[i]}, ${headersText(answer)}`)
}

function headersText(answer: Answer): string {
  const headers = answer.kind === 'forward' ? answer.request?.headers : answer.kind === 'preflight' ? answer.headers : undefined
  return `headers ${JSON.stringify(headers ?? {})}`
}

const cell = (text: string): string => visible(text).replace(/[|\\<>&`*_[\]]/g, character => `\\${character}`)
