import { defineRule } from '../rule.ts'
import { backendReads } from '../view/reads.ts'
import { nameOf, sessionOfBackend } from '../view/sessions.ts'
import { named } from '../view/words.ts'

/** Two backends of one split that keep sessions under one name. */
export default defineRule({
  code: 'GWA-TMO-012',
  name: 'sessions-share-name',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [...backendReads, 'XBackendTrafficPolicy'],
  since: '0.1.0',
  docs: {
    summary: 'Two backends of a rule keep sessions under the same name.',
    why: 'The cookie or header of one backend overwrites that of the other: clients lose their session, and controllers refuse the combination.',
    fix: 'Give the session of each backend a name of its own, or set session persistence in the rule.',
    spec: 'GEP-1619, session persistence and traffic splitting',
  },
  messages: {
    shared: ({ name, backend, other }: { name: string; backend: string; other: string }) =>
      `sessions of ${backend} and ${other} have the same name ${name}: a client of one loses the session of the other`,
  },
  check(object, { topology, report }) {
    for (const { backends } of topology.route(object)?.rules ?? []) {
      if (backends.length < 2) continue
      const seen = new Map<string, string>()
      for (const backend of backends) {
        const session = sessionOfBackend(topology, backend)
        const name = session && nameOf(session)?.name
        if (name === undefined) continue
        const other = seen.get(name)
        if (other === undefined) seen.set(name, named(backend))
        else if (other !== named(backend)) report('shared', backend.at, { name, backend: named(backend), other })
      }
    }
  },
})
