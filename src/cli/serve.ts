import { Command, InvalidArgumentError, Option } from 'commander'
import type { ServeOptions } from '../server/serve.ts'
import { CliError, EXIT } from './exit.ts'

/** `gatewright serve`: the admission webhook. Every flag can be given as an environment variable as well. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('answer admission reviews of a Kubernetes API server')
    .addOption(flag('--port <port>', 'HTTPS port for /validate and /mutate').default(9443).argParser(port))
    .addOption(flag('--ops-port <port>', 'plain HTTP port for /metrics, /livez and /readyz').default(8080).argParser(port))
    .addOption(flag('--address <ip>', 'address to listen on; all there are where absent'))
    .addOption(flag('--kubeconfig <file>', 'kubeconfig; the pod or the user default where absent'))
    .addOption(flag('--context <name>', 'context of the kubeconfig'))
    .addOption(flag('--config <file>', 'gatewright.yaml; followed when it changes'))
    .addOption(flag('--tls-folder <folder>', 'folder with tls.crt and tls.key; followed when they change').default('/etc/gatewright/tls'))
    .addOption(
      flag('--tls-secret <name>', 'instead of a folder: Secret in which the replicas keep certificates of their own making').conflicts(
        'tlsFolder',
      ),
    )
    .addOption(flag('--tls-namespace <namespace>', 'namespace of that Secret; that of the pod where absent'))
    .addOption(list('--tls-name <name...>', 'DNS names and addresses of those certificates'))
    .addOption(list('--validating-configuration <name...>', 'webhook configurations that get the authority of those certificates'))
    .addOption(list('--mutating-configuration <name...>', 'as above, for mutating webhooks'))
    .addOption(flag('--tls-settle <seconds>', 'pause between two steps of a rotation').default(120).argParser(seconds))
    .addOption(flag('--tls-period <seconds>', 'pause between two looks at the Secret').default(30).argParser(seconds))
    .addOption(flag('--client-authority <file>', 'require client certificates signed by an authority of this bundle'))
    .addOption(list('--client-name <name...>', 'common names of client certificates that may ask; any where absent'))
    .addOption(
      flag('--body-limit <bytes>', 'largest request')
        .default(7 * 1024 * 1024)
        .argParser(count),
    )
    .addOption(flag('--max-in-flight <requests>', 'requests at once; more are refused before they are read').default(1024).argParser(count))
    .addOption(flag('--max-queue <requests>', 'requests that may wait to be judged; more are shed').default(512).argParser(count))
    .addOption(flag('--drain-delay <seconds>', 'how long to go on answering after SIGTERM').default(10).argParser(seconds))
    .addOption(
      flag('--max-staleness <seconds>', 'how long a watch may be broken before the replica is not ready').default(120).argParser(seconds),
    )
    .addOption(
      flag('--audit-delay <seconds>', 'how long after an admission to look again for conflicts that were stored at once')
        .default(3)
        .argParser(seconds),
    )
    .addOption(switched('--events', 'write Events about what the second look finds'))
    .addOption(
      flag('--log-level <level>', 'JSON log lines of this level and above')
        .choices(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
        .default('info'),
    )
    .action(async given => {
      const { serve } = await import('../server/serve.ts')
      const { clientName, drainDelay, maxStaleness, auditDelay, ...rest } = given
      const options: ServeOptions = {
        ...rest,
        tls: tlsChoice(given),
        clientNames: clientName,
        drainDelay: drainDelay * 1000,
        maxStaleness: maxStaleness * 1000,
        auditDelay: auditDelay * 1000,
      }
      const serving = await serve(options).catch(refuse)
      await new Promise<void>(resolve => {
        for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
      })
      await serving.stop()
    })
}

/** What keeps a replica from starting is nearly always something around it: a file, a port, a permission. */
function refuse(error: Error): never {
  if (error instanceof TypeError || error instanceof ReferenceError) throw error
  throw new CliError(`cannot start: ${error.message}`, EXIT.unreadable)
}

const DAY = 86_400_000

interface TlsFlags {
  readonly tlsFolder: string
  readonly tlsSecret?: string
  readonly tlsNamespace?: string
  readonly tlsName: readonly string[]
  readonly tlsSettle: number
  readonly tlsPeriod: number
  readonly validatingConfiguration: readonly string[]
  readonly mutatingConfiguration: readonly string[]
  readonly clientAuthority?: string
  readonly clientName: readonly string[]
}

/** @throws CliError where one flag needs another: nobody may believe that something is restricted that is not. */
function tlsChoice(given: TlsFlags): ServeOptions['tls'] {
  const authority = given.clientAuthority === undefined ? {} : { clientAuthority: given.clientAuthority }
  if (given.clientName.length > 0 && given.clientAuthority === undefined)
    throw new CliError('--client-name needs --client-authority: without an authority nobody is asked for a certificate')
  if (given.tlsSecret === undefined) return { folder: given.tlsFolder, ...authority }
  if (given.tlsName.length === 0)
    throw new CliError('--tls-secret needs the names of the certificate: --tls-name gatewright.gatewright-system.svc')
  return {
    ...authority,
    secret: given.tlsSecret,
    ...(given.tlsNamespace !== undefined && { namespace: given.tlsNamespace }),
    validating: given.validatingConfiguration,
    mutating: given.mutatingConfiguration,
    policy: { names: given.tlsName, authorityLife: 730 * DAY, leafLife: 90 * DAY, renewAt: 1 / 3, settle: given.tlsSettle * 1000 },
    period: given.tlsPeriod * 1000,
  }
}

/** `--ops-port` is also `GATEWRIGHT_OPS_PORT`. */
function flag(flags: string, description: string): Option {
  const option = new Option(flags, description)
  return option.env(`GATEWRIGHT_${option.name().replace(/-/g, '_').toUpperCase()}`)
}

/** Repeatable, and with commas in the environment. */
function list(flags: string, description: string): Option {
  const split = (text: string, before: readonly string[]) => [...before, ...text.split(',').map(name => name.trim())].filter(Boolean)
  return flag(flags, description).default([]).argParser(split)
}

/** In the environment, what everybody takes for off is off; commander takes whatever is set for on. */
function switched(flags: string, description: string): Option {
  const option = flag(flags, description).default(false)
  const isOff = /^(|0|false|no|off)$/i.test(process.env[option.envVar as string] ?? 'on')
  return isOff ? new Option(flags, description).default(false) : option
}

function count(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new InvalidArgumentError('a whole number is needed.')
  return Number(text)
}

function port(text: string): number {
  const number = count(text)
  if (number > 65_535) throw new InvalidArgumentError('ports end at 65535.')
  return number
}

function seconds(text: string): number {
  const number = Number(text)
  if (text.trim() === '' || !(number >= 0 && number <= 86_400)) throw new InvalidArgumentError('a number of seconds is needed.')
  return number
}
