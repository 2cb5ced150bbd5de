import type { Filter } from '../../topology/model.ts'
import { fields, whole } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { settingsAt } from '../view/filter.ts'

/** A mirror that copies nothing, or copies to where the request goes anyway. */
export default defineRule({
  code: 'GWA-FIL-019',
  name: 'pointless-mirror',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  needs: 'filters',
  since: '0.1.0',
  docs: {
    summary: 'A mirror is switched off, is there twice, or copies to a backend of the rule itself.',
    why: 'Nothing is copied, or a backend receives requests twice and acts on them twice.',
    fix: 'Remove the mirror, or give it a share above zero and a backend of its own.',
    spec: 'HTTPRequestMirrorFilter in the Gateway API reference; GEP-3171',
  },
  messages: {
    off: ({ backend }: { backend: string }) => `${backend} receives no copy: the share of mirrored requests is 0`,
    own: ({ backend }: { backend: string }) =>
      `${backend} serves this rule and receives its requests once more as copies: whatever they do, they do twice`,
    twice: ({ backend }: { backend: string }) =>
      `${backend} receives two copies of each request: another mirror of this rule has the same backend`,
  },
  check(object, { topology, report }) {
    for (const { filters, backends } of topology.route(object)?.rules ?? []) {
      if (filters.length === 0) continue
      const seen = new Set<string>()
      for (const filter of filters) {
        if (filter.backend === undefined || filter.type !== 'RequestMirror') continue
        const { group, kind, namespace, name, port } = filter.backend
        const key = `${group}/${kind}/${namespace}/${name}:${port}`
        const backend = `${kind} ${namespace}/${name}`
        if (isOff(filter)) report('off', settingsAt(filter), { backend })
        else if (seen.has(key)) report('twice', filter.backend.at, { backend })
        else if (backends.some(own => own.weight > 0 && `${own.group}/${own.kind}/${own.namespace}/${own.name}:${own.port}` === key)) {
          report('own', filter.backend.at, { backend })
        }
        seen.add(key)
      }
    }
  },
})

function isOff({ settings }: Filter): boolean {
  return whole(settings.percent) === 0 || whole(fields(settings.fraction).numerator) === 0
}
