import { defineRule } from '../rule.ts'
import { conflictReads } from '../view/reads.ts'

/** A listener without routes: its port answers 404 to everything. */
export default defineRule({
  code: 'GWA-LIS-012',
  name: 'no-route-attached',
  severity: 'info',
  gate: 'never',
  kinds: ['Gateway', 'ListenerSet'],
  reads: conflictReads,
  since: '0.1.0',
  docs: {
    summary: 'No route attaches to a listener.',
    why: 'Its port is open and answers nothing but 404, or closes every connection.',
    fix: 'Attach a route, or remove the listener.',
    spec: 'ListenerStatus.attachedRoutes in the Gateway API reference',
  },
  messages: {
    none: ({ name, port, http }: { name: string; port: number; http: boolean }) =>
      `no route attaches to listener ${name}: port ${port} ${http ? 'answers 404 to every request' : 'closes every connection'}`,
  },
  check(object, { topology, snapshot, report }) {
    for (const listener of topology.listenersOf(object)) {
      if (listener.accepted !== 'yes' || listener.supportedKinds.length === 0 || topology.routesOn(listener).length > 0) continue
      if (!listener.supportedKinds.every(({ group, kind }) => snapshot.complete(group, kind))) continue
      report('none', listener.at, {
        name: listener.name,
        port: listener.port,
        http: listener.protocol === 'HTTP' || listener.protocol === 'HTTPS',
      })
    }
  },
})
