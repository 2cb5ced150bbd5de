import { ApiError } from '../cluster/api.ts'
import type { ClusterOptions } from '../cluster/cluster.ts'
import { resourceName } from '../cluster/resource.ts'
import { bunches } from './bunches.ts'
import type { Logger } from './log.ts'
import type { Metrics } from './metrics.ts'

interface News {
  readonly level: 'info' | 'warn'
  readonly message: string
  readonly reason?: string
}

/**
 * Tells the log what becomes of watches: a trouble once, for as long as it lasts, and its end. Forgotten history is made good by a list, so that nobody needs
 * to hear of it. The metric counts each interruption.
 * @param delay milliseconds for which others with the same trouble are waited for
 */
export function watchNews(log: Logger, metrics: Metrics, delay?: number): Required<Pick<ClusterOptions, 'interrupted' | 'resumed'>> {
  const tell = bunches<News>((resources, { level, message, reason }) => log[level]({ resources, reason }, message), delay)
  const troubled = new Set<string>()
  return {
    interrupted({ resource, during, error, again }, optional) {
      const name = resourceName(resource)
      metrics.watchInterruptions.inc({ resource: name, during })
      const status = error instanceof ApiError ? error.status : undefined
      if (again || status === 410) return log.debug({ resource: name, during, reason: error.message }, 'watch interrupted')
      troubled.add(name)
      const level = status === 403 && optional ? 'info' : 'warn'
      const message = status === 403 ? 'not permitted' : 'watch interrupted'
      tell(`${level} ${status ?? error.message}`, name, { level, message, reason: error.message })
    },
    resumed(resource) {
      const name = resourceName(resource)
      if (troubled.delete(name)) tell('resumed', name, { level: 'info', message: 'watch resumed' })
    },
  }
}
