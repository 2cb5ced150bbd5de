import type { Path } from '../../diagnostics/path.ts'
import { fields, isFields } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { nameOf } from '../view/sessions.ts'

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** A session name that is no possible cookie or header. */
export default defineRule({
  code: 'GWA-TMO-015',
  name: 'session-name',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute', 'XBackend', 'XBackendTrafficPolicy'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'The name of a session cannot be the name of a cookie or header, or carries a prefix with conditions.',
    why: 'Clients drop the cookie or header, so each request may go to another backend and the session is lost.',
    fix: 'Use letters, digits, dashes and underscores.',
    spec: 'SessionPersistence.sessionName, since 1.7 cookie.name and header.name, in the Gateway API reference; RFC 6265, section 4.1.1',
  },
  messages: {
    token: ({ name, what }: { name: string; what: string }) =>
      `${JSON.stringify(name)} cannot be the name of a ${what}: clients drop it and the session is lost`,
    prefix: ({ name, prefix }: { name: string; prefix: string }) =>
      `browsers accept a cookie ${name} over HTTPS and with the Secure attribute only (prefix ${prefix}): where the controller leaves that out, the session is lost`,
  },
  check(object, { topology, report }) {
    const judge = (session: unknown, at: Path) => {
      if (!isFields(session)) return
      const found = nameOf(session)
      if (found === undefined || found.name === '') return
      const { name } = found
      const what = session.type === 'Header' ? 'header' : 'cookie'
      const prefix = /^__(Host|Secure)-/i.exec(name)?.[0]
      if (!TOKEN.test(name)) report('token', [...at, ...found.at], { name, what })
      else if (what === 'cookie' && prefix !== undefined) report('prefix', [...at, ...found.at], { name, prefix })
    }
    for (const { sessionPersistence, at } of topology.route(object)?.rules ?? []) {
      if (sessionPersistence !== undefined) judge(sessionPersistence, [...at, 'sessionPersistence'])
    }
    if (object.kind !== 'HTTPRoute' && object.kind !== 'GRPCRoute')
      judge(fields(object.spec).sessionPersistence, ['spec', 'sessionPersistence'])
  },
})
