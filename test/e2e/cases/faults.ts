import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Assets, root } from '../assets.ts'
import { type Balancer, startBalancer } from '../balancer.ts'
import { get, type Replica, servingCertificate, startReplica } from '../gatewright.ts'
import { type ControlPlane, startControlPlane } from '../harness.ts'
import { kubectlFor } from '../kubectl.ts'
import { type Tally, tallyText, underLoad } from '../load.ts'
import { brokenRoute, route } from '../manifests.ts'
import { freePort, until } from '../process.ts'
import type { Reporter, Suite } from '../suite.ts'
import { installGatewayApi, registerWebhooks, routes } from '../webhooks.ts'
import { createWorld, untilJudged } from '../world.ts'

const suite: Suite = {
  name: 'faults: two replicas behind a TCP balancer, under load',
  async run(report, assets) {
    const plane = await startControlPlane(assets)
    try {
      await installGatewayApi(plane)
      await createWorld(plane)
      const tls = await servingCertificate(plane.authority, plane.folder)
      const replicas = await Promise.all([1, 2].map(() => startReplica(plane, { tls, args: ['--events', '--audit-delay=1'] })))
      const balancer = await startBalancer(replicas)
      await registerWebhooks(plane, { port: balancer.port })
      await untilJudged(plane)
      const left = await rollouts(report, assets, plane, balancer, replicas, tls)
      await races(report, plane, left)
      await apiserver(report, plane, left)
      await brokenWatches(report, plane, tls)
      await balancer.close()
    } finally {
      await plane.close()
    }
  },
}

function noneLost(report: Reporter, tally: Tally): void {
  report.note(tallyText(tally))
  assert.deepEqual({ failed: tally.failed, wrong: tally.wrong }, { failed: 0, wrong: 0 }, tally.examples.join('\n'))
}

async function rollouts(
  report: Reporter,
  assets: Assets,
  plane: ControlPlane,
  balancer: Balancer,
  replicas: readonly Replica[],
  tls: string,
): Promise<Replica[]> {
  let current = [...replicas]
  await report.case('a rolling restart under load: every replica replaced, no request failed, none wrong', async () => {
    const tally = await underLoad(plane, 8, async () => {
      for (const old of replicas) {
        const fresh = await startReplica(plane, { tls, args: ['--events', '--audit-delay=1'] })
        current = [...current.filter(replica => replica !== old), fresh]
        balancer.set([...current, old])
        await sleep(300)
        await old.stop()
        balancer.set(current)
      }
    })
    noneLost(report, tally)
  })

  await report.case('SIGKILL of a replica under load, as shipped (failurePolicy Ignore, policies): none failed, none wrong', async () => {
    await registerWebhooks(plane, { port: balancer.port, failurePolicy: 'Ignore' })
    const kubectl = kubectlFor(assets.kubectl, plane.kubeconfig('admin'))
    const policies = join(root, 'deploy/kustomize/policies')
    assert.equal((await kubectl(['apply', '-k', policies])).code, 0)
    await until('the policies hold', async () => {
      const { body } = await plane.call('POST', `${routes('team-a')}?dryRun=All`, brokenRoute('team-a', 'probe'))
      return String(body.message).includes('ValidatingAdmissionPolicy')
    })
    const tally = await underLoad(plane, 8, async () => {
      await sleep(500)
      const [victim, ...others] = current as [Replica, ...Replica[]]
      victim.program.process.kill('SIGKILL')
      await victim.program.exited
      current = others
      await sleep(1500)
    })
    noneLost(report, tally)
    assert.equal((await kubectl(['delete', '-k', policies])).code, 0)
    await registerWebhooks(plane, { port: balancer.port })
    await untilJudged(plane)
    current.push(await startReplica(plane, { tls, args: ['--events', '--audit-delay=1'] }))
    balancer.set(current)
  })
  return current
}

async function races(report: Reporter, plane: ControlPlane, replicas: readonly Replica[]): Promise<void> {
  await report.case(
    'conflicting routes created at once: told at admission or found a moment later, with metric, log and Event',
    async () => {
      const pairs = 20
      const answers = await Promise.all(
        Array.from({ length: pairs }, (_, i) =>
          ['team-a', 'team-b'].map(ns =>
            plane.call('POST', routes(ns), route(ns, `race-${i}`, { hostnames: [`race-${i}.example.com`], path: '/x' })),
          ),
        ).flat(),
      )
      assert.deepEqual(
        answers.filter(answer => answer.status !== 201),
        [],
      )
      const told = answers.filter(answer => answer.warnings.some(warning => warning.startsWith('GWA-XRT-001'))).length
      const late = async () => {
        const texts = await Promise.all(replicas.map(replica => replica.metrics()))
        return texts
          .map(text => Number(/gatewright_late_findings_total\{code="GWA-XRT-001"\} (\d+)/.exec(text)?.[1] ?? 0))
          .reduce((a, b) => a + b)
      }
      await until(`each of ${pairs} conflicts is known (${told} were told at admission)`, async () => told + (await late()) >= pairs)
      const found = await late()
      report.note(`${pairs} pairs: ${told} told at admission, ${found} found late`)
      const lines = replicas.flatMap(replica =>
        replica.log().filter(line => line['msg'] === 'late finding' && line['code'] === 'GWA-XRT-001'),
      )
      assert.equal(lines.length, found)
      if (found === 0) return
      await until('an Event says so', async () => {
        const { body } = await plane.call('GET', '/apis/events.k8s.io/v1/events')
        return body.items.some(
          (event: { reason: string; note: string }) => event.reason === 'duplicate-route-match' && event.note.includes('race-'),
        )
      })
    },
  )
}

async function apiserver(report: Reporter, plane: ControlPlane, replicas: readonly Replica[]): Promise<void> {
  await report.case('the API server restarts: replicas say so, recover by themselves, and know what happened after', async () => {
    await plane.restartApiserver(() => sleep(1000))
    const back = performance.now()
    const { status } = await plane.call(
      'POST',
      routes('team-a'),
      route('team-a', 'after', { hostnames: ['after.example.com'], path: '/after' }),
    )
    assert.equal(status, 201)
    await untilJudged(plane)
    for (const replica of replicas) {
      await until('every watch is live again', async () => !/gatewright_cache_live\{[^}]*\} 0/.test(await replica.metrics()), 60_000)
    }
    report.note(`${Math.round(performance.now() - back)} ms after the API server was ready every watch was live`)
    await until('a conflict with the new route is seen', async () => {
      const rival = route('team-b', 'rival', { hostnames: ['after.example.com'], path: '/after' })
      const { warnings } = await plane.call('POST', `${routes('team-b')}?dryRun=All`, rival)
      return warnings.some(warning => warning.includes('team-a/after'))
    })
  })
}

/** A replica whose way to the API server can be cut. */
async function brokenWatches(report: Reporter, plane: ControlPlane, tls: string): Promise<void> {
  const proxy = await startProxy(Number(new URL(plane.url).port))
  const kubeconfig = plane.kubeconfigFor('cut', 'admin-token')
  writeFileSync(kubeconfig, readFileSync(kubeconfig, 'utf8').replace(plane.url, `https://127.0.0.1:${proxy.port}`))
  const replica = await startReplica(plane, { tls, kubeconfig, args: ['--max-staleness=2'] })
  const objects = async () =>
    Number(/gatewright_cache_objects\{group="gateway.networking.k8s.io",kind="HTTPRoute"\} (\d+)/.exec(await replica.metrics())?.[1] ?? 0)
  const ready = () => get(replica.opsPort, '/readyz')

  await report.case('a watch that is cut resumes where it was, without a new list', async () => {
    const before = await objects()
    proxy.cut()
    await plane.call('POST', routes('team-a'), route('team-a', 'during', { hostnames: ['during.example.com'] }))
    await until('the route that was missed is known', async () => (await objects()) === before + 1)
    const lists = /gatewright_cache_lists_total\{resource="httproutes.gateway.networking.k8s.io"\} (\d+)/.exec(await replica.metrics())?.[1]
    assert.equal(lists, '1')
  })

  await report.case('away from the API server for longer than allowed, a replica is not ready and says why; back again it is', async () => {
    proxy.block()
    await until('it is not ready', async () => (await ready()).status === 503)
    assert.match((await ready()).text, /the watch is broken; last heard \d+ s ago/)
    proxy.open()
    await until('it is ready again', async () => (await ready()).status === 200, 60_000)
  })

  await report.case('history that the API server has forgotten (410) is listed anew, deletions included', async () => {
    const before = await objects()
    proxy.block()
    await plane.call('DELETE', `${routes('team-a')}/during`)
    // A restart forgets the watch cache; from before it nothing can be resumed.
    await plane.restartApiserver()
    proxy.open()
    await until('the deleted route is forgotten', async () => (await objects()) === before - 1, 60_000)
    const lists = Number(
      /gatewright_cache_lists_total\{resource="httproutes.gateway.networking.k8s.io"\} (\d+)/.exec(await replica.metrics())?.[1],
    )
    assert.ok(lists >= 2, `lists: ${lists}`)
  })
  await replica.stop()
  await proxy.close()
}

/** A TCP relay whose connections can be cut, and which can refuse new ones. */
async function startProxy(target: number) {
  const sockets = new Set<Socket>()
  let blocked = false
  const cut = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  const server = createServer(client => {
    if (blocked) return void client.destroy()
    const upstream = connect(target, '127.0.0.1')
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  const port = await freePort()
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  return {
    port,
    cut,
    block: () => {
      blocked = true
      cut()
    },
    open: () => {
      blocked = false
    },
    close() {
      cut()
      return new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

export default suite
