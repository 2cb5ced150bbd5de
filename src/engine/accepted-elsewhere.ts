import type { Finding } from '../diagnostics/finding.ts'
import { anyKind, bundleOf, bundles, type Channel } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { schemaFindings } from './schema-findings.ts'
import { createSchemas } from './schemas.ts'

interface Place {
  readonly gatewayApi: { readonly version: string; readonly channel: Channel }
  readonly kubernetes: string
}

/** Refusals that may be a matter of the bundle: limits, patterns and rules have changed over time. */
const REFUSALS = new Set(['GWA-SCH-002', 'GWA-SCH-003', 'GWA-SCH-004'])

/**
 * Adds to each refusal the first later bundle that does not refuse, or the experimental channel of the same one: 64 matches are too many for
 * 1.1 and fine since 1.2.
 */
export function withAcceptingBundle(object: KubeObject, findings: readonly Finding[], place: Place): readonly Finding[] {
  const refused = findings.filter(({ code, hint, path }) => REFUSALS.has(code) && hint === undefined && path !== '')
  const [first] = refused
  if (first === undefined || anyKind(first.object.group, first.object.kind)?.schema === undefined) return findings
  const hints = new Map<Finding, string>()
  for (const { version, channel } of others(place)) {
    if (hints.size === refused.length) break
    const admission = createSchemas({ ...place, gatewayApi: { version, channel } }).find(object.apiVersion, object.kind)
    if (admission?.find(object.apiVersion, object.kind) === undefined) continue
    const there = schemaFindings(object, first.object, admission).findings
    for (const finding of refused) {
      // Dropped there as well: a field that is not kept is not accepted.
      const still = there.some(({ path }) => path === finding.path || (finding.path.startsWith(path) && path !== ''))
      if (!still && !hints.has(finding)) hints.set(finding, `The ${channel} channel of Gateway API ${version} takes it.`)
    }
  }
  return findings.map(finding => (hints.has(finding) ? { ...finding, hint: hints.get(finding)! } : finding))
}

function others({ gatewayApi: { version, channel } }: Place): Place['gatewayApi'][] {
  const own = bundleOf(version)
  const later = bundles.slice(bundles.indexOf(own) + 1).map(bundle => ({ version: bundle, channel }))
  return channel === 'standard' ? [...later, { version: own, channel: 'experimental' }] : later
}
