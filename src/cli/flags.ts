import { type Command, InvalidArgumentError } from 'commander'
import { type CompleteKind, parseCompleteKind } from '../inventory/index.ts'
import type { Channel } from '../kinds/index.ts'
import { bundles } from '../kinds/presence.ts'
import { isBundle, parseGatewayApi, parseMinor } from './settings.ts'

/** Adds the flags that say where the configuration will run (PlaceFlags in settings.ts). */
export function placeFlags(command: Command): Command {
  return command
    .option('--config <file>', 'gatewright.yaml; looked for here and above where absent')
    .option('--crds <path>', 'CustomResourceDefinitions to judge by, instead of the built-in ones; repeatable', append, [])
    .option('--complete <kind>', 'all objects of this kind are among the files: Service, Namespace/shop, all; repeatable', complete, [])
    .option('--gateway-api <version>', 'Gateway API bundle and channel: 1.4/standard', gatewayApi)
    .option('--kubernetes <version>', 'minor version of the API server: 1.34', minor)
    .option('--profile <name>', 'the implementation that serves the gateways: envoy-gateway, istio, ...')
}

export const append = (value: string, before: readonly string[] = []): string[] => [...before, value]

function complete(value: string, before: readonly (CompleteKind | 'all')[]): (CompleteKind | 'all')[] {
  const kind = parseCompleteKind(value)
  if (kind === undefined) throw new InvalidArgumentError('Write a kind, Kind/namespace, group/Kind, or all.')
  return [...before, kind]
}

export function gatewayApi(value: string): { version: string; channel?: Channel } {
  const parsed = parseGatewayApi(value)
  if (parsed === undefined) throw new InvalidArgumentError('Write a version and, if you like, a channel: 1.4 or 1.4/standard.')
  if (!isBundle(parsed.version))
    throw new InvalidArgumentError(`There is no such bundle here; there are ${bundles[0]} to ${bundles.at(-1)}.`)
  return parsed
}

export function minor(value: string): string {
  const parsed = parseMinor(value)
  if (parsed === undefined) throw new InvalidArgumentError('Write a minor version: 1.34.')
  return parsed
}
