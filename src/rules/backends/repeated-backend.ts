import { formatPath } from '../../diagnostics/path.ts'
import type { BackendRef } from '../../topology/model.ts'
import { defineRule } from '../rule.ts'
import { named } from '../view/words.ts'

/** One backend twice in one rule: its weights add up. */
export default defineRule({
  code: 'GWA-BE-010',
  name: 'repeated-backend',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A rule names the same backend twice.',
    why: 'Both entries count, so it receives the sum of their weights; most often one of them was meant to be another Service.',
    fix: 'Correct the name, or keep one entry with the weight it should have.',
    spec: 'BackendRef.weight in the Gateway API reference',
  },
  messages: {
    again: ({ backend, first, share }: { backend: string; first: string; share: number }) =>
      `${backend} is ${first} already: the weights add up, and it receives ${share} % of the requests`,
  },
  check(object, { topology, report }) {
    for (const { backends } of topology.route(object)?.rules ?? []) {
      if (backends.length < 2) continue
      const seen = new Map<string, BackendRef>()
      for (const backend of backends) {
        // A canary tool keeps a twin of weight 0 ready; filters make two ways to one Service.
        if (backend.weight === 0 || backend.filters.length > 0) continue
        const first = seen.get(keyOf(backend))
        if (first === undefined) {
          seen.set(keyOf(backend), backend)
          continue
        }
        const twins = backends.filter(other => keyOf(other) === keyOf(backend))
        const share = Math.round((100 * weightOf(twins)) / weightOf(backends))
        report('again', backend.at, { backend: named(backend), first: formatPath(first.at), share })
      }
    }
  },
})

function keyOf(backend: BackendRef): string {
  return `${backend.group}/${named(backend)}:${backend.port}`
}

function weightOf(backends: readonly BackendRef[]): number {
  return backends.reduce((sum, { weight }) => sum + weight, 0)
}
