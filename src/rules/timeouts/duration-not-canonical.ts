import { formatGatewayDuration, parseGatewayDuration } from '../../values/duration.ts'
import { Malformed } from '../../values/malformed.ts'
import { defineRule } from '../rule.ts'
import { durations } from '../view/timing.ts'

/** A duration that says the same in a shorter or more usual way. Never rewritten: the specification forbids to alter it. */
export default defineRule({
  code: 'GWA-TMO-004',
  name: 'duration-not-canonical',
  severity: 'info',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute'],
  reads: [],
  since: '0.1.0',
  recommended: false,
  docs: {
    summary: 'A duration is not written in canonical form.',
    why: 'It works. Readers compare it more easily in the form that tools print.',
    fix: 'Write hours, minutes, seconds and milliseconds in this order, each at most once and carried over.',
    spec: 'GEP-2257, canonical form',
  },
  messages: {
    canonical: ({ text, canonical }: { text: string; canonical: string }) => `${text} is ${canonical} in canonical form`,
  },
  check(object, { topology, report }) {
    for (const { text, at } of topology.route(object)?.rules.flatMap(durations) ?? []) {
      const duration = parseGatewayDuration(text)
      if (duration instanceof Malformed) continue
      const canonical = formatGatewayDuration(duration)
      if (canonical !== text) report('canonical', at, { text, canonical })
    }
  },
})
