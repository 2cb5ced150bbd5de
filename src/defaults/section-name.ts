import type { FieldEdit } from '../diagnostics/finding.ts'
import { defineDefault, listOf, specOf } from './default.ts'

/** The one listener that can serve the route, written down. */
export default defineDefault({
  name: 'section-name',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  reads: ['Gateway', 'ListenerSet', 'Namespace', 'Secret', 'ConfigMap', 'ReferenceGrant', 'GatewayClass'],
  since: '0.1.0',
  admission: false,
  fix: false,
  docs: {
    summary:
      'A parent reference without sectionName gets the name of the listener, where the Gateway has several and exactly one can serve the route.',
    why: 'The route then stays where it is when listeners are added that it would fit as well.',
    drift: 'High: `parentRefs` is an atomic list. Whoever wants a route to follow new listeners must not use it.',
  },
  fill(route, { topology }) {
    const refs = listOf(specOf(route)['parentRefs'])
    const edits: FieldEdit[] = []
    const notes: string[] = []
    for (const { ref, sections, bindings } of topology().parentsOf(route)) {
      const own = ref.index === undefined ? undefined : refs[ref.index]
      if (own === undefined || own['sectionName'] !== undefined || own['port'] !== undefined || sections.length < 2) continue
      const able = bindings.filter(binding => binding.verdict !== 'no')
      const [only] = able
      if (able.length !== 1 || only?.verdict !== 'yes') continue
      edits.push({ op: 'set', at: ['spec', 'parentRefs', ref.index as number, 'sectionName'], value: only.listener.name })
      notes.push(
        `spec.parentRefs[${ref.index}].sectionName is ${only.listener.name}, the only listener of ${ref.kind} ${ref.namespace}/${ref.name} that can serve the route`,
      )
    }
    return edits.length === 0 ? undefined : { edits, note: notes.join('; ') }
  },
})
