import { defineRule } from '../rule.ts'

/** A session of a rule that sends its requests nowhere. */
export default defineRule({
  code: 'GWA-TMO-016',
  name: 'session-without-backend',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  needs: 'sessions',
  since: '0.1.0',
  docs: {
    summary: 'A rule keeps sessions but redirects, or has no backend.',
    why: 'Session persistence chooses among the endpoints of backends; where none is asked it has no effect.',
    fix: 'Move it to the rule that serves the requests.',
    spec: 'GEP-1619, session persistence',
  },
  messages: {
    redirect: () => 'this has no effect: the rule answers with a redirect and asks no backend',
    nothing: () => 'this has no effect: the rule has no backendRefs',
  },
  check(object, { topology, report }) {
    for (const { at, sessionPersistence, filters, backends } of topology.route(object)?.rules ?? []) {
      if (sessionPersistence === undefined) continue
      if (filters.some(filter => filter.type === 'RequestRedirect')) report('redirect', [...at, 'sessionPersistence'], {})
      else if (backends.length === 0 && !filters.some(filter => filter.type === 'ExtensionRef'))
        report('nothing', [...at, 'sessionPersistence'], {})
    }
  },
})
