import type { FormatOptions } from '../report/index.ts'

interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Colours and width for a stream: colours on a terminal unless NO_COLOR or `--no-color` says otherwise, or where FORCE_COLOR asks for them. */
export function terminal(stream: Stream, wanted = true): FormatOptions {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0'
  const color = wanted && (NO_COLOR === undefined || NO_COLOR === '') && (forced || (stream.isTTY === true && TERM !== 'dumb'))
  return { color, width: stream.columns ?? (Number(process.env['COLUMNS']) || 80) }
}
