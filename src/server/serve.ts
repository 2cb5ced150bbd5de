import type { AddressInfo } from 'node:net'
import { hostname } from 'node:os'
import { createClient, type KubeClient } from '../cluster/client.ts'
import { Cluster } from '../cluster/cluster.ts'
import { loadCredentials } from '../cluster/kubeconfig.ts'
import { watchedKinds } from '../cluster/watched.ts'
import { VERSION } from '../report/version.ts'
import { everyAddress } from './address.ts'
import { admissionRules } from './admission-rules.ts'
import { createApp } from './app.ts'
import { clusterChecks } from './cluster-checks.ts'
import { parseServerConfig, type ServerConfig } from './config.ts'
import { eventWriter } from './events.ts'
import { type Check, Health } from './health.ts'
import { expectShortLives } from './heap.ts'
import type { World } from './judge.ts'
import { LateAudit } from './late.ts'
import { LiveConfig } from './live-config.ts'
import { createLogger, type Logger, type LogLevel } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createOpsServer } from './ops.ts'
import { WorkQueue } from './queue.ts'
import { createReviews } from './reviews.ts'
import { certificateEvents, certificatesOf, type TlsChoice } from './tls/choice.ts'
import { secureContext } from './tls/material.ts'
import { warmUp } from './warm-up.ts'
import { watchNews } from './watch-news.ts'

/** Everything that a replica is told when it starts. Times in milliseconds. */
export interface ServeOptions {
  /** All there are where absent. */
  readonly address?: string
  readonly port: number
  readonly opsPort: number
  readonly kubeconfig?: string
  readonly context?: string
  readonly config?: string
  readonly tls: TlsChoice
  readonly clientNames: readonly string[]
  readonly bodyLimit: number
  readonly maxInFlight: number
  readonly maxQueue: number
  /** After SIGTERM: how long to go on answering until the endpoints have forgotten this replica. */
  readonly drainDelay: number
  /** How old the knowledge of the cluster may get before the replica is not ready. */
  readonly maxStaleness: number
  /** How long after an admission to look again for what was stored at the same moment. */
  readonly auditDelay: number
  /** Whether to write Events about what the second look finds. */
  readonly events: boolean
  readonly logLevel: LogLevel
}

/** A running replica. */
export interface Serving {
  readonly port: number
  readonly opsPort: number
  /** Drains and stops; resolves when every request was answered. */
  stop(): Promise<void>
}

/**
 * Starts a replica: cluster state, certificates, configuration, HTTPS and operations ports.
 * @throws where it cannot start, with nothing left running.
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  expectShortLives()
  const log = createLogger(options.logLevel)
  /** What is to be closed, in this order: calls first, the operations port last. */
  const opened: (() => unknown)[] = []
  const close = async () => {
    for (const end of opened) await end()
  }
  try {
    const { health, ports } = await start(options, log, opened)
    log.info({ version: VERSION, ...ports }, 'listening')
    return {
      ...ports,
      async stop() {
        health.drain()
        log.info('draining')
        await new Promise(resolve => setTimeout(resolve, options.drainDelay))
        await close()
        log.info('stopped')
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function start(options: ServeOptions, log: Logger, opened: (() => unknown)[]) {
  const metrics = createMetrics()
  const health = new Health((ready, failing) => {
    if (ready) log.info('ready')
    else log.warn({ checks: failing.map(({ name, detail = '' }) => `${name}: ${detail}`) }, 'not ready')
  })
  const config = followConfig(options, log, metrics)
  opened.unshift(() => config.close())
  const client = createClient(await loadCredentials(options))
  opened.unshift(() => client.close())
  const certificates = await certificatesOf(options.tls, client, certificateEvents(log, metrics))
  opened.unshift(() => certificates.close())
  const began = Date.now()
  const cluster = new Cluster(client, { kinds: watchedKinds(), ...watchNews(log, metrics) })
  cluster.start()
  opened.unshift(() => cluster.stop())
  health.add(() => certificates.checks())
  health.add(() => clusterChecks(cluster, options.maxStaleness, began))
  health.add(() => config.checks())

  const world = worldOf(cluster, config)
  const warm = warmed(cluster, world, health)
  opened.unshift(() => warm.abort())
  const late = lateAudit(options, client, world, log, metrics)
  opened.unshift(() => late.close())
  const reviews = createReviews({ world, queue: new WorkQueue(options.maxQueue), late, log, metrics })
  const app = createApp({ ...options, tls: certificates.current, log, metrics, health }, reviews)
  opened.unshift(() => app.close())
  certificates.onChange(material =>
    (app.server as unknown as { setSecureContext(o: object): void }).setSecureContext(secureContext(material)),
  )
  const { address: host = everyAddress() } = options
  await app.listen({ host, port: options.port })
  const ops = createOpsServer(metrics, health, () => refreshCacheMetrics(cluster, metrics))
  await new Promise<void>((resolve, reject) => ops.once('error', reject).listen(options.opsPort, host, resolve))
  opened.push(() => {
    ops.close()
    ops.closeAllConnections()
  })
  const [port, opsPort] = [app.server, ops].map(server => (server.address() as AddressInfo).port) as [number, number]
  return { health, ports: { port, opsPort, cluster: client.server } }
}

function followConfig({ config }: ServeOptions, log: Logger, metrics: Metrics): LiveConfig<ServerConfig> {
  return new LiveConfig(config, parseServerConfig, {
    loaded() {
      metrics.configReload.set(1)
      if (config === undefined) log.info('no configuration given, the defaults are in force')
      else log.info({ config }, 'configuration loaded')
    },
    refused(error) {
      metrics.configReload.set(0)
      log.error({ config, reason: error.message }, 'configuration refused, the one before it stays in force')
    },
  })
}

/** Not ready before the first review would be answered as fast as the later ones. */
function warmed(cluster: Cluster, world: () => World, health: Health): AbortController {
  const abort = new AbortController()
  let checks: readonly Check[] = [{ name: 'warm-up', ok: false, detail: 'what all reviews share is being derived' }]
  health.add(() => (cluster.synced ? checks : []))
  void cluster.ready
    .then(() => warmUp(world, abort.signal))
    // A defect in a rule is found out again at the first review, which says so.
    .catch(() => {})
    .finally(() => {
      checks = []
    })
  return abort
}

function lateAudit(options: ServeOptions, client: KubeClient, world: () => World, log: Logger, metrics: Metrics): LateAudit {
  const write = options.events ? eventWriter(client, log, hostname()) : () => {}
  return new LateAudit(options.auditDelay, world, {
    found(late) {
      const { code, object, path, message } = late.finding
      metrics.lateFindings.inc({ code })
      log.warn({ code, kind: object.kind, namespace: object.namespace, name: object.name, path, reason: message }, 'late finding')
      write(late)
    },
    failed({ kind, namespace, name }, error) {
      metrics.ruleFailures.inc({ code: 'late' })
      log.error({ kind, namespace, name, err: error }, 'second look failed')
    },
  })
}

/** The same object for as long as nothing in it changes: answers are remembered by it. Dates are judged to the minute. */
function worldOf(cluster: Cluster, config: LiveConfig<ServerConfig>): () => World {
  let world: World | undefined
  let parts: readonly unknown[] = []
  return () => {
    const { snapshot, revision } = cluster.state
    const minute = Math.floor(Date.now() / 60_000)
    const now = [snapshot, revision, config.current, cluster.kubernetes, cluster.gatewayApi?.version, cluster.gatewayApi?.channel, minute]
    if (world !== undefined && now.every((part, i) => part === parts[i])) return world
    parts = now
    const { admission, defaults, severities, profile, policies } = config.current
    world = {
      snapshot,
      revision,
      admission,
      defaultSettings: defaults,
      policies,
      engine: {
        gatewayApi: cluster.gatewayApi ?? { version: '1.6', channel: 'experimental' },
        kubernetes: cluster.kubernetes || '1.36',
        profile,
        severities,
        rules: admissionRules(severities),
        now: new Date(minute * 60_000).toISOString(),
      },
    }
    return world
  }
}

function refreshCacheMetrics(cluster: Cluster, metrics: Metrics): void {
  const { cacheState, cacheContact, cacheLists } = metrics
  // Kinds go with their definitions.
  for (const metric of [cacheState, cacheContact, cacheLists]) metric.reset()
  for (const { name: resource, state, optional, contact, lists } of cluster.status()) {
    // What nobody means to watch is nothing to be alarmed about.
    if (state === 'absent' || (state === 'forbidden' && optional)) continue
    cacheState.set({ resource }, state === 'live' ? 1 : 0)
    cacheContact.set({ resource }, contact / 1000)
    cacheLists.inc({ resource }, lists)
  }
  const { snapshot } = cluster.state
  metrics.cacheObjects.reset()
  for (const { group, kind } of snapshot.kinds()) metrics.cacheObjects.set({ group, kind }, snapshot.list(group, kind).length)
}
