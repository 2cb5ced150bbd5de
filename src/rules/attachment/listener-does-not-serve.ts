import type { EffectiveListener } from '../../topology/topology.ts'
import { defineRule } from '../rule.ts'
import { parentReads, routeKinds } from '../view/reads.ts'
import { listed, named } from '../view/words.ts'

/** A route whose listeners are all refused: it shows Accepted and serves nothing. */
export default defineRule({
  code: 'GWA-ATT-006',
  name: 'listener-does-not-serve',
  severity: 'warning',
  gate: 'opt-in',
  kinds: routeKinds,
  reads: parentReads,
  since: '0.1.0',
  docs: {
    summary: 'The route attaches only to listeners that are themselves refused.',
    why: 'A listener counts such routes and they may show Accepted, but it serves none of their requests.',
    fix: 'Correct the listener; it has a finding of its own.',
    spec: 'ListenerStatus.attachedRoutes in the Gateway API reference: counts routes whether or not the listener works',
  },
  messages: {
    none: ({ parent, why }: { parent: string; why: string }) => `no request reaches this route through ${parent}: ${why}`,
  },
  check(object, { topology, report }) {
    for (const { ref, accepted, bindings } of topology.parentsOf(object)) {
      const open = bindings.filter(({ verdict }) => verdict !== 'no').map(({ listener }) => listener)
      if (accepted !== 'yes' || open.length === 0 || open.some(listener => listener.programmed !== 'no')) continue
      report('none', ref.at, { parent: named(ref), why: listed(open.map(describe), 3) })
    }
  },
})

function describe({ name, conflict, rejected, certificates }: EffectiveListener): string {
  if (conflict !== undefined) return `listener ${name} conflicts with ${listed(conflict.with.map(other => `listener ${other.name}`))}`
  if (rejected !== undefined) return `listener ${name} is refused (${rejected})`
  const problem = certificates.find(certificate => certificate.problem !== undefined)
  return problem === undefined ? `listener ${name} is refused` : `the certificate of listener ${name} ${problem.problem!.detail}`
}
