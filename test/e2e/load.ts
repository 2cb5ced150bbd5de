import type { ControlPlane } from './harness.ts'
import { brokenRoute, route } from './manifests.ts'
import { routes } from './webhooks.ts'

/** What came of a stretch of load. */
export interface Tally {
  readonly sent: number
  /** Requests that got no verdict: the API server could not reach the webhook, or gave up. */
  readonly failed: number
  /** Requests with the wrong verdict. */
  readonly wrong: number
  /** The first few of either, for the log. */
  readonly examples: readonly string[]
}

/** Writes good and broken routes (dry-run) through the API server, `width` at a time, until told to stop. */
function startLoad(plane: ControlPlane, width: number, namespace = 'team-a'): { stop(): Promise<Tally> } {
  let running = true
  let [sent, failed, wrong] = [0, 0, 0]
  const examples: string[] = []
  const worker = async (id: number) => {
    for (let i = 0; running; i++) {
      const broken = i % 3 === 2
      const name = `load-${id}-${i % 50}`
      const object = broken ? brokenRoute(namespace, name) : route(namespace, name, { hostnames: [`${name}.example.com`] })
      sent++
      let said = ''
      try {
        const { status, body } = await plane.call('POST', `${routes(namespace)}?dryRun=All`, object)
        if (status === (broken ? 403 : 201)) continue
        said = `${status} ${JSON.stringify(body).slice(0, 300)}`
        if (status === 201 || status === 403) wrong++
        else failed++
      } catch (error) {
        failed++
        said = String(error)
      }
      if (examples.length < 5) examples.push(`${broken ? 'broken' : 'good'} route: ${said}`)
    }
  }
  const workers = Array.from({ length: width }, (_, id) => worker(id))
  return {
    async stop() {
      running = false
      await Promise.all(workers)
      return { sent, failed, wrong, examples }
    },
  }
}

/** Load for as long as `body` takes, whether it ends well or not. */
export async function underLoad(plane: ControlPlane, width: number, body: () => Promise<void>): Promise<Tally> {
  const load = startLoad(plane, width)
  try {
    await body()
  } catch (error) {
    await load.stop()
    throw error
  }
  return await load.stop()
}

export function tallyText({ sent, failed, wrong }: Tally): string {
  return `requests: sent ${sent}, failed ${failed}, wrong ${wrong}`
}
