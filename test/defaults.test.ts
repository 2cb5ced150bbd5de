import fc from 'fast-check'
import jsonpatch from 'fast-json-patch'
import t from 'tap'
import { applyDefaults, applyEdits, type DefaultsSection, defaults, patchOf } from '../src/defaults/index.ts'
import type { FieldEdit } from '../src/diagnostics/finding.ts'
import { createSnapshot } from '../src/inventory/index.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import './seed.ts'

/** As decoded from JSON: generators also make objects without a prototype, which the other library does not know. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value))

t.test('patches: what they make is what the edits say, proved by another library', async t => {
  const key = fc.constantFrom('a', 'b', 'a/b', 'c~d')
  const json = fc.jsonValue({ maxDepth: 2 }).map(plain)
  const base = fc.dictionary(key, fc.dictionary(key, json, { maxKeys: 3 }), { maxKeys: 3 }).map(plain)
  const edit: fc.Arbitrary<FieldEdit> = fc.oneof(
    fc.record({ op: fc.constant('set' as const), at: fc.array(key, { minLength: 1, maxLength: 3 }), value: json }),
    fc.record({ op: fc.constant('remove' as const), at: fc.array(key, { minLength: 1, maxLength: 2 }) }),
  )
  fc.assert(
    fc.property(base, fc.array(edit, { maxLength: 5 }), (object, edits) => {
      const usable = edits
        .filter(({ at }) => {
          const parents = at
            .slice(0, -1)
            .map((_, i) =>
              at.slice(0, i + 1).reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], object),
            )
          return parents.every(parent => parent === undefined || (typeof parent === 'object' && parent !== null && !Array.isArray(parent)))
        })
        .slice(0, 1)
      const made = jsonpatch.applyPatch(structuredClone(object), patchOf(object, usable) as never, true).newDocument
      return JSON.stringify(made) === JSON.stringify(applyEdits(object, usable))
    }),
    { numRuns: 300 },
  )
  const object = { spec: { hostnames: ['A.example.com'], keep: 1 } }
  t.same(patchOf(object, [{ op: 'set', at: ['spec', 'hostnames', 0], value: 'a.example.com' }]), [
    { op: 'test', path: '/spec/hostnames/0', value: 'A.example.com' },
    { op: 'replace', path: '/spec/hostnames/0', value: 'a.example.com' },
  ])
  t.same(patchOf({ metadata: {} }, [{ op: 'set', at: ['metadata', 'annotations', 'x/y'], value: '1' }]), [
    { op: 'add', path: '/metadata/annotations', value: { 'x/y': '1' } },
  ])
})

const group = 'gateway.networking.k8s.io'
const shop: KubeObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: 'shop',
    labels: { team: 'a' },
    annotations: {
      'gatewright.dev/default-gateway': 'infra/edge',
      'gatewright.dev/domain': '{name}.example.com',
      'gatewright.dev/default-ingress-class': 'inner',
    },
  },
}
const edge: KubeObject = {
  apiVersion: `${group}/v1`,
  kind: 'Gateway',
  metadata: { name: 'edge', namespace: 'infra' },
  spec: {
    gatewayClassName: 'c',
    listeners: [
      { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } },
      { name: 'own', port: 81, protocol: 'HTTP' },
    ],
  },
}
const service: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 's', namespace: 'shop' },
  spec: { ports: [{ port: 8080 }] },
}
const world = createSnapshot([shop, edge, service], { complete: () => true })
const everything: DefaultsSection = {
  'section-name': true,
  'backend-port': true,
  'hostname-case': true,
  'allowed-listeners': true,
  'infrastructure-labels': ['team'],
  timeouts: [{ request: '30s' }],
}

t.test('defaults: idempotent, switchable, never overwriting', async t => {
  const bare: KubeObject = {
    apiVersion: `${group}/v1`,
    kind: 'HTTPRoute',
    metadata: { name: 'r', namespace: 'shop' },
    spec: { rules: [{ backendRefs: [{ name: 's' }] }] },
  }
  const options = { defaults, settings: everything, door: 'admission' as const }
  const once = applyDefaults(bare, world, options)
  t.same(
    once.applied.map(({ name }) => name),
    ['parent-refs', 'hostnames', 'backend-port', 'section-name', 'timeouts'],
  )
  t.same(once.object.spec, {
    parentRefs: [{ name: 'edge', namespace: 'infra', sectionName: 'http' }],
    hostnames: ['r.example.com'],
    rules: [{ backendRefs: [{ name: 's', port: 8080 }], timeouts: { request: '30s' } }],
  })
  t.same(applyDefaults(once.object, world, options).edits, [], 'a second time changes nothing')
  t.same(jsonpatch.applyPatch(structuredClone(bare), patchOf(bare, once.edits) as never, true).newDocument, once.object)
  const skip = { ...bare, metadata: { ...bare.metadata, annotations: { 'gatewright.dev/skip-defaults': 'all' } } }
  t.same(applyDefaults(skip, world, options).edits, [])
  const gateway = { ...edge, metadata: { name: 'g', namespace: 'shop' } }
  t.same(
    applyDefaults(gateway, world, options).applied.map(({ name }) => name),
    ['allowed-listeners', 'infrastructure-labels'],
  )
  const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'i', namespace: 'shop' }, spec: {} }
  t.same((applyDefaults(ingress, world, options).object.spec as Record<string, unknown>)['ingressClassName'], 'inner')

  const anything = fc.record(
    { rules: fc.jsonValue(), hostnames: fc.jsonValue(), parentRefs: fc.jsonValue(), listeners: fc.jsonValue() },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(anything, fc.constantFrom('HTTPRoute', 'GRPCRoute', 'Gateway', 'TLSRoute'), (spec, kind) => {
      const object = { apiVersion: `${group}/v1`, kind, metadata: { name: 'r', namespace: 'shop' }, spec }
      const first = applyDefaults(object, world, options)
      return applyDefaults(first.object, world, options).edits.length === 0
    }),
    { numRuns: 300 },
  )
})
