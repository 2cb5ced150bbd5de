/** Gateway API bundles of which the catalogue knows the history, by minor version: patch releases never change a schema. */
export const bundles = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7'] as const
export type Bundle = (typeof bundles)[number]

export const channels = ['standard', 'experimental'] as const
export type Channel = (typeof channels)[number]

/** `1.2`: from that bundle on. `1.1-1.3`: in these three and no more. */
export type Span = Bundle | `${Bundle}-${Bundle}`

/** Where a field, a limit, an enum value or a rule exists. A channel that is not named never had it. */
export interface When {
  readonly standard?: Span
  readonly experimental?: Span
  /** Only in these versions of the kind; in all of them when left out. */
  readonly versions?: readonly string[]
}

/** One place or several. */
export type Whens = When | readonly When[]

/** In both channels from `bundle` on. */
export const since = (bundle: Bundle, versions?: readonly string[]): When => ({
  standard: bundle,
  experimental: bundle,
  ...(versions && { versions }),
})

/** In both channels up to and including `bundle`. */
export const upTo = (bundle: Bundle, versions?: readonly string[]): When => ({
  standard: `1.0-${bundle}`,
  experimental: `1.0-${bundle}`,
  ...(versions && { versions }),
})

/** One bit for each bundle of each channel: standard 1.0 is the lowest, experimental 1.7 the highest. */
export type SiteMask = number

export const everywhere: SiteMask = (1 << (bundles.length * channels.length)) - 1

/** The bit of one bundle in one channel. */
export function siteBit(bundle: Bundle, channel: Channel): SiteMask {
  return 1 << (channels.indexOf(channel) * bundles.length + bundles.indexOf(bundle))
}

/** All the places that `when` names, apart from its versions. */
export function maskOf(when: When): SiteMask {
  let mask = 0
  for (const channel of channels) {
    const span = when[channel]
    if (span === undefined) continue
    const [from, to] = span.split('-') as [Bundle, Bundle | undefined]
    const last = to === undefined ? bundles.length - 1 : bundles.indexOf(to)
    for (let at = bundles.indexOf(from); at <= last; at++) mask |= siteBit(bundles[at]!, channel)
  }
  return mask
}
