import { groupBy } from '../values/group.ts'
import { frame } from './frame.ts'
import type { Format, Reported } from './report.ts'
import type { Sources } from './sources.ts'
import { VERSION } from './version.ts'
import { fileOf, lineOf, nameOf, requestText, summaryText } from './words.ts'
import { escapeXml } from './xml.ts'

/** One page without scripts or anything from elsewhere: it can be kept as an artefact, mailed and printed. */
export const html: Format = function* ({ findings, summary, notes }, sources) {
  const title = escapeXml(summaryText(summary))
  yield `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>gatewright: ${title}</title>
<style>${STYLE}</style></head><body>
<header><h1>${title}</h1></header>
<main>
`
  for (const [file, list] of groupBy(findings, fileOf)) {
    yield `<section><h2>${escapeXml(file === '' ? 'Not in these files' : file)}</h2>\n`
    for (const finding of list) yield `${article(finding, sources)}\n`
    yield '</section>\n'
  }
  yield '</main>\n'
  if (notes.length > 0) yield `<aside>${notes.map(note => `<p>${escapeXml(note)}</p>`).join('')}</aside>\n`
  yield `<footer>gatewright ${VERSION}</footer>\n</body></html>\n`
}

function article(finding: Reported, sources: Sources): string {
  const { code, rule, severity, message, object, path, hint, condition, witness, related = [] } = finding
  const facts: [string, string][] = []
  if (path !== '') facts.push(['Field', `<code>${escapeXml(path)}</code>`])
  if (witness !== undefined) facts.push(['Request', `<code>${escapeXml(requestText(witness))}</code>`])
  if (condition !== undefined) facts.push(['Status', escapeXml(`${condition.type}=${condition.status}, reason ${condition.reason}`)])
  for (const other of related) {
    const place = [other.object.kind === '' ? '' : nameOf(other.object), lineOf(other)].filter(part => part !== '').join(', ')
    facts.push(['See', `${escapeXml(place)}: ${escapeXml(other.message)}`])
  }
  if (hint !== undefined) facts.push(['Fix', hint.includes('\n') ? `<pre>${escapeXml(hint)}</pre>` : escapeXml(hint)])
  return [
    `<article class="${severity}">`,
    `<h3><span class="severity">${severity}</span> ${escapeXml(message)}</h3>`,
    `<p class="where">${code} ${rule}${object.kind === '' ? '' : ` · ${escapeXml(nameOf(object))}`} · ${escapeXml(lineOf(finding))}</p>`,
    codeFrame(finding, sources),
    facts.length === 0 ? '' : `<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>`,
    '</article>',
  ].join('\n')
}

function codeFrame({ location }: Reported, sources: Sources): string {
  const source = location === undefined ? undefined : sources.text(location.file)
  if (location === undefined || source === undefined || location.span.end.offset === 0) return ''
  const lines = frame(source, location.span, 140, 2).map(({ number, text, mark }) => {
    const characters = [...text]
    const shown =
      mark === undefined
        ? escapeXml(text)
        : `${escapeXml(characters.slice(0, mark.from).join(''))}<mark>${escapeXml(characters.slice(mark.from, mark.from + mark.length).join(''))}</mark>${escapeXml(characters.slice(mark.from + mark.length).join(''))}`
    return `<span class="number">${number}</span>${shown}`
  })
  return `<pre class="frame">${lines.join('\n')}</pre>`
}

const STYLE = `
:root{color-scheme:light dark;--line:#8884;--error:#c62828;--warning:#a86400;--info:#0b6bcb}
@media(prefers-color-scheme:dark){:root{--error:#ff7b72;--warning:#e3a33b;--info:#6cb6ff}}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;border-bottom:1px solid var(--line);padding-bottom:.2rem;margin-top:2rem;overflow-wrap:anywhere}
h3{font-size:1rem;margin:0 0 .2rem}
article{border-left:4px solid var(--line);padding:.2rem 0 .2rem 1rem;margin:1.2rem 0}
.error{border-color:var(--error)}.warning{border-color:var(--warning)}.info{border-color:var(--info)}
.error .severity{color:var(--error)}.warning .severity{color:var(--warning)}.info .severity{color:var(--info)}
.where,footer,aside{opacity:.75;font-size:.9rem}.where{margin:.1rem 0}
pre,code{font-family:ui-monospace,monospace;font-size:.9rem}
pre{overflow-x:auto;background:#8881;padding:.6rem;border-radius:4px;margin:.6rem 0}
mark{background:none;color:inherit;text-decoration:underline wavy}
.error mark{text-decoration-color:var(--error)}.warning mark{text-decoration-color:var(--warning)}.info mark{text-decoration-color:var(--info)}
.number{display:inline-block;width:4ch;margin-right:1.5ch;text-align:right;opacity:.6}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.4rem 0}dt{opacity:.75}dd{margin:0;overflow-wrap:anywhere}dd pre{margin:0}
`
