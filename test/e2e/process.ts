import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A child process whose output goes to a file, and which tests may wait for. */
export interface Program {
  readonly name: string
  readonly process: ChildProcess
  readonly log: string
  readonly exited: Promise<number>
  running(): boolean
}

/** A test that dies must not leave a control plane behind. */
const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))

export function launch(name: string, command: string, args: readonly string[], log: string, options: SpawnOptions = {}): Program {
  const output = openSync(log, 'a')
  const child = spawn(command, args, { ...options, stdio: ['ignore', output, output] })
  children.add(child)
  let running = true
  const exited = new Promise<number>(resolve => {
    const end = (code: number) => {
      running = false
      children.delete(child)
      resolve(code)
    }
    child.once('error', () => end(127))
    child.once('exit', (code, signal) => end(code ?? (signal === null ? 0 : 128)))
  })
  return { name, process: child, log, exited, running: () => running }
}

/** SIGTERM, and SIGKILL when the program is still there after `grace` milliseconds. */
export async function stop(program: Program | undefined, grace = 10_000): Promise<void> {
  if (!program?.running()) return
  program.process.kill('SIGTERM')
  const timer = setTimeout(() => program.process.kill('SIGKILL'), grace)
  await program.exited
  clearTimeout(timer)
}

/** Repeats `probe` until it answers true. Its last error, and the end of the log, stand in the failure. */
export async function until(what: string, probe: () => Promise<boolean> | boolean, limit = 20_000, program?: Program): Promise<void> {
  const end = Date.now() + limit
  let last = 'the condition does not hold'
  for (;;) {
    try {
      if (await probe()) return
    } catch (error) {
      last = String(error)
    }
    const dead = program !== undefined && !program.running()
    if (dead || Date.now() > end) {
      const tail = program ? `\n${readFileSync(program.log, 'utf8').slice(-3000)}` : ''
      throw new Error(`${what}: ${dead ? `${program.name} ended early` : `not after ${limit} ms`}; ${last}${tail}`)
    }
    await sleep(50)
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
