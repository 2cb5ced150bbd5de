import type { Stay, Whereabouts } from './history.ts'

/** A stay in words: `since 1.5`, `from 1.1 to 1.3`, `in 1.0 only`. */
export function during({ since, last }: Stay): string {
  if (last === undefined) return `since ${since}`
  return since === last ? `in ${since} only` : `from ${since} to ${last}`
}

/** Where something exists, in words, to stand after "exists". */
export function story({ standard, experimental }: Whereabouts): string {
  if (standard === undefined) return experimental === undefined ? 'nowhere' : `in the experimental channel only, ${during(experimental)}`
  if (experimental === undefined) return `in the standard channel only, ${during(standard)}`
  if (during(standard) === during(experimental)) return during(standard)
  return `${during(standard)}, in the experimental channel ${during(experimental)}`
}

/** A bundle in words: `the standard channel of Gateway API 1.4`. */
export const place = (bundle: string, channel: string): string => `the ${channel} channel of Gateway API ${bundle}`
