import { BUNDLE_VERSION } from '../../kinds/crd.ts'
import { defineRule } from '../rule.ts'
import { GUARD, guardIn, isGuarded, POLICY } from './guard.ts'
import { CRD } from './installed.ts'

/** A bundle that the guard takes for too old. */
export default defineRule({
  code: 'GWA-VER-011',
  name: 'guard-refuses-bundle',
  severity: 'error',
  gate: 'opt-in',
  kinds: [CRD],
  reads: [POLICY],
  since: '0.1.0',
  docs: {
    summary: 'The safe-upgrades guard refuses a definition of this bundle.',
    why: 'The admission policy safe-upgrades.gateway.networking.k8s.io compares the bundle-version annotation. It refuses definitions without one, and bundles before its own: the guard of 1.6 in the standard channel refuses 1.5 as well, although its message speaks of versions before 1.5.',
    fix: 'Apply the bundle that the guard came with, or delete the policy and its binding before you go back.',
    spec: 'safe-upgrades policy of the Gateway API bundles since 1.5',
  },
  messages: {
    old: ({ bundle, guard }: { bundle: string; guard: string }) =>
      `is of bundle ${bundle}, and ValidatingAdmissionPolicy ${GUARD}${guard} refuses that; apply a newer bundle, or delete the policy and its binding first`,
    unmarked: ({ guard }: { guard: string }) =>
      `carries no annotation ${BUNDLE_VERSION}, and ValidatingAdmissionPolicy ${GUARD}${guard} refuses that; apply the definition as the bundle has it`,
  },
  check(object, { snapshot, report }) {
    if (!isGuarded(object)) return
    const guard = guardIn(snapshot)
    const bundle = object.metadata.annotations?.[BUNDLE_VERSION]
    if (guard === undefined || guard.accepts(bundle)) return
    const from = guard.version === undefined ? '' : ` of ${guard.version}`
    if (bundle === undefined) report('unmarked', ['metadata'], { guard: from })
    else report('old', ['metadata', 'annotations', BUNDLE_VERSION], { bundle, guard: from })
  },
})
