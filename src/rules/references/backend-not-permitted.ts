import { defineRule } from '../rule.ts'
import { lossOf } from '../view/backends.ts'
import { grantAdvice } from '../view/grant.ts'
import { backendReads, routeKinds } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** A backend in another namespace that no ReferenceGrant opens. */
export default defineRule({
  code: 'GWA-REF-001',
  name: 'backend-not-permitted',
  severity: 'error',
  gate: 'never',
  kinds: routeKinds,
  reads: backendReads,
  since: '0.1.0',
  docs: {
    summary: 'A route uses a backend of another namespace without a ReferenceGrant there.',
    why: 'The reference is not permitted, so what is sent to the backend fails: with 500 for HTTP, by a closed connection otherwise.',
    fix: 'Add a ReferenceGrant to the namespace of the backend, or move the route there.',
    spec: 'ReferenceGrant in the Gateway API reference; conformance test HTTPRouteInvalidCrossNamespaceBackendRef',
  },
  messages: {
    refused: ({
      kind,
      namespace,
      backend,
      to,
      loss,
      close,
    }: {
      kind: string
      namespace: string
      backend: string
      to: string
      loss: string
      close: string
    }) => `${kind}s of namespace ${namespace} may not use ${backend}, no ReferenceGrant in ${to} permits it: ${loss}${close}`,
    nearly: ({ kind, namespace, backend, close }: { kind: string; namespace: string; backend: string; close: string }) =>
      `no ReferenceGrant among the objects given lets ${kind}s of namespace ${namespace} use ${backend}${close}`,
  },
  check(object, { topology, options, report }) {
    const route = topology.route(object)!
    for (const { ref, permitted, reason, kind: backendKind } of topology.backendsOf(object)) {
      if (permitted === 'yes' || backendKind === 'XBackend' || reason === 'InvalidKind') continue
      const { kind, namespace } = route.ref
      const { close, details, near } = grantAdvice(topology, route.ref, ref, options)
      const data = { kind, namespace, backend: named(ref), to: ref.namespace, loss: lossOf(route, ref).text, close }
      const condition = { type: 'ResolvedRefs', status: 'False', reason: 'RefNotPermitted' } as const
      if (permitted === 'no') report('refused', [...ref.at, 'namespace'], data, { ...details, condition })
      else if (near) report('nearly', [...ref.at, 'namespace'], data, { ...details, severity: 'warning' })
    }
  },
})
