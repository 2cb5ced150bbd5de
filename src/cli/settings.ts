import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Config } from '../config/schema.ts'
import type { Severity } from '../diagnostics/finding.ts'
import { DEFAULTS } from '../engine/lint.ts'
import type { Severities } from '../engine/plan.ts'
import { type CompleteKind, type Declared, parseCompleteKind } from '../inventory/index.ts'
import { BUNDLE_VERSION, bundles, CHANNEL, type Channel } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { BundleOption } from '../rules/rule.ts'
import { unreadable } from '../source/unreadable.ts'
import { CliError, EXIT } from './exit.ts'
import { insistReadable, readInputs } from './inputs.ts'

/** What flags may say about the place where the configuration will run; `lint` and its siblings share them (flags.ts). */
export interface PlaceFlags {
  readonly config?: string
  readonly crds: readonly string[]
  readonly complete: readonly (CompleteKind | 'all')[]
  readonly gatewayApi?: { readonly version: string; readonly channel?: Channel }
  readonly kubernetes?: string
  readonly profile?: string
}

/** Flags, configuration and what was found in the files, in this order. */
export interface Settings {
  readonly config: Config
  readonly gatewayApi: BundleOption
  readonly kubernetes: string
  readonly profile: string
  readonly complete: Declared
  readonly crds: readonly unknown[]
  readonly severities: Severities
}

/**
 * @param paths what is to be read: gatewright.yaml is looked for where the first of them is, and above
 * @param objects where CustomResourceDefinitions may say bundle and channel
 * @throws CliError
 */
export async function settings(flags: PlaceFlags, paths: readonly string[], objects: readonly KubeObject[]): Promise<Settings> {
  const file = flags.config ?? findConfig(folderOf(paths[0]))
  const config = file === undefined ? {} : await readConfig(file)
  const relative = (path: string) => join(dirname(file ?? '.'), path)
  const crdPaths = flags.crds.length > 0 ? flags.crds : (config.crds ?? []).map(relative)
  const crds = crdPaths.length === 0 ? [] : await definitions(crdPaths)
  const wanted = flags.gatewayApi ?? (config.gatewayApi === undefined ? undefined : knownBundle(config.gatewayApi, file ?? ''))
  const detected = detect([...(crds as KubeObject[]), ...objects])
  const complete = [...flags.complete, ...(config.complete ?? []).map(kind => completeKind(kind, file ?? ''))]
  return {
    config: config.policies === undefined ? config : { ...config, policies: config.policies.map(relative) },
    gatewayApi: {
      version: wanted?.version ?? detected?.version ?? DEFAULTS.gatewayApi.version,
      channel: wanted?.channel ?? detected?.channel ?? DEFAULTS.gatewayApi.channel,
      ...(wanted === undefined && detected === undefined && { guessed: true }),
    },
    kubernetes: flags.kubernetes ?? parseMinor(config.kubernetes ?? '') ?? DEFAULTS.kubernetes,
    profile: await knownProfile(flags.profile ?? config.profile ?? DEFAULTS.profile),
    complete,
    crds,
    severities: (config.severities ?? {}) as Readonly<Record<string, Severity | 'off'>>,
  }
}

function folderOf(path: string | undefined): string {
  if (path === undefined || path === '-' || !existsSync(path)) return process.cwd()
  return statSync(path).isDirectory() ? path : dirname(path)
}

/** gatewright.yaml in a folder or above it, up to the root of the repository. */
function findConfig(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const file = join(folder, 'gatewright.yaml')
    if (existsSync(file)) return file
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined
  }
}

async function readConfig(file: string): Promise<Config> {
  const { ConfigError, parseConfig } = await import('../config/index.ts')
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new CliError(unreadable(file, error), EXIT.unreadable)
  }
  try {
    return parseConfig(text, file)
  } catch (error) {
    if (error instanceof ConfigError) throw new CliError(`the configuration cannot be used\n${error.message}`, EXIT.usage)
    throw error
  }
}

async function definitions(paths: readonly string[]): Promise<unknown[]> {
  const crds = insistReadable(await readInputs(paths))
    .flatMap(file => file.documents.map(document => document.object as KubeObject))
    .filter(({ kind }) => kind === 'CustomResourceDefinition')
  if (crds.length === 0) throw new CliError(`there is no CustomResourceDefinition in ${paths.join(', ')}`, EXIT.unreadable)
  return crds
}

/** Bundle and channel as Gateway API's own CustomResourceDefinitions say them. */
function detect(objects: readonly KubeObject[]): { version: string; channel: Channel } | undefined {
  for (const object of objects) {
    const annotations = object.metadata?.annotations
    const version = annotations?.[BUNDLE_VERSION]
    const channel = annotations?.[CHANNEL]
    if (typeof version === 'string' && (channel === 'standard' || channel === 'experimental')) return { version, channel }
  }
  return undefined
}

async function knownProfile(name: string): Promise<string> {
  if (name === DEFAULTS.profile) return name
  const { profileByName, profiles } = await import('../topology/profiles/index.ts')
  if (profileByName(name) !== undefined) return name
  const { closest } = await import('../values/closest.ts')
  const names = profiles.map(profile => profile.name)
  const meant = closest(name, names)
  throw new CliError(`there is no profile ${name}; ${meant === undefined ? `there are ${names.join(', ')}` : `did you mean ${meant}?`}`)
}

function completeKind(text: string, file: string): CompleteKind | 'all' {
  const kind = parseCompleteKind(text)
  if (kind === undefined)
    throw new CliError(`${file}: complete has ${JSON.stringify(text)}, which is no kind; write Service, Namespace/shop, group/Kind or all`)
  return kind
}

function knownBundle(text: string, file: string): ReturnType<typeof parseGatewayApi> {
  const parsed = parseGatewayApi(text)
  if (parsed !== undefined && !isBundle(parsed.version))
    throw new CliError(`${file}: gatewayApi is ${text}, but there is no such bundle here; there are ${bundles[0]} to ${bundles.at(-1)}`)
  return parsed
}

export const isBundle = (version: string): boolean => (bundles as readonly string[]).includes(version)

/** `1.4/standard`, `v1.4.1`. */
export function parseGatewayApi(text: string): { version: string; channel?: Channel } | undefined {
  const match = /^v?(\d+\.\d+)(?:\.\d+)?(?:\/(standard|experimental))?$/.exec(text)
  return match === null ? undefined : { version: match[1]!, ...(match[2] === undefined ? {} : { channel: match[2] as Channel }) }
}

/** `1.34`, `v1.34.2`. */
export function parseMinor(text: string): string | undefined {
  return /^v?(1\.\d+)(?:\.\d+)?$/.exec(text)?.[1]
}
