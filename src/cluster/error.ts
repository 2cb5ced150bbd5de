/** A refusal by the API server, with what its Status said. */
export class ApiError extends Error {
  readonly status: number
  readonly reason: string
  /** Milliseconds that the server asked to wait, 0 where it did not. */
  readonly retryAfter: number

  constructor(status: number, reason: string, message: string, retryAfter = 0) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.reason = reason
    this.retryAfter = retryAfter
  }

  static from(status: number, body: string, what: string, retryAfter: string | undefined): ApiError {
    let reason = ''
    let message = body.slice(0, 300)
    try {
      const decoded = JSON.parse(body) as { reason?: unknown; message?: unknown }
      if (typeof decoded.reason === 'string') reason = decoded.reason
      if (typeof decoded.message === 'string') message = decoded.message
    } catch {
      // Proxies answer in prose: the text itself is the message.
    }
    const seconds = Number(retryAfter ?? 0)
    return new ApiError(status, reason, `${what}: ${status} ${message}`, Number.isFinite(seconds) ? seconds * 1000 : 0)
  }
}
