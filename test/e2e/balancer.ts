import { connect, createServer, type Socket } from 'node:net'
import { get, type Replica } from './gatewright.ts'
import { freePort } from './process.ts'

/** A TCP balancer as a Service is one: new connections go to replicas that are ready, open ones stay where they are. */
export interface Balancer {
  readonly port: number
  /** The replicas to choose from. */
  set(replicas: readonly Replica[]): void
  close(): Promise<void>
}

/** Asks each replica for its readiness every 100 ms, as the kubelet does every few seconds. */
export async function startBalancer(replicas: readonly Replica[]): Promise<Balancer> {
  let known = replicas
  let ready = replicas
  let turn = 0
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  }
  const server = createServer(client => {
    const candidates = ready.length > 0 ? ready : known
    const replica = candidates[turn++ % Math.max(1, candidates.length)]
    if (replica === undefined) return void client.destroy()
    const upstream = connect(replica.port, '127.0.0.1')
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      keep(from)
      from.setNoDelay(true)
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  const probe = setInterval(async () => {
    const asked = known
    const states = await Promise.all(
      asked.map(replica =>
        get(replica.opsPort, '/readyz').then(
          answer => answer.status === 200,
          () => false,
        ),
      ),
    )
    if (asked === known) ready = asked.filter((_, i) => states[i])
  }, 100)
  const port = await freePort()
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  return {
    port,
    set(replicas) {
      known = replicas
      ready = replicas
    },
    close: () =>
      new Promise(resolve => {
        clearInterval(probe)
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
