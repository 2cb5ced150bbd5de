import { Agent, request } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Paced {
  /** Requests a second that were sent. */
  readonly rate: number
  /** Milliseconds from when a request was due to its whole answer. */
  readonly p50: number
  readonly p99: number
  /** Answers that were no 200. */
  readonly wrong: number
}

/**
 * Sends requests as many independent clients would: at times that know nothing of the answers (a Poisson process, the same in every run), so that a
 * server that falls behind is seen to fall behind. autocannon has no such load: its `overallRate` sends the whole of each second at once, as fast as the
 * server takes it, and then waits for the next second; its p99 at half of the load is that of the full load, whatever the server does.
 */
export async function paced(port: number, next: () => string, perSecond: number, seconds: number): Promise<Paced> {
  const agent = await connected(port, next)
  const random = mulberry32(1)
  const latencies: number[] = []
  const open = new Set<Promise<void>>()
  let wrong = 0
  const start = performance.now()
  const end = start + seconds * 1000
  for (let due = start; ; due -= (Math.log(1 - random()) * 1000) / perSecond) {
    if (due > end) break
    const early = due - performance.now()
    if (early > 0) await sleep(early)
    const sent = send(port, agent, next()).then(status => {
      latencies.push(performance.now() - due)
      if (status !== 200) wrong++
      open.delete(sent)
    })
    open.add(sent)
  }
  await Promise.all(open)
  agent.destroy()
  latencies.sort((a, b) => a - b)
  const at = (part: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? 0
  return { rate: latencies.length / seconds, p50: at(0.5), p99: at(0.99), wrong }
}

/** Answers a second when the same client always waits for 32 of them. */
export async function saturated(port: number, next: () => string, seconds: number): Promise<number> {
  const agent = await connected(port, next)
  const end = performance.now() + seconds * 1000
  let answers = 0
  const ask = async (): Promise<void> => {
    for (; performance.now() < end; answers++) await send(port, agent, next())
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, ask))
  agent.destroy()
  return answers / seconds
}

const CONNECTIONS = 32

/** An API server has its connections before a request comes; handshakes are no part of a latency. */
async function connected(port: number, next: () => string): Promise<Agent> {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false, maxSockets: CONNECTIONS })
  await Promise.all(Array.from({ length: CONNECTIONS }, () => send(port, agent, next())))
  return agent
}

/** Sends one request after the other. */
export async function once(port: number, bodies: readonly string[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false, maxSockets: 1 })
  for (const body of bodies) await send(port, agent, body)
  agent.destroy()
}

function send(port: number, agent: Agent, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise(resolve => {
    const outgoing = request({ host: '127.0.0.1', port, agent, method: 'POST', path: '/validate?timeout=10s', headers }, incoming => {
      incoming.resume()
      incoming.on('end', () => resolve(incoming.statusCode ?? 0))
    })
    outgoing.on('error', () => resolve(0))
    outgoing.end(body)
  })
}

/** A small generator of pseudo-random numbers from 0 to 1. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
