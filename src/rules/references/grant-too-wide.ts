import { fields, items, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'

/** A grant that gives away every Secret, or gives nothing because it names its own namespace. */
export default defineRule({
  code: 'GWA-REF-007',
  name: 'grant-too-wide',
  severity: 'warning',
  gate: 'object',
  kinds: ['ReferenceGrant'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A ReferenceGrant opens all Secrets of its namespace, or names its own namespace as the one that refers.',
    why: 'Every Secret can then be served as a certificate from elsewhere. References within a namespace need no grant at all.',
    fix: 'Name the Secret in to[].name; remove entries for the own namespace.',
    spec: 'ReferenceGrantTo.name and ReferenceGrantFrom.namespace in the Gateway API reference; GEP-709',
  },
  messages: {
    secrets: ({ namespace, from }: { namespace: string; from: string }) =>
      `${from} may use every Secret of namespace ${namespace}, later ones too; name the one that is meant`,
    own: ({ namespace }: { namespace: string }) => `this permits nothing: references within namespace ${namespace} need no grant`,
  },
  check(object, { report }) {
    const namespace = text(object.metadata.namespace) ?? 'default'
    const spec = fields(object.spec)
    const from = items(spec.from, ['spec', 'from'])
    for (const { value, at } of from) if (value.namespace === namespace) report('own', [...at, 'namespace'], { namespace })
    const others = [...new Set(from.map(({ value }) => text(value.namespace)).filter(other => other !== undefined && other !== namespace))]
    for (const { value, at } of items(spec.to, ['spec', 'to'])) {
      if (value.kind !== 'Secret' || value.group !== '' || (text(value.name) ?? '') !== '' || others.length === 0) continue
      report('secrets', at, { namespace, from: `namespace${others.length > 1 ? 's' : ''} ${others.join(', ')}` }, { severity: 'info' })
    }
  },
})
