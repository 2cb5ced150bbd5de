import { CHANNEL } from '../../kinds/crd.ts'
import { defineRule } from '../rule.ts'
import { GUARD, guardIn, isGuarded, POLICY } from './guard.ts'
import { CRD } from './installed.ts'

/** A change from the standard channel to the experimental one, which the guard refuses. */
export default defineRule({
  code: 'GWA-VER-010',
  name: 'guard-refuses-channel',
  severity: 'error',
  gate: 'opt-in',
  kinds: [CRD],
  reads: [POLICY],
  since: '0.1.0',
  docs: {
    summary: 'A definition of the standard channel is to be replaced by one of another channel, and the safe-upgrades guard is installed.',
    why: 'The admission policy safe-upgrades.gateway.networking.k8s.io refuses the update, because experimental definitions allow objects that the standard ones do not.',
    fix: 'Stay in the standard channel, or delete the policy and its binding before you change channels.',
    spec: 'safe-upgrades policy of the Gateway API bundles since 1.5',
  },
  messages: {
    refused: ({ from, to }: { from: string; to: string }) =>
      `replaces a definition ${from} by one ${to}: ValidatingAdmissionPolicy ${GUARD} refuses that; stay in the standard channel, or delete the policy and its binding first`,
  },
  check(object, { snapshot, old, report }) {
    if (old === undefined || !isGuarded(object) || guardIn(snapshot) === undefined) return
    const [before, after] = [old, object].map(crd => crd.metadata.annotations?.[CHANNEL])
    if (after === 'standard' || before === 'experimental') return
    const of = (channel: string | undefined) => (channel === undefined ? 'without a channel' : `of the ${channel} channel`)
    report('refused', ['metadata', 'annotations'], { from: of(before), to: of(after) })
  },
})
