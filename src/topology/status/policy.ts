import type { KubeObject } from '../../kinds/object.ts'
import type { BackendTlsPolicyFacts } from '../policies/facts.ts'
import type { Topology } from '../topology.ts'
import { byTri, condition, named } from './conditions.ts'
import type { Condition, PredictedStatus } from './result.ts'

/** What controllers write on a BackendTLSPolicy: an entry for every Gateway that sends to a target, at most 16; none where nobody does. */
export function backendTlsStatus(topology: Topology, object: KubeObject): PredictedStatus {
  const facts = topology.backendTlsPolicy(object)!
  const conditions = [accepted(facts), resolvedRefs(facts)]
  return {
    ancestors: facts.ancestors.slice(0, 16).map(({ group, kind, namespace, name }) => ({
      ancestorRef: { group, kind, namespace, name },
      controllerName: controllerOf(topology, { group, kind, namespace, name }),
      conditions,
    })),
  }
}

function controllerOf(topology: Topology, gateway: { group: string; kind: string; namespace: string; name: string }): string {
  const object = topology.snapshot.get(gateway)
  return (object === undefined ? undefined : topology.classOf(object).controllerName) ?? ''
}

function accepted({ targets, usable, wellKnown }: BackendTlsPolicyFacts): Condition {
  const failing = targets.find(({ reason }) => reason !== undefined)
  if (failing !== undefined && targets.every(({ reason }) => reason !== undefined))
    return condition('Accepted', 'False', failing.reason!, failing.detail ?? '')
  if (targets.some(({ losesTo, undetermined }) => undetermined && losesTo !== undefined))
    return condition('Accepted', 'Unknown', 'Undetermined', 'another policy has the same target, and whichever is created first precedes')
  if (wellKnown !== undefined)
    return byTri(
      'Accepted',
      usable,
      'Accepted',
      'Invalid',
      usable === 'yes' ? '' : `whether there are certificate authorities ${wellKnown} is up to the controller`,
    )
  return byTri('Accepted', usable, 'Accepted', 'NoValidCACertificate', usable === 'no' ? 'no certificate authority can be used' : '')
}

function resolvedRefs({ cas }: BackendTlsPolicyFacts): Condition {
  const failing = cas.find(({ problem }) => problem !== undefined)
  if (failing?.problem !== undefined)
    return condition('ResolvedRefs', 'False', failing.problem.reason, `${named(failing.ref)} ${failing.problem.detail}`)
  return byTri('ResolvedRefs', cas.every(({ known }) => known) ? 'yes' : 'unknown', 'ResolvedRefs', 'InvalidCACertificateRef')
}
