import { createServer, type Server } from 'node:http'
import type { Health } from './health.ts'
import type { Metrics } from './metrics.ts'

/** Metrics and probes over plain HTTP, on a port of their own that no Service for admission exposes. */
export function createOpsServer(metrics: Metrics, health: Health, refresh: () => void): Server {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0]
    if (request.method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end()
    if (path === '/metrics') {
      refresh()
      void metrics.registry.metrics().then(
        text => response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text),
        () => response.writeHead(500).end(),
      )
      return
    }
    if (path === '/livez' || path === '/healthz')
      return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}')
    if (path !== '/readyz') return void response.writeHead(404).end()
    const { ready, checks } = health.readiness()
    response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ status: ready ? 'ok' : 'not ready', checks }))
  })
  server.headersTimeout = 5000
  server.requestTimeout = 5000
  return server
}
