import { servicePorts } from '../../topology/backends.ts'
import { defineRule } from '../rule.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { listed, named } from '../view/words.ts'

/** A port that the Service of a mesh route does not have. */
export default defineRule({
  code: 'GWA-MESH-002',
  name: 'no-such-mesh-port',
  severity: 'error',
  gate: 'opt-in',
  kinds: routeKinds,
  reads: parentReads,
  needs: 'mesh',
  since: '0.1.0',
  docs: {
    summary: 'A parentRef names a port that its Service does not have.',
    why: 'Requests to the real ports of the Service do not meet these rules: the mesh does not accept the route, or leaves the name of the port out of account.',
    fix: 'Use port with the number of a port of the Service (not its targetPort), or sectionName with the name of one.',
    spec: 'ParentReference.port and sectionName in the Gateway API reference; GEP-1294, reason NoMatchingParent',
  },
  messages: {
    port: ({ parent, port, has }: { parent: string; port: number; has: string }) =>
      `${parent} has no port ${port}, so no request in the mesh meets these rules; its ports are ${has}`,
    section: ({ parent, section, has }: { parent: string; section: string; has: string }) =>
      `${parent} has no port named ${section}: this route is not accepted, or holds for all ports; its ports are ${has}`,
  },
  check(object, { topology, report }) {
    for (const { ref, kind, parent, accepted } of topology.parentsOf(object)) {
      if (kind !== 'Service' || parent.state !== 'found' || accepted !== 'no') continue
      const ports = servicePorts(parent.object)
      const has = ports.length === 0 ? 'none' : listed(ports.map(({ port, name }) => (name === '' ? `${port}` : `${port} (${name})`)))
      const details = { condition: { type: 'Accepted', status: 'False', reason: 'NoMatchingParent' } } as const
      if (ref.port !== undefined && !ports.some(({ port }) => port === ref.port))
        report('port', [...ref.at, 'port'], { parent: named(ref), port: ref.port, has }, details)
      else if (ref.sectionName !== undefined)
        report(
          'section',
          [...ref.at, 'sectionName'],
          { parent: named(ref), section: ref.sectionName, has },
          { ...details, severity: 'warning' },
        )
    }
  },
})
