// A server in a process of its own, for bench/webhook.ts: ours over a big snapshot, or a bare one that parses and echoes.
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { trim } from '../src/cluster/trim.ts'
import { createSnapshot } from '../src/inventory/index.ts'
import { expectShortLives } from '../src/server/heap.ts'
import { issueAuthority, issueLeaf } from '../src/server/tls/issue.ts'
import { days } from '../test/e2e/gatewright.ts'
import { serveInProcess } from '../test/e2e/in-process.ts'
import { bigCluster } from './webhook-world.ts'

const [mode, routes] = process.argv.slice(2)

function* trimmed(count: number) {
  for (const object of bigCluster(count)) yield trim(object)
}

async function ours(): Promise<number> {
  expectShortLives()
  const snapshot = createSnapshot(trimmed(Number(routes)), { complete: () => true })
  return (await serveInProcess({ snapshot })).port
}

/** What Node itself makes of the same bodies. */
async function bare(): Promise<number> {
  const authority = await issueAuthority('bare authority', days(-1, 1))
  const leaf = await issueLeaf(authority, { ...days(-1, 1), commonName: 'bare', names: ['127.0.0.1'], usage: 'server' })
  const server = createServer({ cert: leaf.certificate, key: leaf.key }, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const body = JSON.stringify(JSON.parse(Buffer.concat(chunks).toString()))
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

function memory(): { heap: number; rss: number } {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let i = 0; i < 3; i++) collect()
  const { heapUsed, rss } = process.memoryUsage()
  return { heap: heapUsed, rss }
}

const port = await (mode === 'bare' ? bare() : ours())
process.on('message', () => process.send?.(memory()))
process.send?.({ port })
