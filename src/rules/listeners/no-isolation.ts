import { coversHostname } from '../../values/hostname.ts'
import { defineRule } from '../rule.ts'
import { describeListener } from '../view/listeners.ts'
import { gatewayReads } from '../view/reads.ts'

/** Overlapping HTTP hostnames with a controller that does not keep listeners apart. */
export default defineRule({
  code: 'GWA-LIS-010',
  name: 'no-isolation',
  severity: 'info',
  gate: 'never',
  kinds: ['Gateway', 'ListenerSet'],
  reads: gatewayReads,
  since: '0.1.0',
  docs: {
    summary: 'Hostnames of HTTP listeners on one port overlap, and the controller does not isolate listeners.',
    why: 'Requests that belong to the narrower listener may be served by routes of the wider one: a team sees traffic that is not its own.',
    fix: 'Use hostnames that do not overlap, or a controller with the feature GatewayHTTPListenerIsolation.',
    spec: 'Gateway.spec.listeners in the Gateway API reference, listener isolation',
  },
  messages: {
    leak: ({ hostname, other, title }: { hostname: string; other: string; title: string }) =>
      `requests for ${hostname} that no route here answers may be served by routes of listener ${other}: ${title} does not keep listeners apart`,
  },
  check(object, { topology, snapshot, report }) {
    for (const listener of topology.listenersOf(object)) {
      if (listener.protocol !== 'HTTP' || listener.hostname === '') continue
      const gateway = snapshot.get(listener.gateway)
      if (gateway === undefined || topology.supports(gateway, 'GatewayHTTPListenerIsolation').supported !== 'no') continue
      const wider = topology
        .effectiveListeners(gateway)
        .find(
          other =>
            other.port === listener.port &&
            other.protocol === 'HTTP' &&
            other.hostname !== listener.hostname &&
            coversHostname(other.hostname, listener.hostname),
        )
      if (wider === undefined) continue
      report('leak', [...listener.at, 'hostname'], {
        hostname: listener.hostname,
        other: describeListener(wider),
        title: topology.classOf(gateway).profile.title,
      })
    }
  },
})
