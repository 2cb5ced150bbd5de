import { fields, items, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { CRD, placed } from './installed.ts'

/** Entries for one parent that only the experimental channel can tell apart. */
export default defineRule({
  code: 'GWA-VER-007',
  name: 'parents-differ-by-port',
  severity: 'warning',
  gate: 'never',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  reads: [CRD],
  since: '0.1.0',
  docs: {
    summary: 'Two parentRefs name the same parent and differ in nothing but the port.',
    why: 'The experimental channel takes the port as a difference, the standard channel does not: there the API server refuses the route.',
    fix: 'Name the listeners with sectionName.',
    spec: 'ParentReference in the Gateway API reference; validation rules of parentRefs in both channels',
  },
  messages: {
    port: ({ parent, other }: { parent: string; other: number }) =>
      `names ${parent} as parentRefs[${other}] does, but for the port: only the experimental channel takes that; add a sectionName to both to stay valid in the standard channel`,
  },
  check(object, context) {
    const refs = fields(object.spec)['parentRefs']
    if (!Array.isArray(refs) || refs.length < 2 || placed(object, context)?.channel !== 'experimental') return
    const seen = new Map<string, { index: number; port: unknown }[]>()
    for (const { value: ref, at, index } of items(refs, ['spec', 'parentRefs'])) {
      const group = text(ref['group']) ?? 'gateway.networking.k8s.io'
      const [kind, name] = [text(ref['kind']) ?? 'Gateway', text(ref['name']) ?? '']
      const namespace = text(ref['namespace']) ?? ''
      const key = JSON.stringify([group, kind, namespace, name, text(ref['sectionName']) ?? ''])
      const others = seen.get(key) ?? []
      const other = others.find(({ port }) => port !== ref['port'] && port !== undefined && ref['port'] !== undefined)
      if (other) context.report('port', at, { parent: `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`, other: other.index })
      seen.set(key, [...others, { index, port: ref['port'] }])
    }
  },
})
