import type { Finding } from '../diagnostics/finding.ts'
import type { AdmissionRequest } from './review.ts'
import { fitWarnings } from './warnings.ts'

/** The response part of an AdmissionReview v1. */
export interface AdmissionResponse {
  readonly uid: string
  readonly allowed: boolean
  readonly status?: Record<string, unknown>
  readonly warnings?: readonly string[]
  readonly auditAnnotations?: Readonly<Record<string, string>>
  readonly patchType?: 'JSONPatch'
  readonly patch?: string
}

export function reviewBody(response: AdmissionResponse): string {
  return `{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":${JSON.stringify(response)}}`
}

/** Codes and places fit an audit annotation; beyond this the rest is counted. */
const MAX_AUDITED = 50

export interface Verdict {
  readonly denied: readonly Finding[]
  readonly warned: readonly Finding[]
  readonly audited: readonly Finding[]
  /** Texts that are warnings without being findings: what was changed, what was not judged. */
  readonly notes: readonly string[]
  /** The resourceVersion that the snapshot had reached. */
  readonly revision: string
}

/** Puts a verdict into the words of the protocol. Messages that depend on other objects say as of which revision they are true. */
export function answerOf(request: AdmissionRequest, verdict: Verdict): AdmissionResponse {
  const { denied, warned, audited, revision } = verdict
  const all = [...denied, ...warned, ...audited]
  const warnings = fitWarnings([...verdict.notes, ...warned.map(finding => sentence(finding, revision))])
  return {
    uid: request.uid,
    allowed: denied.length === 0,
    ...(denied.length > 0 && { status: statusOf(request, denied, revision) }),
    ...(warnings.length > 0 && { warnings }),
    ...(all.length > 0 && { auditAnnotations: annotationsOf(all, revision) }),
  }
}

/** `GWA-XRT-001 spec.rules[0].matches[0]: GET http://shop.example.com/cart is served by ...`, with a request that shows it. */
export function sentence(finding: Finding, revision: string): string {
  const { witness, message } = finding
  const place = finding.path === '' ? '' : ` ${finding.path}`
  const shown = witness === undefined || message.includes(witness.url) ? '' : `; for example ${witness.method} ${witness.url}`
  const asOf = finding.gate === 'object' || revision === '' ? '' : ` (as of revision ${revision})`
  return `${finding.code}${place}: ${message}${shown}${asOf}`
}

function statusOf(request: AdmissionRequest, denied: readonly Finding[], revision: string): Record<string, unknown> {
  const lines = denied.map(
    finding => sentence(finding, revision) + (finding.hint === undefined ? '' : `\n  ${finding.hint.replace(/\n/g, '\n  ')}`),
  )
  return {
    status: 'Failure',
    code: 403,
    reason: 'Forbidden',
    message: lines.join('\n'),
    details: {
      group: request.kind.group ?? '',
      kind: request.kind.kind,
      name: request.name ?? '',
      causes: denied.map(finding => ({ reason: finding.code, message: finding.message, field: finding.path })),
    },
  }
}

function annotationsOf(findings: readonly Finding[], revision: string): Record<string, string> {
  const listed = findings.slice(0, MAX_AUDITED).map(finding => (finding.path === '' ? finding.code : `${finding.code}@${finding.path}`))
  const more = findings.length > MAX_AUDITED ? ` and ${findings.length - MAX_AUDITED} more` : ''
  return { findings: listed.join(' ') + more, ...(revision !== '' && { revision }) }
}
