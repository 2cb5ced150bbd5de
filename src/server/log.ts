import { type DestinationStream, type Logger, pino } from 'pino'

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** JSON lines on standard output. Callers log names, codes and counts: never bodies, never values of objects, never credentials. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { name: 'gatewright' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: ['headers', 'body', '*.token', '*.key', '*.authorization'], remove: true },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

export type { Logger }
