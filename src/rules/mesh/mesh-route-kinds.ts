import { defineRule } from '../rule.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Routes of two kinds for one port of a Service. */
export default defineRule({
  code: 'GWA-MESH-003',
  name: 'mesh-route-kinds',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  reads: [...parentReads, ...routeKinds],
  needs: 'mesh',
  since: '0.1.0',
  docs: {
    summary: 'A route of a greater kind names the same port of the same Service.',
    why: 'A mesh follows routes of one kind for each port, GRPCRoute before HTTPRoute before TLSRoute before TCPRoute: this one is not accepted, and no request meets its rules.',
    fix: 'Use one kind of route for the port, or give each kind a port of its own.',
    spec: 'GEP-1294, route types; reason Conflicted',
  },
  messages: {
    loses: ({ service, port, winner, kind }: { service: string; port: number; winner: string; kind: string }) =>
      `requests to port ${port} of ${service} follow ${winner}, and this ${kind} is not accepted: a mesh follows one kind of route for a port`,
  },
  check(object, { topology, report }) {
    for (const { ref, kind } of topology.parentsOf(object)) {
      if (kind !== 'Service') continue
      const { producers, consumers } = topology.meshOf(ref)
      const all = [...producers, ...[...consumers.values()].flat()]
      const lost = all.find(
        ({ route, parent, conflictsWith }) => route.object === object && parent.at === ref.at && conflictsWith !== undefined,
      )
      if (lost?.conflictsWith === undefined) continue
      const winner = lost.conflictsWith
      report(
        'loses',
        ref.at,
        { service: named(ref), port: lost.listener.port, winner: named(winner.ref), kind: object.kind },
        {
          condition: { type: 'Accepted', status: 'False', reason: 'Conflicted' },
          related: [{ object: winner.ref, at: ['spec', 'parentRefs'], message: 'names the same port' }],
        },
      )
    }
  },
})
