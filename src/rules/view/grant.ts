import type { ObjectRef } from '../../diagnostics/finding.ts'
import type { GrantQuestion, NearMiss, Topology } from '../../topology/topology.ts'
import type { ReportDetails, RuleOptions } from '../rule.ts'

/** The ReferenceGrant that would permit a reference, as YAML to add. */
export function grantToAdd(
  { group, kind, namespace }: GrantQuestion['from'],
  to: ObjectRef,
  { version }: RuleOptions['gatewayApi'],
): string {
  const served = Number(version.split('.')[1] ?? '0') >= 5 ? 'v1' : 'v1beta1'
  return [
    `Add to namespace ${to.namespace}:`,
    `apiVersion: gateway.networking.k8s.io/${served}`,
    'kind: ReferenceGrant',
    `metadata: {name: ${kind.toLowerCase()}s-of-${namespace}, namespace: ${to.namespace}}`,
    'spec:',
    `  from: [{group: ${group}, kind: ${kind}, namespace: ${namespace}}]`,
    `  to: [{group: ${JSON.stringify(to.group)}, kind: ${to.kind}, name: ${to.name}}]`,
  ].join('\n')
}

/** What to say about a reference that is not permitted: the grant that comes close, or the one to add. */
export function grantAdvice(
  topology: Topology,
  from: GrantQuestion['from'],
  to: ObjectRef,
  options: RuleOptions,
): { readonly close: string; readonly details: ReportDetails; readonly near: boolean } {
  const miss = topology.nearestGrant(from, to)
  const hint = grantToAdd(from, to, options.gatewayApi)
  if (miss === undefined) return { close: '', details: { hint }, near: false }
  const { metadata, kind } = miss.grant
  const grant: ObjectRef = { group: 'gateway.networking.k8s.io', kind, namespace: metadata.namespace ?? '', name: metadata.name ?? '' }
  const text = describeMiss(miss)
  return {
    close: `; ReferenceGrant ${grant.namespace}/${grant.name} comes close, but ${text}`,
    details: { hint, related: [{ object: grant, at: miss.at, message: `comes close: ${text}` }] },
    near: miss.field !== 'namespace',
  }
}

function describeMiss({ field, has, needs }: NearMiss): string {
  if (field === 'namespace') return `stands in namespace ${has}; a grant counts in the namespace of what is referred to`
  return `its ${field} is ${JSON.stringify(has)}, not ${JSON.stringify(needs)}`
}
