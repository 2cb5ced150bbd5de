import { createServer, type IncomingMessage } from 'node:http'
import type { Controller } from './controller.ts'
import { openSockets } from './sockets.ts'
import { type Sent, Traffic } from './traffic.ts'
import type { WatchedCluster } from './watched-cluster.ts'
import type { Workloads } from './workloads.ts'

/** Where clients of the suite send their requests: one URL for everything that goes over HTTP, and sockets for the rest. */
export interface DataPlane {
  readonly url: string
  close(): Promise<void>
}

export async function startDataPlane(cluster: WatchedCluster, controller: Controller, workloads: Workloads): Promise<DataPlane> {
  const traffic = new Traffic(cluster, controller, workloads)
  const sockets = openSockets(cluster, controller, traffic)
  const server = createServer((request, response) => {
    void readJson(request)
      .then(body => (request.url === '/logs' ? traffic.echo.logs(body as string) : traffic.answer(body as Sent)))
      .then(
        answer => response.end(JSON.stringify(answer)),
        error => response.writeHead(500).end(String(error)),
      )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await sockets.close()
    },
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString())
}
