import { describeRule } from '../rule.ts'

/** A change or deletion takes a parent away from live routes. */
export default describeRule({
  code: 'GWA-PRO-001',
  name: 'routes-lose-parent',
  producer: 'engine',
  severity: 'warning',
  gate: 'opt-in',
  since: '0.1.0',
  docs: {
    summary: 'The change or deletion takes a listener away from routes that are served through it now.',
    why: 'Those routes stop serving the moment the object is stored; nothing about the routes themselves has changed, and nobody who owns them was asked.',
    fix: 'Move the routes first, or keep what lets them in: the listener, its allowedRoutes, its hostname, the labels of their namespace.',
    spec: 'Gateway API reference, allowedRoutes and parentRefs; condition Accepted of routes',
  },
})
