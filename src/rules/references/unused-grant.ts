import { references } from '../../kinds/index.ts'
import { fields, items, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { anyNamed } from '../view/reads.ts'

/** A grant that nobody uses: an open door that is not needed. */
export default defineRule({
  code: 'GWA-REF-006',
  name: 'unused-grant',
  severity: 'info',
  gate: 'never',
  kinds: ['ReferenceGrant'],
  reads: [anyNamed],
  since: '0.1.0',
  docs: {
    summary: 'No reference needs this ReferenceGrant.',
    why: 'It permits what nobody does, and goes on permitting it to whoever comes later.',
    fix: 'Remove it, or correct it where a reference was meant to need it.',
    spec: 'ReferenceGrant in the Gateway API reference',
  },
  messages: {
    unused: ({ from }: { from: string }) => `no ${from} refers to what this grants, so the grant permits nothing that anybody uses`,
  },
  check(object, { snapshot, report }) {
    const spec = fields(object.spec)
    const namespace = text(object.metadata.namespace) ?? 'default'
    const to = items(spec.to, []).map(({ value }) => ({
      group: text(value.group) ?? '',
      kind: text(value.kind) ?? '',
      name: text(value.name) ?? '',
    }))
    const from = items(spec.from, []).map(({ value }) => ({
      group: text(value.group) ?? '',
      kind: text(value.kind) ?? '',
      namespace: text(value.namespace) ?? '',
    }))
    if (from.length === 0 || !from.every(entry => snapshot.complete(entry.group, entry.kind, entry.namespace))) return
    const used = from.some(entry =>
      snapshot
        .list(entry.group, entry.kind, entry.namespace)
        .some(referrer =>
          references(referrer).some(
            ({ to: ref }) =>
              ref.namespace === namespace &&
              to.some(t => t.group === ref.group && t.kind === ref.kind && (t.name === '' || t.name === ref.name)),
          ),
        ),
    )
    if (!used) report('unused', ['spec', 'from'], { from: from.map(entry => `${entry.kind} of namespace ${entry.namespace}`).join(' or ') })
  },
})
