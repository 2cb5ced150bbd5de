import { policyTargets } from '../../topology/indexes.ts'
import { defineRule } from '../rule.ts'
import { listed } from '../view/words.ts'

/** A BackendTLSPolicy with more than one target. */
export default defineRule({
  code: 'GWA-POL-006',
  name: 'several-policy-targets',
  severity: 'warning',
  gate: 'never',
  kinds: ['BackendTLSPolicy'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A BackendTLSPolicy lists more than one target.',
    why: 'Controllers are told not to support more than one for now: connections to the others may go out in plain text.',
    fix: 'Write one policy for each Service.',
    spec: 'BackendTLSPolicy.targetRefs in the Gateway API reference: implementations should not support more than one targetRef at this time',
  },
  messages: {
    several: ({ first, others }: { first: string; others: string }) =>
      `controllers need to support one target only: connections to ${others} may go out in plain text while those to ${first} use TLS`,
  },
  check(object, { report }) {
    const [first, ...others] = policyTargets(object)
    if (first === undefined || others.length === 0) return
    const text = ({ name, sectionName }: { name: string; sectionName?: string }) =>
      `${name}${sectionName === undefined ? '' : ` (${sectionName})`}`
    report('several', others[0]!.at, { first: text(first), others: listed(others.map(text), 4) })
  },
})
