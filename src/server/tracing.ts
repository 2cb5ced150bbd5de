import type { IncomingHttpHeaders } from 'node:http'
import { context, propagation, SpanStatusCode, trace } from '@opentelemetry/api'

const tracer = trace.getTracer('gatewright')

/**
 * Runs `work` in a span that belongs to the trace of the API server, where it sent one. Only the API of OpenTelemetry is used: without an SDK
 * (`NODE_OPTIONS=--import=...`) this costs next to nothing and goes nowhere.
 */
export async function traced<T>(name: string, headers: IncomingHttpHeaders, work: (mark: Mark) => Promise<T>): Promise<T> {
  const parent = headers['traceparent'] === undefined ? context.active() : propagation.extract(context.active(), headers)
  const span = tracer.startSpan(name, {}, parent)
  try {
    return await context.with(trace.setSpan(parent, span), () => work((key, value) => void span.setAttribute(`gatewright.${key}`, value)))
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message })
    throw error
  } finally {
    span.end()
  }
}

/** Notes a fact on the span. */
export type Mark = (key: 'operation' | 'kind' | 'namespace' | 'verdict', value: string) => void
