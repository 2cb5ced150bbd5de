import { defineRule } from '../rule.ts'
import { isAt } from '../view/bundle.ts'
import { named } from '../view/words.ts'

/** A port where the backend's kind has its own, or none where the kind needs one. */
export default defineRule({
  code: 'GWA-BE-013',
  name: 'port-of-kind',
  severity: 'warning',
  gate: 'object',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A backendRef has a port that its kind does not use, or lacks one that it needs.',
    why: 'A ServiceImport may have several ports, and nothing says which one is meant; an XBackend carries its port itself, so one here is ignored, and since 1.7 refused.',
    fix: 'Name the port of a ServiceImport; leave it out for an XBackend.',
    spec: 'BackendObjectReference.port in the Gateway API reference; GEP-1748; GEP-4894',
  },
  messages: {
    needed: ({ backend }: { backend: string }) =>
      `${backend} is named without a port: which of its ports receives the requests depends on the controller`,
    ignored: ({ backend, port }: { backend: string; port: number }) => `port ${port} is ignored: ${backend} carries its port itself`,
  },
  check(object, { topology, options, report }) {
    for (const { backends } of topology.route(object)?.rules ?? []) {
      for (const backend of backends) {
        if (backend.kind === 'ServiceImport' && backend.group === 'multicluster.x-k8s.io' && backend.port === undefined)
          report('needed', backend.at, { backend: named(backend) }, { severity: 'info' })
        if (backend.kind === 'XBackend' && backend.port !== undefined && !isAt(options, { experimental: '1.7' }))
          report('ignored', [...backend.at, 'port'], { backend: named(backend), port: backend.port })
      }
    }
  },
})
