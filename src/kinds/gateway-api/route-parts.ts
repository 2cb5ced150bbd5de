import { choice, object, optional, rule, type Static, since, string } from '../author.ts'
import { Duration } from './names.ts'

/** Keeps the requests of one client at one backend. */
export const SessionPersistence = object(
  {
    sessionName: optional(string({ maxLength: 128 }), 'Name of the cookie or header; the implementation chooses one when left out.'),
    absoluteTimeout: optional(Duration, 'When a session ends in any case.'),
    idleTimeout: optional(Duration, 'When a session without requests ends.', { when: { experimental: '1.1-1.5' } }),
    type: optional(choice(['Cookie', 'Header'], { default: 'Cookie' }), 'What carries the session.'),
    cookieConfig: optional(
      object({
        lifetimeType: optional(
          choice(['Permanent', 'Session'], { default: 'Session' }),
          'Session: gone when the browser closes. Permanent: gone after absoluteTimeout.',
        ),
      }),
      'For type Cookie.',
    ),
  },
  {
    rules: [
      rule(
        "!has(self.cookieConfig) || !has(self.cookieConfig.lifetimeType) || self.cookieConfig.lifetimeType != 'Permanent' || has(self.absoluteTimeout)",
        'add absoluteTimeout: a Permanent cookie needs an end',
      ),
      rule("!has(self.cookieConfig) || self.type == 'Cookie'", 'remove cookieConfig, or change type to Cookie', since('1.5')),
    ],
  },
)
export type SessionPersistence = Static<typeof SessionPersistence>

/** Whether a route attaches to the Gateways that take every route. */
export const useDefaultGateways = optional(choice(['All', 'None']), 'All: attach to every Gateway that offers itself as a default.', {
  when: { experimental: '1.4' },
})

export const uniqueRuleNames = 'self.all(r, !has(r.name) || self.exists_one(s, has(s.name) && r.name == s.name))'
