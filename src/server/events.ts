import type { KubeClient } from '../cluster/api.ts'
import type { LateFinding } from './late.ts'
import type { Logger } from './log.ts'

/** The API server refuses longer notes. */
const MOST = 1024
/** Events in a minute: a hint for people, not a record. */
const RATE = 60

/** Writes an Event on the object that a late finding is about, so that `kubectl describe` shows it. Failures cost nothing but a log line. */
export function eventWriter(client: KubeClient, log: Logger, instance: string): (late: LateFinding) => void {
  let [minute, written] = [0, 0]
  return ({ finding, object }) => {
    const now = new Date()
    const current = Math.floor(now.getTime() / 60_000)
    if (current !== minute) [minute, written] = [current, 0]
    if (written++ >= RATE) return
    const { namespace = 'default', name, uid } = object.metadata
    const event = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: {
        generateName: `${String(name)
          .slice(0, 50)
          .replace(/[^a-z0-9]+$/, '')}-`,
        namespace,
      },
      eventTime: now.toISOString().replace('Z', '000Z'),
      reportingController: 'gatewright.dev/webhook',
      reportingInstance: instance.slice(0, 128),
      action: 'Audit',
      reason: finding.rule.slice(0, 128),
      type: 'Warning',
      regarding: { apiVersion: object.apiVersion, kind: object.kind, namespace, name, uid },
      note: `${finding.code} ${finding.path}: ${finding.message}`.slice(0, MOST),
    }
    client.send('POST', `/apis/events.k8s.io/v1/namespaces/${namespace}/events`, event).catch(error => {
      log.warn({ reason: (error as Error).message }, 'an event could not be written')
    })
  }
}
