/** An answer that is no review. The API server then applies the webhook's failurePolicy. */
export class HttpError extends Error {
  readonly status: number
  readonly reason: string
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined

  constructor(status: number, reason: string, message: string, retryAfter?: number) {
    super(message)
    this.name = 'HttpError'
    this.status = status
    this.reason = reason
    this.retryAfter = retryAfter
  }
}

/** The body of such an answer: a Status, whose message the API server shows to the user. */
export function statusBody(code: number, reason: string, message: string): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'Status', metadata: {}, status: 'Failure', message, reason, code })
}
