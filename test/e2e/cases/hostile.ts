import assert from 'node:assert/strict'
import { Agent, request } from 'node:https'
import { connect } from 'node:tls'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { issueAuthority, issueLeaf } from '../../../src/server/tls/issue.ts'
import { seed } from '../../seed.ts'
import { days } from '../gatewright.ts'
import { type InProcess, type InProcessOptions, reviewOf, serveInProcess } from '../in-process.ts'
import { route } from '../manifests.ts'
import type { Suite } from '../suite.ts'

interface Reply {
  readonly status: number
  readonly text: string
}

const BODIES = 10_000
const good = () => JSON.stringify(reviewOf(route('team-a', 'r', { hostnames: ['r.example.com'] })))

const suite: Suite = {
  name: 'hostile: what no API server sends',
  async run(report) {
    await report.case(`${BODIES} generated bodies: the right status for each, no crash, and the heap as before`, () =>
      withServer({ bodyLimit: 256 * 1024 }, async (post, server) => {
        report.note(`seed ${seed}`)
        const bodies = fc.sample(anyBody, { numRuns: BODIES, seed })
        // What is remembered on purpose is bounded; it fills up first.
        for (const [i, body] of bodies.slice(0, 5000).entries()) await post(body.text, i % 2 === 0 ? '/validate' : '/mutate')
        const before = heap()
        const seen = new Map<number, number>()
        const lanes = Array.from({ length: 8 }, async (_, lane) => {
          for (let i = lane; i < BODIES; i += 8) {
            const { kind, text } = bodies[i] as Body
            const { status } = await post(text, i % 2 === 0 ? '/validate' : '/mutate')
            seen.set(status, (seen.get(status) ?? 0) + 1)
            assert.ok(expected[kind].includes(status), `${kind}: ${status} for ${text.slice(0, 200)}`)
          }
        })
        await Promise.all(lanes)
        const after = heap()
        report.note(
          `statuses ${[...seen].map(([status, count]) => `${status}: ${count}`).join(', ')}; heap ${mib(before)} MiB before, ${mib(after)} MiB after`,
        )
        assert.ok(after < before * 1.1, `heap grew from ${mib(before)} to ${mib(after)} MiB`)
        assert.equal((await post(good())).status, 200)
        assert.ok(server.port > 0)
      }),
    )

    await report.case('method, path, content type and encoding that are not ours', () =>
      withServer({}, async (post, server) => {
        const body = good()
        assert.equal((await post(body, '/nowhere')).status, 404)
        assert.equal((await ask(server, 'GET', '/validate')).status, 405)
        assert.equal((await ask(server, 'POST', '/validate', body, { 'content-type': 'text/plain' })).status, 415)
        assert.equal(
          (await ask(server, 'POST', '/validate', body, { 'content-type': 'application/json', 'content-encoding': 'gzip' })).status,
          415,
        )
        assert.equal((await ask(server, 'POST', '/validate', body, { 'content-type': 'application/json; charset=utf-8' })).status, 200)
        const { status, text } = await post(body.replace('admission.k8s.io/v1', 'admission.k8s.io/v1beta1'))
        assert.equal(status, 400)
        assert.match(JSON.parse(text).message, /not of admission.k8s.io\/v1/)
      }),
    )

    await report.case('a body that is too large is refused with 413, and nobody else notices', () =>
      withServer({ bodyLimit: 64 * 1024 }, async post => {
        const huge = good().replace('"dryRun"', `"pad":"${'x'.repeat(100_000)}","dryRun"`)
        assert.equal((await post(huge)).status, 413)
        assert.equal((await post(good())).status, 200)
      }),
    )

    await report.case('deep and wide objects are answered; others are answered meanwhile', () =>
      withServer({}, async post => {
        const deep = reviewOf({ ...route('team-a', 'deep'), spec: 'DEEP' })
        const text = JSON.stringify(deep).replace('"DEEP"', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`)
        const matches = Array.from({ length: 20_000 }, (_, i) => ({ path: { value: `/p${i}` } }))
        const wide = JSON.stringify(reviewOf({ ...route('team-a', 'wide'), spec: { rules: [{ matches }] } }))
        const [one, two, three] = await Promise.all([post(text), post(wide), post(good())])
        assert.deepEqual([one?.status, two?.status, three?.status], [200, 200, 200])
        const object = /"object":(\{.*\}),"oldObject":null/.exec(text)?.[1] ?? ''
        const update = text.replace('"oldObject":null', `"oldObject":${object}`).replace('"CREATE"', '"UPDATE"')
        assert.equal((await post(update)).status, 200)
        assert.equal((await post(update, '/mutate')).status, 200)
      }),
    )

    await report.case('a client that sends half a request is cut off', () =>
      withServer({}, async (_post, server) => {
        const start = performance.now()
        await new Promise<void>((resolve, reject) => {
          const socket = connect({ port: server.port, host: '127.0.0.1', ca: server.authority.certificate }, () => {
            socket.write('POST /validate HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"half"')
          })
          socket.on('close', () => resolve())
          socket.on('error', reject)
          socket.resume()
        })
        const seconds = (performance.now() - start) / 1000
        assert.ok(seconds < 15, `cut off after ${seconds} s`)
      }),
    )

    await report.case('with a client authority only its clients get an answer; probes need none', async () => {
      const authority = await issueAuthority('clients', days(-1, 1))
      const client = (commonName: string) => issueLeaf(authority, { ...days(-1, 1), commonName, names: [], usage: 'client' })
      const [known, unknown] = [await client('kube-apiserver'), await client('somebody')]
      await withServer({ clientAuthority: authority.certificate, clientNames: ['kube-apiserver'] }, async (post, server) => {
        const json = { 'content-type': 'application/json' }
        assert.equal((await post(good())).status, 401)
        assert.equal((await ask(server, 'POST', '/validate', good(), json, unknown)).status, 403)
        assert.equal((await ask(server, 'POST', '/validate', good(), json, known)).status, 200)
        assert.equal((await ask(server, 'GET', '/livez')).status, 200)
      })
    })

    await report.case('more at once than allowed: refused before the body is read, with the time to come back', () =>
      withServer({ maxInFlight: 4 }, async post => {
        const replies = await Promise.all(Array.from({ length: 200 }, () => post(good())))
        const statuses = new Set(replies.map(reply => reply.status))
        assert.ok(
          [...statuses].every(status => status === 200 || status === 429),
          [...statuses].join(),
        )
        assert.equal((await post(good())).status, 200)
      }),
    )

    await report.case('a queue that is full sheds by the configuration: let through with a warning, or 429', async () => {
      // Each of them a question of its own: what was asked before is answered without queueing.
      const one = (i: number) => JSON.stringify(reviewOf(route('team-a', `r-${i}`, { hostnames: ['r.example.com'] })))
      const flood = async (post: Post) => await Promise.all(Array.from({ length: 300 }, (_, i) => post(one(i))))
      await withServer({ maxQueue: 1 }, async post => {
        const shed = (await flood(post)).filter(reply => reply.text.includes('let through unchecked'))
        assert.ok(shed.length > 0)
        assert.equal(JSON.parse((shed[0] as Reply).text).response.allowed, true)
      })
      await withServer({ maxQueue: 1, world: { admission: { overload: 'reject' } } }, async post => {
        assert.ok((await flood(post)).some(reply => reply.status === 429))
      })
    })
  },
}

interface Body {
  readonly kind: 'review' | 'twisted' | 'truncated' | 'noise' | 'json'
  readonly text: string
}

/** Which answers are right for which kind of body. */
const expected: Record<Body['kind'], readonly number[]> = {
  review: [200],
  twisted: [200, 400],
  truncated: [400],
  noise: [400, 413],
  json: [400, 413],
}

const review = fc
  .record({ value: fc.string({ unit: 'binary', maxLength: 50 }), extra: fc.jsonValue({ maxDepth: 3 }), name: fc.string({ maxLength: 20 }) })
  .map(({ value, extra, name }) => reviewOf({ ...route('team-a', name, { hostnames: [value], path: value }), extra, status: extra }))

/** A review in which one value, somewhere, became something else. */
const twisted = fc.tuple(review, fc.jsonValue({ maxDepth: 2 }), fc.nat()).map(([object, other, where]) => {
  const places: [Record<string, unknown>, string][] = []
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    for (const key of Object.keys(value)) {
      places.push([value as Record<string, unknown>, key])
      walk((value as Record<string, unknown>)[key])
    }
  }
  walk(object)
  const [holder, key] = places[where % places.length] as [Record<string, unknown>, string]
  holder[key] = other
  return JSON.stringify(object)
})

const anyBody: fc.Arbitrary<Body> = fc.oneof(
  review.map(object => ({ kind: 'review' as const, text: JSON.stringify(object) })),
  twisted.map(text => ({ kind: 'twisted' as const, text })),
  fc.tuple(review, fc.nat()).map(([object, at]) => {
    const text = JSON.stringify(object)
    return { kind: 'truncated' as const, text: text.slice(0, at % (text.length - 1)) }
  }),
  fc.string({ unit: 'binary', maxLength: 2000 }).map(text => ({ kind: 'noise' as const, text })),
  fc.jsonValue({ maxDepth: 6 }).map(value => ({ kind: 'json' as const, text: JSON.stringify(value) })),
)

type Post = (body: string, path?: string) => Promise<Reply>

async function withServer(options: InProcessOptions, body: (post: Post, server: InProcess) => Promise<void>): Promise<void> {
  const server = await serveInProcess(options)
  const agent = new Agent({ ca: server.authority.certificate, keepAlive: true, maxSockets: 256 })
  try {
    await body(
      (text, path = '/validate') => ask(server, 'POST', path, text, { 'content-type': 'application/json' }, undefined, agent),
      server,
    )
  } finally {
    agent.destroy()
    await server.close()
  }
}

function ask(
  server: InProcess,
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
  client?: { certificate: string; key: string },
  agent?: Agent,
): Promise<Reply> {
  const tls = { ca: server.authority.certificate, ...(client !== undefined && { cert: client.certificate, key: client.key }) }
  const options = { host: '127.0.0.1', port: server.port, method, path, headers, ...tls, agent: agent ?? new Agent(tls) }
  return new Promise((resolve, reject) => {
    const outgoing = request(options, incoming => {
      const chunks: Buffer[] = []
      incoming.on('data', chunk => chunks.push(chunk))
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
      incoming.on('error', reject)
    })
    // Refused before all of it was sent, the answer may have been read already; then this changes nothing.
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function heap(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let i = 0; i < 4; i++) collect()
  return process.memoryUsage().heapUsed
}

function mib(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1)
}

export default suite
