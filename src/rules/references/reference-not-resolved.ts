import { refOf } from '../../inventory/ref.ts'
import { type Reference, references } from '../../kinds/references.ts'
import { servicePorts } from '../../topology/backends.ts'
import { fields, whole } from '../../topology/reading/fields.ts'
import { closest } from '../../values/closest.ts'
import { defineRule } from '../rule.ts'
import { grantAdvice } from '../view/grant.ts'
import { anyNamed } from '../view/reads.ts'
import { namesOf } from '../view/typo.ts'
import { listed, named } from '../view/words.ts'

/** What becomes of requests, by what the reference is for. */
const losses: Partial<Record<Reference['purpose'], string>> = {
  auth: 'no request to the listener can be authorised, so all of them fail',
  extension: 'requests to the listener are answered with an error, because a filter may not be skipped',
  collector: 'no span arrives anywhere',
}

/** A filter of a listener, or a telemetry policy, that refers to what cannot be used. */
export default defineRule({
  code: 'GWA-REF-012',
  name: 'reference-not-resolved',
  severity: 'error',
  gate: 'never',
  kinds: ['Gateway', 'ListenerSet', 'XTelemetryPolicy'],
  reads: ['ReferenceGrant', anyNamed],
  since: '0.1.0',
  docs: {
    summary: 'A filter of a listener, or the collector of a telemetry policy, does not exist, has no such port or may not be used.',
    why: 'A filter applies to every request of the listener, before a route is chosen, and may not be skipped: all of them fail. Spans without a collector are lost.',
    fix: 'Correct the name or port, create the object, or add a ReferenceGrant to its namespace.',
    spec: 'Gateway.spec.listeners[].filters and XTelemetryPolicy.spec.tracing.provider in the Gateway API reference; GEP-5224; GEP-4768',
  },
  messages: {
    absent: ({ target, loss, meant }: { target: string; loss: string; meant: string }) => `there is no ${target}: ${loss}${meant}`,
    port: ({ target, port, has, loss }: { target: string; port: number; has: string; loss: string }) =>
      `${target} has no port ${port}; it has ${has}: ${loss}`,
    refused: ({ kind, namespace, target, loss, close }: { kind: string; namespace: string; target: string; loss: string; close: string }) =>
      `objects of kind ${kind} in namespace ${namespace} may not use ${target}, no ReferenceGrant there permits it: ${loss}${close}`,
  },
  check(object, { topology, snapshot, options, report }) {
    for (const { at, to, purpose, needsGrant, value } of references(object)) {
      const loss = losses[purpose]
      if (loss === undefined) continue
      // Of listener filters the specification does not say how a controller shows it.
      const shown = (reason: string) =>
        purpose === 'collector' ? { condition: { type: 'ResolvedRefs', status: 'False', reason } as const } : {}
      const own = refOf(object)
      const target = named(to)
      if (needsGrant && topology.isGranted(own, to) === 'no') {
        const { close, details } = grantAdvice(topology, own, to, options)
        const data = { kind: own.kind, namespace: own.namespace, target, loss, close }
        report('refused', [...at, 'namespace'], data, { ...details, ...shown('RefNotPermitted') })
        continue
      }
      const found = snapshot.lookup(to)
      if (found.state === 'absent') {
        const near = closest(to.name, namesOf(snapshot.list(to.group, to.kind, to.namespace)))
        const meant = near === undefined ? '' : `; did you mean ${named({ ...to, name: near })}`
        report('absent', [...at, 'name'], { target, loss, meant }, shown('BackendNotFound'))
      }
      const port = whole(fields(value).port)
      if (found.state !== 'found' || port === undefined || to.group !== '' || to.kind !== 'Service') continue
      const ports = servicePorts(found.object)
      if (ports.some(entry => entry.port === port)) continue
      report('port', [...at, 'port'], { target, port, has: listed(ports.map(entry => String(entry.port))) || 'none', loss })
    }
  },
})
