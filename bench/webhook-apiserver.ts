import type { ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { watchedKinds } from '../src/cluster/watched.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { issueLeaf, type KeyPair } from '../src/server/tls/issue.ts'
import { days } from '../test/e2e/gatewright.ts'
import { bigCluster } from './webhook-world.ts'

/** Lists in pages and quiet watches, as fast as they can be sent: what is measured is not the API server. */
export async function startFakeApiserver(authority: KeyPair, routes: number): Promise<{ port: number; close(): Promise<void> }> {
  const leaf = await issueLeaf(authority, { ...days(-1, 1), commonName: 'apiserver', names: ['127.0.0.1'], usage: 'server' })
  const collections = new Map<string, KubeObject[]>()
  for (const { group, plural } of watchedKinds()) collections.set(`${group}/${plural}`, [])
  for (const object of bigCluster(routes)) {
    const [group = '', version] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : ['', object.apiVersion]
    const kind = watchedKinds().find(watched => watched.group === group && watched.kind === object.kind)
    if (version !== undefined && kind !== undefined) collections.get(`${group}/${kind.plural}`)?.push(object)
  }
  collections.set('apiextensions.k8s.io/customresourcedefinitions', definitions())
  const server = createTlsServer({ cert: leaf.certificate, key: leaf.key }, (request, response) => {
    const url = new URL(request.url ?? '/', 'https://x')
    answer(url, response, collections)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

function answer(url: URL, response: ServerResponse, collections: ReadonlyMap<string, readonly KubeObject[]>): void {
  const parts = url.pathname.split('/')
  const [group, plural] = parts[1] === 'api' ? ['', parts[3]] : [parts[2], parts[4]]
  const objects = collections.get(`${group}/${plural}`)
  if (url.pathname === '/version') send(response, { major: '1', minor: '36' })
  else if (objects === undefined) send(response, { kind: 'Status', code: 404, reason: 'NotFound', message: 'nothing here' }, 404)
  else if (url.searchParams.has('watch')) response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
  else {
    const from = Number(url.searchParams.get('continue') ?? 0)
    const to = from + Number(url.searchParams.get('limit') ?? objects.length)
    const more = to < objects.length ? { continue: String(to) } : {}
    send(response, { items: objects.slice(from, to), metadata: { resourceVersion: '1000000', ...more } })
  }
}

function definitions(): KubeObject[] {
  return watchedKinds()
    .filter(({ group }) => group.startsWith('gateway.'))
    .map(({ group, kind, plural, versions }) => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.${group}`, resourceVersion: '1' },
      spec: { group, names: { kind, plural }, versions: versions.map(name => ({ name, served: true, storage: name === versions[0] })) },
    }))
}

function send(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
