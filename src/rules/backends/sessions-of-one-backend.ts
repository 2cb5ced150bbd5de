import { formatPath } from '../../diagnostics/path.ts'
import { defineRule } from '../rule.ts'
import { textOf } from '../view/text.ts'
import { named } from '../view/words.ts'

/** Two rules that keep sessions with one backend in two ways. */
export default defineRule({
  code: 'GWA-BE-019',
  name: 'sessions-of-one-backend',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  needs: 'sessions',
  since: '0.1.0',
  docs: {
    summary: 'Two rules of a route use the same backend with different session persistence.',
    why: 'A client that moves between the paths of the two rules carries two sessions and may come to two endpoints of one Service.',
    fix: 'Use the same session persistence in both rules, or set it for the Service in an XBackendTrafficPolicy.',
    spec: 'GEP-1619, session persistence for several rules',
  },
  messages: {
    differ: ({ backend, other }: { backend: string; other: string }) =>
      `${backend} keeps another session in ${other}: a client that uses both rules may come to two of its endpoints`,
  },
  check(object, { topology, report }) {
    const seen = new Map<string, { session: string; at: string }>()
    for (const { at, sessionPersistence, backends } of topology.route(object)?.rules ?? []) {
      if (sessionPersistence === undefined) continue
      const session = textOf(sessionPersistence)
      for (const backend of backends) {
        const key = `${backend.group}/${named(backend)}:${backend.port}`
        const first = seen.get(key)
        if (first === undefined) seen.set(key, { session, at: formatPath(at) })
        else if (first.session !== session) report('differ', [...at, 'sessionPersistence'], { backend: named(backend), other: first.at })
      }
    }
  },
})
