import { defineRule } from '../rule.ts'
import { durations } from '../view/timing.ts'

/** A timeout so short that requests fail, or so long that it does not matter: most often the wrong unit. */
export default defineRule({
  code: 'GWA-TMO-003',
  name: 'unlikely-duration',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute'],
  reads: [],
  needs: 'timings',
  since: '0.1.0',
  docs: {
    summary: 'A timeout is below 10 milliseconds or above a day.',
    why: 'Below 10 ms most requests end in 504 before a backend can answer; above a day the timeout protects nothing. Often the unit is wrong.',
    fix: 'Check the unit: h, m, s or ms.',
    spec: 'GEP-2257, duration format',
  },
  messages: {
    short: ({ text }: { text: string }) => `after ${text} most requests end in 504 before a backend can answer; check the unit`,
    long: ({ text, hours }: { text: string; hours: number }) => `${text} is ${hours} hours: connections break long before; check the unit`,
  },
  check(object, { topology, report }) {
    for (const { what, text, ms, at } of topology.route(object)?.rules.flatMap(durations) ?? []) {
      if (what !== 'request' && what !== 'backendRequest') continue
      if (ms > 0 && ms < 10) report('short', at, { text })
      if (ms > 86_400_000) report('long', at, { text, hours: Math.round(ms / 3_600_000) })
    }
  },
})
