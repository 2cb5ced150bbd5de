import type { FieldEdit } from '../diagnostics/finding.ts'
import { defineDefault, specOf } from './default.ts'
import { namespaceOf } from './namespace.ts'

/** The schema allows no more. */
const MOST = 8

/** Labels for cost and ownership on what a controller creates for a Gateway. */
export default defineDefault({
  name: 'infrastructure-labels',
  kinds: ['Gateway'],
  reads: ['Namespace'],
  since: '0.1.0',
  admission: true,
  fix: false,
  docs: {
    summary: 'The labels that the configuration names are copied from the namespace to spec.infrastructure.labels, where they are not set.',
    why: 'Load balancers and proxies then carry the team and cost centre of the namespace they work for.',
    drift: 'Medium: a map, but Git lacks the keys. Some controllers recreate a Service when its labels change.',
  },
  fill(gateway, context) {
    const wanted = context.settings['infrastructure-labels'] ?? []
    const labels = namespaceOf(gateway, context)?.metadata.labels ?? {}
    const infrastructure = specOf(gateway)['infrastructure'] as { labels?: Record<string, string> } | undefined
    const present = infrastructure?.labels ?? {}
    const missing = wanted.filter(key => labels[key] !== undefined && present[key] === undefined)
    if (missing.length === 0 || Object.keys(present).length + missing.length > MOST) return undefined
    const edits: FieldEdit[] = missing.map(key => ({ op: 'set', at: ['spec', 'infrastructure', 'labels', key], value: labels[key] }))
    return { edits, note: `spec.infrastructure.labels takes ${missing.join(', ')} from the namespace` }
  },
})
