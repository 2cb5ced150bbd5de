import { Command, InvalidArgumentError, Option } from 'commander'
import type { ServeOptions } from '../server/serve.ts'

/** `gatewright serve`: the admission webhook. Every flag can be given as an environment variable as well. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('answer admission reviews of a Kubernetes API server')
    .addOption(flag('--port <port>', 'HTTPS port for /validate and /mutate').default(9443).argParser(port))
    .addOption(flag('--ops-port <port>', 'plain HTTP port for /metrics, /livez and /readyz').default(8080).argParser(port))
    .addOption(flag('--address <ip>', 'address to listen on').default('0.0.0.0'))
    .addOption(flag('--kubeconfig <file>', 'kubeconfig; the pod or the user default where absent'))
    .addOption(flag('--context <name>', 'context of the kubeconfig'))
    .addOption(flag('--config <file>', 'gatewright.yaml; followed when it changes'))
    .addOption(flag('--tls-folder <folder>', 'folder with tls.crt and tls.key; followed when they change').default('/etc/gatewright/tls'))
    .addOption(flag('--client-authority <file>', 'require client certificates signed by an authority of this bundle'))
    .addOption(flag('--client-name <name...>', 'common names of client certificates that may ask; any where absent').default([]))
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
      flag('--log-level <level>', 'JSON log lines of this level and above')
        .choices(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
        .default('info'),
    )
    .action(async given => {
      const { serve } = await import('../server/serve.ts')
      const { opsPort, tlsFolder, clientName, drainDelay, maxStaleness, ...rest } = given
      const options: ServeOptions = {
        ...rest,
        opsPort,
        tlsFolder,
        clientNames: clientName,
        drainDelay: drainDelay * 1000,
        maxStaleness: maxStaleness * 1000,
      }
      const serving = await serve(options)
      await new Promise<void>(resolve => {
        for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
      })
      await serving.stop()
    })
}

/** `--ops-port` is also `GATEWRIGHT_OPS_PORT`. */
function flag(flags: string, description: string): Option {
  const option = new Option(flags, description)
  return option.env(`GATEWRIGHT_${option.name().replace(/-/g, '_').toUpperCase()}`)
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
