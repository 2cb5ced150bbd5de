import fc from 'fast-check'
import t from 'tap'
import { completeAs, completeExcept, parseCompleteKind } from '../src/inventory/completeness.ts'
import { keptOn } from '../src/inventory/kept-on.ts'
import { PersistentMap } from '../src/inventory/persistent-map.ts'
import { record } from '../src/inventory/recorder.ts'
import { refKey, refOf } from '../src/inventory/ref.ts'
import type { IndexDefinition, Snapshot } from '../src/inventory/snapshot.ts'
import { createSnapshot } from '../src/inventory/store.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { seed } from './seed.ts'

t.comment(`SEED=${seed}`)

const byColor: IndexDefinition = {
  name: 'by colour',
  kinds: [
    { group: '', kind: 'Service' },
    { group: 'g', kind: 'Thing' },
  ],
  keys: object => (object['colors'] as string[] | undefined) ?? [],
}

const objects = fc.record({
  kind: fc.constantFrom('Service', 'Thing', 'Other'),
  namespace: fc.constantFrom('a', 'b', 'a-b'),
  name: fc.constantFrom('x', 'y', 'z', 'xy'),
  colors: fc.array(fc.constantFrom('red', 'blue'), { maxLength: 2 }),
  serial: fc.nat(1000),
})
type Shape = Parameters<typeof build>[0]

function build({
  kind,
  namespace,
  name,
  colors,
  serial,
}: {
  kind: string
  namespace: string
  name: string
  colors: string[]
  serial: number
}): KubeObject {
  return { apiVersion: kind === 'Service' ? 'v1' : 'g/v1', kind, metadata: { namespace, name }, colors, serial }
}

/** Everything that a snapshot answers, to compare two of them. */
function contents(snapshot: Snapshot): string {
  return JSON.stringify({
    kinds: snapshot.kinds(),
    lists: snapshot
      .kinds()
      .map(({ group, kind }) => [snapshot.list(group, kind), ['a', 'b', 'a-b'].map(namespace => snapshot.list(group, kind, namespace))]),
    colors: ['red', 'blue'].map(color => snapshot.indexed(byColor, color)),
  })
}

t.test('a snapshot after any changes is the snapshot of what is left', t => {
  const edits = fc.array(fc.tuple(fc.boolean(), objects), { maxLength: 30 })
  fc.assert(
    fc.property(fc.array(objects, { maxLength: 10 }), edits, (first: Shape[], changes) => {
      let snapshot = createSnapshot(first.map(build))
      const left = new Map(first.map(build).map(object => [refKey(refOf(object)), object]))
      contents(snapshot)
      for (const [remove, shape] of changes) {
        const object = build(shape)
        const before = contents(snapshot)
        const next = remove ? snapshot.without(refOf(object)) : snapshot.with(object)
        if (contents(snapshot) !== before) return false
        if (remove) left.delete(refKey(refOf(object)))
        else left.set(refKey(refOf(object)), object)
        snapshot = next
      }
      const scratch = contents(createSnapshot(left.values()))
      return contents(snapshot) === scratch && contents(createSnapshot([...left.values()].reverse())) === scratch
    }),
    { numRuns: 200 },
  )
  t.pass('200 runs')
  t.end()
})

t.test('lists that a change did not touch stay the same arrays', t => {
  const snapshot = createSnapshot(
    ['x', 'y'].flatMap(name => ['a', 'b'].map(namespace => build({ kind: 'Thing', namespace, name, colors: ['red'], serial: 0 }))),
  )
  const before = [snapshot.list('g', 'Thing', 'a'), snapshot.indexed(byColor, 'red')]
  const next = snapshot.with(build({ kind: 'Thing', namespace: 'b', name: 'z', colors: ['blue'], serial: 1 }))
  t.equal(next.list('g', 'Thing', 'a'), before[0])
  t.equal(next.indexed(byColor, 'red'), before[1])
  t.equal(next.lineage, snapshot.lineage)
  t.equal(snapshot.without({ group: 'g', kind: 'Thing', namespace: 'a', name: 'none' }), snapshot)
  t.end()
})

t.test('a persistent map is a map, whatever has changed', t => {
  let map = PersistentMap.of(new Map([['k0', -1]]))
  const plain = new Map([['k0', -1]])
  for (let i = 0; i < 20_000; i++) {
    const key = `k${(i * 7) % 9000}`
    if (i % 5 === 0) plain.delete(key)
    else plain.set(key, i)
    map = map.with(key, i % 5 === 0 ? undefined : i)
  }
  const entries: [string, number][] = []
  map.each((value, key) => entries.push([key, value]))
  t.same(entries.sort(), [...plain].sort())
  t.end()
})

t.test('what is kept about an object is found with the object alone, whatever it is', t => {
  const [kept, other] = [keptOn<number>(), keptOn<number>()]
  for (const object of [{ a: 1 }, Object.freeze({ a: 1 }), [1], Object.freeze([1])]) {
    t.equal(kept.get(object), undefined)
    kept.set(object, 1)
    kept.set(object, 2)
    t.equal(kept.get(object), 2)
    t.equal(other.get(object), undefined)
    t.equal(kept.get(structuredClone(object)), undefined)
    t.equal(kept.get({ ...object }), undefined)
    t.equal(kept.get(Object.freeze(object)), 2)
  }
  t.end()
})

t.test('what is complete, and what the user may say about it', t => {
  const object = build({ kind: 'Service', namespace: 'a', name: 'x', colors: [], serial: 0 })
  const ref = (name: string, namespace = 'a') => ({ group: '', kind: 'Service', namespace, name })
  const table = [
    [createSnapshot([object]), 'found', 'unknown', 'unknown'],
    [createSnapshot([object], { complete: completeExcept([]) }), 'found', 'absent', 'absent'],
    [createSnapshot([object], { complete: completeExcept([{ kind: 'Service', namespace: 'b' }]) }), 'found', 'absent', 'unknown'],
    [createSnapshot([object], { complete: completeAs([{ kind: 'Service', namespace: 'a' }]) }), 'found', 'absent', 'unknown'],
  ] as const
  for (const [snapshot, ...expected] of table) {
    t.same([snapshot.lookup(ref('x')).state, snapshot.lookup(ref('y')).state, snapshot.lookup(ref('y', 'b')).state], expected)
  }
  const [slice, gatewayClass] = [{ kind: 'EndpointSlice' }, { kind: 'GatewayClass' }]
  for (const [declared, ...expected] of [
    ['all', true, false, false],
    [['all', slice], true, true, false],
    [['all', gatewayClass], true, false, true],
    [[slice], false, true, false],
    [[], false, false, false],
  ] as const) {
    const complete = completeAs(declared)
    const known = [
      complete('', 'Service', 'a'),
      complete('discovery.k8s.io', 'EndpointSlice', 'a'),
      complete('gateway.networking.k8s.io', 'GatewayClass', undefined),
    ]
    t.same(known, expected)
  }
  t.same(parseCompleteKind('Service'), { kind: 'Service' })
  t.same(parseCompleteKind('Namespace/shop'), { kind: 'Namespace', namespace: 'shop' })
  t.same(parseCompleteKind('apps/Deployment/shop'), { group: 'apps', kind: 'Deployment', namespace: 'shop' })
  t.equal(parseCompleteKind('all'), 'all')
  for (const wrong of ['', 'service', '/Service', 'a/b/c/D', 'Service/']) t.equal(parseCompleteKind(wrong), undefined, wrong)
  t.end()
})

t.test('a recording names every kind that was asked for', t => {
  const { snapshot, kinds } = record(createSnapshot([build({ kind: 'Thing', namespace: 'a', name: 'x', colors: ['red'], serial: 0 })]))
  snapshot.get({ group: 'g', kind: 'Other', namespace: 'a', name: 'x' })
  snapshot.with(build({ kind: 'Thing', namespace: 'a', name: 'y', colors: [], serial: 0 })).indexed(byColor, 'red')
  snapshot.namespaceLabels('a')
  t.same([...kinds].sort(), ['/Namespace', '/Service', 'g/Other', 'g/Thing'])
  t.end()
})

t.test('objects without a proper name are no trouble', t => {
  const odd = [
    { apiVersion: 'v1', kind: 'Service' },
    { apiVersion: 5, kind: null, metadata: null },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 7, namespace: [] } },
  ] as unknown as KubeObject[]
  t.same(
    odd.map(object => refKey(refOf(object))),
    ['/Service/default/', '//default/', '/Service/default/'],
  )
  t.equal(createSnapshot(odd).list('', 'Service').length, 1)
  t.end()
})
