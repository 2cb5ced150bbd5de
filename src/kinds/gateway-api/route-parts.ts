import { choice, object, optional, required, rule, type Static, string, type When } from '../author.ts'
import { Duration, HeaderName } from './names.ts'

const before: When = { experimental: '1.1-1.6' }
const later: When = { experimental: '1.7' }

const lifetimeType = optional(
  choice(['Permanent', 'Session'], { default: 'Session' }),
  'Session: gone when the browser closes. Permanent: gone after absoluteTimeout.',
)

const permanentNeedsEnd = (cookie: string, when: When) =>
  rule(
    `!has(self.${cookie}) || !has(self.${cookie}.lifetimeType) || self.${cookie}.lifetimeType != 'Permanent' || has(self.absoluteTimeout)`,
    'add absoluteTimeout: a Permanent cookie needs an end',
    when,
  )
const onlyFor = (type: string, field: string, when: When) =>
  rule(`!has(self.${field}) || self.type == '${type}'`, `remove ${field}, or change type to ${type}`, when)
const neededFor = (type: string, field: string, advice: string) =>
  rule(`self.type != '${type}' || has(self.${field})`, `add ${field}, which type ${type} needs${advice}`, later)

/** Keeps the requests of one client at one backend. */
export const SessionPersistence = object(
  {
    sessionName: optional(string({ maxLength: 128 }), 'Name of the cookie or header; now in cookie.name and header.name.', {
      when: before,
    }),
    absoluteTimeout: optional(Duration, 'When a session ends in any case.'),
    idleTimeout: optional(Duration, 'When a session without requests ends.', { when: { experimental: '1.1-1.5' } }),
    type: optional(choice(['Cookie', 'Header'], { default: 'Cookie' }), 'What carries the session.'),
    cookieConfig: optional(object({ lifetimeType }), 'For type Cookie; now in cookie.', { when: before }),
    cookie: optional(
      object({
        lifetimeType,
        name: optional(HeaderName, 'Name of the cookie; the implementation chooses one when left out.'),
        path: optional(string({ maxLength: 1024, default: '/' }), 'Paths under which the browser sends the cookie.'),
      }),
      'For type Cookie, which needs it even where it says nothing.',
      { when: later },
    ),
    header: optional(
      object({ name: required(HeaderName, 'Name of the header, which clients send back with each request.') }),
      'For type Header.',
      { when: later },
    ),
  },
  {
    rules: [
      permanentNeedsEnd('cookieConfig', before),
      permanentNeedsEnd('cookie', later),
      onlyFor('Cookie', 'cookieConfig', { experimental: '1.5-1.6' }),
      onlyFor('Cookie', 'cookie', later),
      onlyFor('Header', 'header', later),
      neededFor('Cookie', 'cookie', '; {} leaves the rest to the implementation'),
      neededFor('Header', 'header', ''),
    ],
  },
)
export type SessionPersistence = Static<typeof SessionPersistence>

/** Whether a route attaches to the Gateways that take every route. */
export const useDefaultGateways = optional(choice(['All', 'None']), 'All: attach to every Gateway that offers itself as a default.', {
  when: { experimental: '1.4' },
})

export const uniqueRuleNames = 'self.all(r, !has(r.name) || self.exists_one(s, has(s.name) && r.name == s.name))'
