import { Command, InvalidArgumentError, Option } from 'commander'
import { encodeYaml } from '../schema/index.ts'
import { simulationText } from '../topology/index.ts'
import { requestProblem } from '../topology/simulate/request.ts'
import type { SimulatedRequest } from '../topology/simulate/result.ts'
import { CliError, EXIT } from './exit.ts'
import { readWorld, type WorldFlags, worldFlags } from './world.ts'

interface Flags extends WorldFlags {
  readonly request: { readonly method?: string; readonly url: string }
  readonly header: Readonly<Record<string, string>>
  readonly gateway?: { readonly namespace: string; readonly name: string }
  readonly grpc?: string
  readonly tlsSni?: string
  readonly port?: number
  readonly clientCertificate?: 'none' | 'valid' | 'invalid'
  readonly fromNamespace?: string
  readonly output: 'text' | 'json' | 'yaml'
}

/** `gatewright trace`: which rule answers a request, and why. */
export function traceCommand(): Command {
  const command = new Command('trace')
    .summary('say which rule answers a request, and why')
    .description(
      'Follows one request: the listener it reaches, the route, rule and match that answer it, every other that could have and the level at ' +
        'which it lost, what filters do, and where it goes: backends with their shares, a redirect, or an error.',
    )
    .argument('[path...]', 'files, folders, globs, or - for standard input')
    .requiredOption(
      '--request <request>',
      '"GET https://shop.example.com/cart?x=1"; schemes http, https, ws, wss, grpc, grpcs, tls, tcp, udp',
      request,
    )
    .option('-H, --header <header>', '"name: value"; repeatable', header, {})
    .option('--gateway <namespace/name>', 'only this Gateway', gateway)
    .option('--grpc <Service/Method>', 'a gRPC call')
    .option('--tls-sni <name>', 'the name in the TLS handshake, where it is not the host; empty for none')
    .option('--port <port>', 'the port at the Gateway, where it is not that of the URL', port)
    .addOption(new Option('--client-certificate <state>', 'what the client presents').choices(['none', 'valid', 'invalid']))
    .option('--from-namespace <namespace>', 'a client in the mesh: the host names a Service')
    .addOption(new Option('-o, --output <format>', 'output format').choices(['text', 'json', 'yaml']).default('text'))
  return worldFlags(command)
    .addHelpText('after', '\nExit codes: 0 answered, 2 wrong usage, 3 something could not be read, 4 internal error.')
    .action(async (paths: string[], flags: Flags) => {
      const asked = simulated(flags)
      const problem = requestProblem(asked)
      if (problem !== undefined) throw new CliError(problem)
      const { topology } = await readWorld(paths, flags)
      const simulation = topology.simulate(asked)
      process.stdout.write(
        flags.output === 'json'
          ? `${JSON.stringify(simulation, (_, value) => value ?? null, 2)}\n`
          : flags.output === 'yaml'
            ? encodeYaml(simulation)
            : simulationText(simulation),
      )
      process.exitCode = EXIT.clean
    })
}

function simulated(flags: Flags): SimulatedRequest {
  const { gateway, grpc, tlsSni, port, clientCertificate, fromNamespace } = flags
  return {
    ...flags.request,
    headers: flags.header,
    ...(gateway !== undefined && { gateway }),
    ...(grpc !== undefined && { grpc }),
    ...(tlsSni !== undefined && { sni: tlsSni }),
    ...(port !== undefined && { port }),
    ...(clientCertificate !== undefined && { clientCertificate }),
    ...(fromNamespace !== undefined && { clientNamespace: fromNamespace }),
  }
}

function request(value: string): { method?: string; url: string } {
  const match = /^(?:([A-Za-z]+)\s+)?([a-z]+:\/\/\S+)$/.exec(value.trim())
  if (match === null) throw new InvalidArgumentError('Write a method and a URL: "GET https://shop.example.com/cart".')
  return { url: match[2]!, ...(match[1] !== undefined && { method: match[1].toUpperCase() }) }
}

function header(value: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const colon = value.indexOf(':')
  if (colon <= 0) throw new InvalidArgumentError('Write a name, a colon and a value: "x-env: canary".')
  return { ...before, [value.slice(0, colon).trim().toLowerCase()]: value.slice(colon + 1).trim() }
}

function gateway(value: string): { namespace: string; name: string } {
  const [namespace, name, ...rest] = value.split('/')
  if (!namespace || !name || rest.length > 0) throw new InvalidArgumentError('Write namespace/name.')
  return { namespace, name }
}

function port(value: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > 65535) throw new InvalidArgumentError('Write a port from 1 to 65535.')
  return number
}
