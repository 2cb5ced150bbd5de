import type { FieldEdit } from '../diagnostics/finding.ts'
import { refOf } from '../inventory/index.ts'
import { defineDefault, listOf, specOf } from './default.ts'

/** The port of a Service that has only one. */
export default defineDefault({
  name: 'backend-port',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  reads: ['Service'],
  since: '0.1.0',
  admission: false,
  fix: true,
  docs: {
    summary: 'A backend without a port gets the port of its Service, where that has exactly one.',
    why: 'The schema refuses a Service without a port, and there is only one that can be meant.',
    drift: 'High: `rules` is an atomic list, and the number is wrong when the Service changes later.',
  },
  fill(route, { snapshot }) {
    const edits: FieldEdit[] = []
    const notes: string[] = []
    for (const [i, rule] of listOf(specOf(route)['rules']).entries()) {
      for (const [j, backend] of listOf(rule['backendRefs']).entries()) {
        const { group = '', kind = 'Service', name, namespace = refOf(route).namespace, port } = backend
        if (port !== undefined || group !== '' || kind !== 'Service' || typeof name !== 'string') continue
        const service = snapshot.get({ group: '', kind: 'Service', namespace: String(namespace), name })
        const ports = service === undefined ? [] : listOf(specOf(service)['ports'])
        const number = ports[0]?.['port']
        if (ports.length !== 1 || typeof number !== 'number') continue
        edits.push({ op: 'set', at: ['spec', 'rules', i, 'backendRefs', j, 'port'], value: number })
        notes.push(`spec.rules[${i}].backendRefs[${j}].port is ${number}, the only port of Service ${namespace}/${name}`)
      }
    }
    return edits.length === 0 ? undefined : { edits, note: notes.join('; ') }
  },
})
