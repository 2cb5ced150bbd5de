import { fields, items, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'

/** Kinds that hold no reference of Gateway API. */
const NEVER_REFERS = new Set(['Service', 'Secret', 'ConfigMap', 'Pod', 'Namespace', 'Endpoints', 'ServiceAccount'])

/** A grant for references from a kind that refers to nothing: most often from and to are swapped. */
export default defineRule({
  code: 'GWA-REF-008',
  name: 'grant-from-kind',
  severity: 'warning',
  gate: 'object',
  kinds: ['ReferenceGrant'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A ReferenceGrant lets a kind refer that never refers to anything, or to a kind that is never referred to.',
    why: 'The entry permits nothing, and what it was meant to permit stays refused.',
    fix: 'from is who refers (a route or Gateway in another namespace), to is what is referred to (here).',
    spec: 'ReferenceGrantSpec in the Gateway API reference',
  },
  messages: {
    from: ({ kind }: { kind: string }) =>
      `a ${kind} refers to nothing that needs a grant: the entry permits nothing; from is the route or Gateway that refers`,
    to: ({ kind }: { kind: string }) =>
      `attaching to a ${kind} needs no grant: the entry permits nothing; a listener's allowedRoutes decides which routes attach`,
  },
  check(object, { report }) {
    const spec = fields(object.spec)
    for (const { value, at } of items(spec.from, ['spec', 'from'])) {
      const kind = text(value.kind) ?? ''
      if (value.group === '' && NEVER_REFERS.has(kind)) report('from', [...at, 'kind'], { kind })
    }
    for (const { value, at } of items(spec.to, ['spec', 'to'])) {
      const kind = text(value.kind) ?? ''
      if (value.group === 'gateway.networking.k8s.io' && (kind === 'Gateway' || kind === 'ListenerSet'))
        report('to', [...at, 'kind'], { kind })
    }
  },
})
