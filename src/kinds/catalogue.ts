import type { StructuralSchema } from '../schema/structural.ts'
import { data } from './catalogue.gen.ts'
import type { KindData } from './catalogue-data.ts'
import { type DerivedDefinition, definitionOf, listed } from './crd.ts'
import { deriver } from './derive.ts'
import { type Bundle, bundles, type Channel, siteBit } from './presence.ts'

/** The kinds of one Gateway API bundle and channel. What is asked for is derived when it is first asked for, and kept. */
export interface Catalogue {
  readonly bundle: Bundle
  readonly channel: Channel
  /** Every kind of the bundle, by group and kind. */
  kinds(): readonly KindData[]
  /** A kind of the bundle. */
  kind(group: string, kind: string): KindData | undefined
  /** Definitions of all kinds, in the order of `kinds`. */
  crds(): readonly DerivedDefinition[]
  crd(group: string, kind: string): DerivedDefinition | undefined
  /** The schema of a version that the bundle lists, served or not. */
  schemaOf(apiVersion: string, kind: string): StructuralSchema | undefined
}

/** The bundle that `version` (`1.4`, `v1.4.1`) is a release of: the nearest known one where it is older or newer than all of them. */
export function bundleOf(version: string): Bundle {
  const match = /^v?(\d+)\.(\d+)/.exec(version)
  if (match === null) return bundles.at(-1)!
  const major = Number(match[1])
  const minor = Number(match[2])
  if (major < 1) return bundles[0]!
  if (major > 1) return bundles.at(-1)!
  return bundles[Math.min(minor, bundles.length - 1)]!
}

const known = new Map<string, Catalogue>()

/** The catalogue of a bundle and channel: `catalogue({ version: '1.6', channel: 'standard' })`. */
export function catalogue({ version, channel }: { readonly version: string; readonly channel: Channel }): Catalogue {
  const bundle = bundleOf(version)
  const key = `${bundle}/${channel}`
  let found = known.get(key)
  if (found === undefined) {
    found = createCatalogue(bundle, channel)
    known.set(key, found)
  }
  return found
}

function createCatalogue(bundle: Bundle, channel: Channel): Catalogue {
  const site = siteBit(bundle, channel)
  const derive = deriver(data, site)
  const present = data.kinds.filter(kind => kind.schema !== undefined && kind.versions.some(version => listed(version, site)))
  const byName = new Map(present.map(kind => [`${kind.group}/${kind.kind}`, kind]))
  const definitions = new Map<KindData, DerivedDefinition>()
  const definition = (kind: KindData): DerivedDefinition => {
    let crd = definitions.get(kind)
    if (crd === undefined) {
      crd = definitionOf(kind, { bundle, channel, site, derive })!
      definitions.set(kind, crd)
    }
    return crd
  }
  const kindOf = (group: string, kind: string) => byName.get(`${group}/${kind}`)
  return {
    bundle,
    channel,
    kinds: () => present,
    kind: kindOf,
    crds: () => present.map(definition),
    crd(group, kind) {
      const found = kindOf(group, kind)
      return found && definition(found)
    },
    schemaOf(apiVersion, kind) {
      const slash = apiVersion.lastIndexOf('/')
      const found = kindOf(apiVersion.slice(0, Math.max(slash, 0)), kind)
      const version = found?.versions.find(({ name }) => name === apiVersion.slice(slash + 1))
      return found && version && listed(version, site) ? derive(found.schema!, version.name) : undefined
    },
  }
}
