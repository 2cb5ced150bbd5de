import { createSocket } from 'node:dgram'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { createSecureContext, createServer as createTlsServer, type TLSSocket } from 'node:tls'
import type { ObjectRef } from '../../../src/diagnostics/finding.ts'
import { createTopology } from '../../../src/topology/index.ts'
import type { Controller } from './controller.ts'
import type { Traffic } from './traffic.ts'
import type { WatchedCluster } from './watched-cluster.ts'
import type { Pod } from './workloads.ts'

/** The ports of Gateways that clients of the suite connect to by themselves, open on the loopback network. */
export interface Sockets {
  close(): Promise<void>
}

interface Door {
  readonly transport: 'tcp' | 'tls' | 'udp'
  readonly address: string
  readonly port: number
}

type Close = () => void

/** Keeps a socket open for every TCP, TLS and UDP listener; where a connection leads is asked for each anew. */
export function openSockets(cluster: WatchedCluster, controller: Controller, traffic: Traffic): Sockets {
  const open = new Map<string, Close>()

  async function work(): Promise<void> {
    const wanted = new Map(doors(cluster, controller).map(door => [urlOf(door), door]))
    for (const [url, close] of open) {
      if (wanted.has(url)) continue
      close()
      open.delete(url)
    }
    for (const [url, door] of wanted) if (!open.has(url)) open.set(url, await listen(door, url).catch(notPrivileged))
  }

  function listen({ transport, address, port }: Door, url: string): Promise<Close> {
    if (transport === 'udp') {
      const socket = createSocket('udp4')
      socket.on('message', (message, from) => {
        const pod = traffic.connect(url)?.pod
        if (pod !== undefined) socket.send(datagram(pod, message), from.port, from.address)
      })
      return new Promise((resolve, reject) => {
        socket.once('error', reject)
        socket.bind(port, address, () => resolve(() => socket.close()))
      })
    }
    const server =
      transport === 'tcp'
        ? createTcpServer(socket => converse(socket, traffic.connect(url)?.pod, false))
        : createTlsServer({ SNICallback: (name, answer) => void present(name).then(context => answer(null, context), answer) }, socket => {
            const { pod, encrypted = false } = traffic.connect(url, nameOf(socket)) ?? {}
            converse(socket, pod, encrypted, nameOf(socket))
          })
    // A client that goes away, or one that is refused its handshake.
    server.on('tlsClientError', (_, socket) => socket.destroy())
    async function present(name: string) {
      const secret = traffic.connect(url, name)?.secret
      if (secret === undefined) throw new Error(`nothing answers ${url} for ${name}`)
      return await secureContext(cluster, secret)
    }
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, address, () => resolve(() => server.close()))
    })
  }

  cluster.follow(work)
  return {
    async close() {
      for (const close of open.values()) close()
    },
  }
}

/** Ports below 1024 stay shut for those who may not open them. */
function notPrivileged(error: { readonly code?: string }): Close {
  if (error.code !== 'EACCES') throw error
  return () => {}
}

/** Whether ports below 1024 can be opened. */
export function isPrivileged(): Promise<boolean> {
  const server = createTcpServer()
  return new Promise(resolve => {
    server.once('error', () => resolve(false))
    server.listen(443, '127.1.255.1', () => server.close(() => resolve(true)))
  })
}

function doors(cluster: WatchedCluster, controller: Controller): Door[] {
  const snapshot = cluster.snapshot()
  const topology = createTopology(snapshot)
  return snapshot.list('gateway.networking.k8s.io', 'Gateway').flatMap(gateway => {
    const address = controller.addressOf(gateway)
    if (address === undefined) return []
    return topology.effectiveListeners(gateway).flatMap(({ protocol, port, programmed }): Door[] => {
      const transport = protocol.toLowerCase()
      if (programmed !== 'yes') return []
      return transport === 'tcp' || transport === 'tls' || transport === 'udp' ? [{ transport, address, port }] : []
    })
  })
}

function urlOf({ transport, address, port }: Door): string {
  return `${transport}://${address}:${port}`
}

function nameOf(socket: TLSSocket): string {
  return (socket as TLSSocket & { readonly servername?: string | false }).servername || ''
}

async function secureContext({ client }: WatchedCluster, { namespace, name }: ObjectRef) {
  const { data } = (await client.get(`/api/v1/namespaces/${namespace}/secrets/${name}`)) as { data: Record<string, string> }
  const [cert, key] = ['tls.crt', 'tls.key'].map(entry => Buffer.from(data[entry]!, 'base64'))
  return createSecureContext({ cert, key })
}

/** The suite's TCP server: it greets, and answers some words. */
function converse(socket: Socket, pod: Pod | undefined, encrypted: boolean, serverName = ''): void {
  socket.on('error', () => socket.destroy())
  if (pod === undefined) {
    socket.destroy()
    return
  }
  const { namespace, name } = pod
  const told = { namespace, pod: name, isTLS: encrypted, ...(encrypted && { tls: { serverName } }) }
  const answers: Record<string, string> = { PING: 'PONG', IS_TLS: `${encrypted}`, TEST: JSON.stringify(told) }
  socket.write('Gateway API Test TCP Server\n')
  let heard = ''
  socket.on('data', chunk => {
    const lines = (heard + chunk.toString()).split('\n')
    heard = lines.pop()!
    for (const line of lines) if (line in answers) socket.write(`${answers[line]}\n`)
  })
}

/** What the suite's UDP servers send back: a DNS server an empty answer, the others who they are. */
function datagram({ namespace, name, template }: Pod, message: Buffer): Buffer {
  if (name.startsWith('coredns-')) {
    const answer = Buffer.from(message)
    answer[2] = answer[2]! | 0x80
    return answer
  }
  const service = template.spec.containers[0]?.env?.find(variable => variable.name === 'SERVICE_NAME')?.value ?? ''
  return Buffer.from(JSON.stringify({ request: message.toString(), namespace, service, pod: name }))
}
