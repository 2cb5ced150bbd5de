import { formatPath } from '../../diagnostics/path.ts'
import { visible } from '../../values/visible.ts'
import type { Answer, BackendOutcome, Candidate, MatchSite, Simulation, Trace } from './result.ts'

/** How many candidates are written out; the data has them all. */
const shown = 10

/** A simulation in words, one block for each Gateway. */
export function simulationText({ request, traces }: Simulation): string {
  const head = /^(?:tls|tcp|udp):/.test(request.url) ? request.url : `${request.method} ${request.url}`
  if (traces.length === 0) return `${head}\n  there is no Gateway\n`
  return traces.map(trace => `${[head, ...traceLines(trace).map(line => `  ${visible(line)}`)].join('\n')}\n`).join('\n')
}

function traceLines(trace: Trace): string[] {
  const lines: string[] = []
  if (trace.gateway.name !== '') lines.push(`at ${trace.gateway.kind} ${trace.gateway.namespace}/${trace.gateway.name}`)
  const { listener, tls, site } = trace
  if (listener !== undefined) {
    const owner = listener.owner.kind === 'Gateway' ? '' : ` of ${listener.owner.kind} ${listener.owner.namespace}/${listener.owner.name}`
    lines.push(`listener ${listener.name}${owner}: port ${listener.port}, ${listener.protocol}, ${listener.hostname || 'any host'}`)
  }
  if (tls !== undefined) lines.push(tlsLine(tls))
  for (const above of trace.delegatedBy ?? []) lines.push(`handed on by ${siteText(above)}`)
  if (site !== undefined) lines.push(`answered by ${siteText(site)}`)
  const others = trace.candidates.filter(({ outcome }) => outcome !== 'selected')
  for (const candidate of others.slice(0, shown)) lines.push(`  not ${candidateText(candidate)}`)
  if (others.length > shown) lines.push(`  and ${others.length - shown} more that could have answered`)
  for (const filter of trace.filters) lines.push(`filter ${filter.type}: ${filter.effect}`)
  for (const mirror of trace.mirrors) lines.push(`copy of ${mirror.percent} % to ${backendText({ ...mirror, share: 1 })}`)
  for (const [name, value] of Object.entries(trace.responseHeaders))
    lines.push(value === undefined ? `answer loses header ${name}` : `answer gets header ${name}: ${value}`)
  if (trace.timeouts.request !== undefined) lines.push(`timeout ${trace.timeouts.request} for the request`)
  if (trace.timeouts.backendRequest !== undefined) lines.push(`timeout ${trace.timeouts.backendRequest} for each try`)
  if (trace.retry !== undefined)
    lines.push(`up to ${trace.retry.attempts ?? 1} retries${trace.retry.codes.length > 0 ? ` on ${trace.retry.codes.join(', ')}` : ''}`)
  lines.push(...answerLines(trace.answer))
  for (const note of trace.notes) lines.push(`note: ${note}`)
  return lines
}

function tlsLine(tls: NonNullable<Trace['tls']>): string {
  const name = tls.sni === '' ? 'no name in the handshake' : `handshake for ${tls.sni}`
  if (tls.mode === 'Passthrough') return `TLS passes through: ${name}`
  const certificate = tls.certificate === undefined ? 'no certificate' : `certificate ${tls.certificate.namespace}/${tls.certificate.name}`
  const covers = tls.covers === false ? ', which does not cover the name' : ''
  const client = tls.clientValidation === undefined ? '' : `; asks for a client certificate (${tls.clientValidation})`
  return `TLS ends here: ${name}, ${certificate}${covers}${client}`
}

function siteText(site: MatchSite): string {
  const rule = site.ruleName === undefined ? `${site.rule}` : `${site.rule} (${site.ruleName})`
  return `${site.route.kind} ${site.route.namespace}/${site.route.name}, rule ${rule}, match ${site.match} (${formatPath(site.at)}), host ${site.host || 'any'}`
}

function candidateText({ site, outcome, level, mismatch }: Candidate): string {
  const why = outcome === 'outranked' ? `fits too, but loses by ${level}` : `does not fit: ${mismatch}`
  return `${site.route.kind} ${site.route.namespace}/${site.route.name}, rule ${site.rule}, match ${site.match}: ${why}`
}

/** An answer in one line. */
export function answerText(answer: Answer): string {
  if (answer.kind !== 'forward') return answerLines(answer).join(', ').replace(/^=> /, '')
  const { request, backends } = answer
  return `${backends.map(backendText).join(', ')}${request === undefined ? '' : ` as ${request.method} ${request.host}${request.path}`}`
}

function answerLines(answer: Answer): string[] {
  switch (answer.kind) {
    case 'forward': {
      const { request } = answer
      const head = request === undefined ? [] : [`goes on as ${request.method} ${request.host}${request.path}`]
      return [...head, ...answer.backends.map(backend => `to ${backendText(backend)}`)]
    }
    case 'redirect':
      return [`=> ${answer.status} to ${answer.location}`]
    case 'preflight': {
      const headers = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`)
      return [`=> ${answer.status} to the preflight${headers.length > 0 ? ` with ${headers.join('; ')}` : ''}`]
    }
    case 'error':
      return [answer.status === 0 ? `=> fails: ${answer.reason}` : `=> ${answer.status}: ${answer.reason}`]
    case 'refused':
      return [`=> no connection: ${answer.reason}`]
    case 'unknown':
      return [`=> cannot be told: ${answer.reason}`]
  }
}

function backendText({ backend, port, share, protocol, tls, error, filters }: BackendOutcome): string {
  const part = share === 1 ? '' : ` (${Math.round(share * 1000) / 10} %)`
  const secure = tls === undefined ? '' : `, TLS for ${tls.hostname} as BackendTLSPolicy ${tls.policy.namespace}/${tls.policy.name} says`
  const failure = error === undefined ? '' : `, which fails${error.status === 0 ? '' : ` with ${error.status}`}: ${error.reason}`
  const own = filters.length === 0 ? '' : `; ${filters.map(({ effect }) => effect).join(', ')}`
  return `${backend.kind} ${backend.namespace}/${backend.name}${port === undefined ? '' : `:${port}`}${part} by ${protocol}${secure}${failure}${own}`
}
