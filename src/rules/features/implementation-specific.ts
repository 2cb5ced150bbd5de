import { defineRule } from '../rule.ts'
import { implementationSpecific } from './uses.ts'

/** Parts of a route that no other controller need understand in the same way. */
export default defineRule({
  code: 'GWA-FEAT-002',
  name: 'implementation-specific',
  severity: 'info',
  gate: 'never',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  since: '0.1.0',
  recommended: false,
  docs: {
    summary: 'A part of the route is implementation specific.',
    why: 'It works with the controller it was written for. Another one may refuse it, ignore it, or read it otherwise.',
    fix: 'Nothing, unless the route is to move to another controller.',
    spec: 'GEP-922, support levels: implementation-specific',
  },
  messages: {
    specific: ({ what }: { what: string }) => `${what} is implementation specific: another controller may refuse it or read it otherwise`,
  },
  check(object, { topology, report }) {
    const route = topology.route(object)
    for (const { at, what } of route === undefined ? [] : implementationSpecific(route)) report('specific', at, { what })
  },
})
