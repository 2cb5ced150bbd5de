import { fields } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'

const RESERVED = ['gateway.networking.k8s.io/', 'kubernetes.io/', 'k8s.io/']

/** Labels and annotations that belong to Kubernetes or to the controller, not to the author of a Gateway. */
export default defineRule({
  code: 'GWA-SCH-015',
  name: 'reserved-infrastructure-key',
  severity: 'warning',
  gate: 'object',
  kinds: ['Gateway'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A label or annotation for the infrastructure uses a reserved prefix.',
    why: 'Controllers set these keys themselves to find what they created: another value breaks that, or is overwritten.',
    fix: 'Use a key under a domain of your own.',
    spec: 'GEP-1762; labels and annotations, Kubernetes documentation: kubernetes.io/ and k8s.io/ are reserved',
  },
  messages: {
    reserved: ({ key, what, prefix }: { key: string; what: string; prefix: string }) =>
      `${what} ${key} uses the reserved prefix ${prefix}: the controller sets such keys itself, and overwrites or trips over another value`,
  },
  check(gateway, { report }) {
    const infrastructure = fields(fields(gateway.spec).infrastructure)
    for (const [list, what] of [
      ['labels', 'label'],
      ['annotations', 'annotation'],
    ] as const) {
      for (const key of Object.keys(fields(infrastructure[list]))) {
        const prefix = RESERVED.find(reserved => key.startsWith(reserved))
        if (prefix !== undefined) report('reserved', ['spec', 'infrastructure', list, key], { key, what, prefix })
      }
    }
  },
})
