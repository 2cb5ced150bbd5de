const units: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** Reads a Go duration, `10s` or `1m0s`, as milliseconds. Undefined where it is none. */
export function goDuration(text: string): number | undefined {
  if (text === '0') return 0
  if (!/^(?:\d+(?:\.\d*)?(?:ns|us|µs|μs|ms|s|m|h))+$/.test(text)) return undefined
  let sum = 0
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d*)?)(ns|us|µs|μs|ms|s|m|h)/g))
    sum += Number(number) * (units[unit as string] as number)
  return sum
}

/** The default of the API server, for callers that name no timeout. */
const DEFAULT = 10_000

/**
 * When an answer is due, in the time of `performance.now()`: what the API server grants from `now` on, less a tenth (at least 50 ms) for
 * the way back.
 */
export function deadlineOf(timeout: string | undefined, now: number): number {
  const granted = Math.min(goDuration(timeout ?? '') || DEFAULT, 34_000)
  return now + granted - Math.max(50, granted / 10)
}
