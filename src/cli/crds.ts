import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import type { KubeClient } from '../cluster/api.ts'
import type { KubeObject } from '../kinds/object.ts'
import { encodeYaml } from '../schema/index.ts'
import { connect } from './connect.ts'
import { CliError, EXIT } from './exit.ts'
import { append } from './flags.ts'
import { makeFolder } from './make-folder.ts'

interface Flags {
  readonly kubeconfig?: string
  readonly context?: string
  readonly group: readonly string[]
  readonly all?: boolean
}

/** What is looked at unless the user names groups: the gateway kinds, and the vendors' that are known. */
const gatewayGroups =
  /(^|\.)(gateway\.networking\.(x-)?k8s\.io|gateway\.[a-z.]+|[a-z.]*(solo|kgateway|envoyproxy|istio|higress|traefik|konghq|cilium|projectcontour|nginx|apisix|linkerd)[a-z.]*)$/

const PATH = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'

/** `gatewright crds`: the CustomResourceDefinitions that a cluster has, for `--crds`. */
export function crdsCommand(): Command {
  const command = new Command('crds').summary('list or save the CustomResourceDefinitions of a cluster')
  const clusterFlags = (sub: Command) =>
    sub
      .option('--kubeconfig <file>', 'the kubeconfig to use')
      .option('--context <name>', 'the context to use')
      .option('--group <name>', 'only this API group; repeatable', append, [])
      .option('--all', 'every group, not only those of gateways')
  command.addCommand(
    clusterFlags(new Command('list').description('Lists kinds, versions and the Gateway API bundle that a cluster has.')).action(
      async (flags: Flags) => {
        process.stdout.write(table(await definitions(flags)))
      },
    ),
  )
  command.addCommand(
    clusterFlags(
      new Command('pull').description('Saves the definitions of a cluster, so that lint --crds FOLDER judges as that cluster does.'),
    )
      .argument('<folder>', 'where to write them, one file each')
      .action(async (folder: string, flags: Flags) => {
        const found = await definitions(flags)
        try {
          makeFolder(folder)
          for (const definition of found) writeFileSync(join(folder, `${definition.metadata.name}.yaml`), encodeYaml(bare(definition)))
        } catch (error) {
          throw new CliError(`cannot write to ${folder}: ${(error as Error).message}`, EXIT.unreadable)
        }
        process.stderr.write(`Wrote ${found.length} definitions to ${folder}\n`)
      }),
  )
  return command
}

async function definitions(flags: Flags): Promise<KubeObject[]> {
  let client: KubeClient | undefined
  try {
    client = await connect(flags)
    const found = await listAll(client)
    const wanted = found.filter(definition => flags.all === true || isWanted(groupOf(definition), flags.group))
    if (wanted.length === 0) {
      const which = flags.group.length > 0 ? `in ${flags.group.join(', ')}` : 'of a gateway; --all takes every group'
      throw new CliError(`the cluster at ${client.server} has no CustomResourceDefinition ${which}`, EXIT.unreadable)
    }
    return wanted.sort((a, b) => ((a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1))
  } catch (error) {
    if (error instanceof CliError) throw error
    throw new CliError(`cannot read the definitions: ${(error as Error).message}`, EXIT.unreadable)
  } finally {
    client?.close()
  }
}

async function listAll(client: KubeClient): Promise<KubeObject[]> {
  const found: KubeObject[] = []
  let next = ''
  do {
    const page = (await client.get(`${PATH}?limit=50${next === '' ? '' : `&continue=${encodeURIComponent(next)}`}`)) as {
      items: KubeObject[]
      metadata: { continue?: string }
    }
    found.push(...page.items)
    next = page.metadata.continue ?? ''
  } while (next !== '')
  return found
}

function isWanted(group: string, groups: readonly string[]): boolean {
  return groups.length > 0 ? groups.includes(group) : gatewayGroups.test(group)
}

function groupOf(definition: KubeObject): string {
  return (definition.spec as { group: string }).group
}

/** As somebody would publish it: without what the server added. */
function bare({ spec, metadata: { name, annotations, labels } }: KubeObject): KubeObject {
  const { 'kubectl.kubernetes.io/last-applied-configuration': _, ...kept } = annotations ?? {}
  const metadata = {
    name: name as string,
    ...(Object.keys(kept).length > 0 && { annotations: kept }),
    ...(labels !== undefined && { labels }),
  }
  return { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata, spec }
}

function table(found: readonly KubeObject[]): string {
  const rows = found.map(definition => {
    const { names, versions } = definition.spec as { names: { kind: string }; versions: { name: string; served: boolean }[] }
    const { 'gateway.networking.k8s.io/bundle-version': bundle = '', 'gateway.networking.k8s.io/channel': channel = '' } =
      definition.metadata.annotations ?? {}
    const served = versions.filter(version => version.served).map(version => version.name)
    return [names.kind, groupOf(definition), served.join(','), [bundle, channel].filter(Boolean).join('/')]
  })
  const all = [['KIND', 'GROUP', 'SERVED', 'BUNDLE'], ...rows]
  const widths = [0, 1, 2].map(column => Math.max(...all.map(row => (row[column] as string).length)))
  return all
    .map(
      row =>
        `${row
          .map((cell, i) => (i < 3 ? cell.padEnd(widths[i] as number) : cell))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
