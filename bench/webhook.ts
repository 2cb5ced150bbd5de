// `npm run bench:webhook`: how fast admission is, as ratios of one run on one machine. Flags: --seconds=5 --routes=10000 --short
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { issueAuthority } from '../src/server/tls/issue.ts'
import { days, get, servingCertificate } from '../test/e2e/gatewright.ts'
import { reviewOf } from '../test/e2e/in-process.ts'
import { freePort, until } from '../test/e2e/process.ts'
import { once, paced, saturated } from './paced.ts'
import { startFakeApiserver } from './webhook-apiserver.ts'
import { route } from './webhook-world.ts'

const flag = (name: string, otherwise: number) =>
  Number(process.argv.find(text => text.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
const short = process.argv.includes('--short')
const seconds = flag('seconds', short ? 2 : 5)
const routes = flag('routes', 10_000)
let serial = 0
const rounds = short ? 1 : 3

const bodies = Array.from({ length: 200 }, (_, i) => JSON.stringify(reviewOf(route(i * 37, Math.ceil(routes / 100), { name: `new-${i}` }))))
const sizes = bodies.map(body => body.length).sort((a, b) => a - b)
console.log(`bodies: ${bodies.length} AdmissionReviews of ${sizes[0]} to ${sizes.at(-1)} bytes; snapshot: ${routes} HTTPRoutes`)

const [ours, bare] = await Promise.all([start('ours', routes), start('bare', 0)])
// Each body once: every connection of the load begins with the first, so that a short load would not come to the last.
await once(ours.port, bodies)
await load(ours, 1)
await load(bare, 1)
const ratios: number[] = []
for (let round = 0; round < rounds; round++) {
  const [a, b] = [await load(bare, seconds), await load(ours, seconds)]
  ratios.push(b.requests.average / a.requests.average)
  console.log(
    `round ${round + 1}: bare ${Math.round(a.requests.average)}/s, ours ${Math.round(b.requests.average)}/s, ratio ${(ratios.at(-1) as number).toFixed(2)}`,
  )
}
report(
  'throughput of reviews that were asked before, ours / bare node:https that parses and echoes',
  median(ratios).toFixed(2),
  median(ratios) >= 0.7,
  'at least 0.70',
)

const copy = () => renamed(nextBody())
const fresh = () => copy().replaceAll('"value":"/', `"value":"/own-${serial}/`)
// By one client for both, which writes every body anew.
const [theirs, own] = [await saturated(bare.port, fresh, seconds), await saturated(ours.port, fresh, seconds)]
console.log(`every review a new one: ${Math.round(own)}/s, ${(own / theirs).toFixed(2)} of bare`)
await latency('new reviews', fresh)
await latency('new reviews whose routes claim all that another route has already', copy)
await latency('reviews that were asked before', nextBody)

await soak()
ours.process.kill()
bare.process.kill()
await memory()
await startToReady()

interface Served {
  readonly process: ChildProcess
  readonly port: number
}

async function start(mode: 'ours' | 'bare', count: number): Promise<Served> {
  const child = fork(new URL('webhook-server.ts', import.meta.url), [mode, String(count)], { execArgv: ['--import=./test/strip.mjs'] })
  process.on('exit', () => child.kill())
  return await new Promise((resolve, reject) => {
    child.once('message', message => resolve({ process: child, port: (message as { port: number }).port }))
    child.once('exit', code => reject(new Error(`the server ended with ${code}`)))
  })
}

/** The same review of another route: nothing that was remembered answers it. */
function renamed(body: string): string {
  return body.replaceAll(/"name":"(?:new-|n\d+-)(\d+)"/g, (_, i) => `"name":"n${serial++}-${i}"`)
}

function nextBody(): string {
  return bodies[serial++ % bodies.length] as string
}

/**
 * Half of what the same client saturates our server with, as independent requests; the bare server under the same load tells how much of it is
 * the machine.
 */
async function latency(what: string, next: () => string): Promise<void> {
  const rate = (await saturated(ours.port, next, seconds)) / 2
  const [theirs, own] = [await paced(bare.port, next, rate, seconds), await paced(ours.port, next, rate, seconds)]
  const value = `${own.p99.toFixed(1)} ms, p50 ${own.p50.toFixed(1)} ms; bare ${theirs.p99.toFixed(1)} ms, p50 ${theirs.p50.toFixed(1)} ms`
  report(`p99 of ${what} at half of their saturating load (${Math.round(own.rate)}/s)`, value, own.p99 <= 10, 'at most 10 ms')
  report('answers that were no 200', String(own.wrong), own.wrong === 0, '0')
}

function load({ port }: Served, duration: number) {
  return autocannon({
    url: `https://127.0.0.1:${port}/validate?timeout=10s`,
    connections: 32,
    duration,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    requests: bodies.map(body => ({ body })),
    tlsOptions: { rejectUnauthorized: false },
  })
}

/** The heap under load, so that a leak shows as a slope. */
async function soak(): Promise<void> {
  const curve: number[] = []
  for (let i = 0; i < (short ? 3 : 8); i++) {
    await load(ours, seconds / 2)
    curve.push((await askMemory(ours)).heap)
  }
  const growth = (curve.at(-1) as number) / (curve[1] as number)
  console.log(`heap after each ${seconds / 2} s of load: ${curve.map(mib).join(' ')} MiB`)
  report('heap at the end / after the second stretch', growth.toFixed(2), growth < 1.1, 'below 1.10')
}

async function memory(): Promise<void> {
  const empty = await start('ours', 10)
  const base = await askMemory(empty)
  empty.process.kill()
  for (const count of short ? [routes] : [10_000, 100_000]) {
    const server = await start('ours', count)
    await load(server, 1)
    const { heap, rss } = await askMemory(server)
    server.process.kill()
    console.log(
      `memory with ${count} HTTPRoutes: heap ${mib(heap)} MiB (${Math.round((heap - base.heap) / count)} bytes a route), resident ${mib(rss)} MiB`,
    )
  }
}

function askMemory({ process: child }: Served): Promise<{ heap: number; rss: number }> {
  return new Promise(resolve => {
    child.once('message', message => resolve(message as { heap: number; rss: number }))
    child.send('memory')
  })
}

/** From the start of the process to ready, against a server that answers lists at once. */
async function startToReady(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-bench-'))
  const authority = await issueAuthority('bench authority', days(-1, 1))
  const apiserver = await startFakeApiserver(authority, routes)
  const cluster = {
    server: `https://127.0.0.1:${apiserver.port}`,
    'certificate-authority-data': Buffer.from(authority.certificate).toString('base64'),
  }
  const context = { name: 'bench', context: { cluster: 'bench', user: 'bench' } }
  const kubeconfig = {
    'current-context': 'bench',
    clusters: [{ name: 'bench', cluster }],
    users: [{ name: 'bench', user: { token: 't' } }],
    contexts: [context],
  }
  writeFileSync(join(folder, 'kubeconfig'), JSON.stringify(kubeconfig))
  const [port, opsPort] = [await freePort(), await freePort()]
  const tls = await servingCertificate(authority, folder)
  const began = performance.now()
  const args = [
    'bin/gatewright.cjs',
    'serve',
    `--kubeconfig=${folder}/kubeconfig`,
    `--tls-folder=${tls}`,
    '--address=127.0.0.1',
    `--port=${port}`,
    `--ops-port=${opsPort}`,
    '--drain-delay=0',
    '--log-level=error',
  ]
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  process.on('exit', () => child.kill())
  await until('ready', async () => (await get(opsPort, '/readyz')).status === 200, 60_000)
  const took = (performance.now() - began) / 1000
  report(`from start of the process to ready with ${routes} HTTPRoutes`, `${took.toFixed(2)} s`, took <= 3, 'at most 3 s')
  child.kill()
  await apiserver.close()
  rmSync(folder, { recursive: true, force: true })
}

function report(what: string, value: string, good: boolean, wanted: string): void {
  console.log(`${good ? 'ok    ' : 'MISSED'}  ${what}: ${value} (${wanted})`)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number
}

function mib(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0)
}
