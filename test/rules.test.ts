// One walk over test/rules/AREA/RULE/*.yaml: what each rule must find, where, and what it must leave alone.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { evaluate } from '../src/engine/evaluate.ts'
import { lint } from '../src/engine/lint.ts'
import { createSnapshot, record } from '../src/inventory/index.ts'
import type { KubeObject } from '../src/inventory/object.ts'
import { rules } from '../src/rules/index.gen.ts'
import { kindName } from '../src/rules/kind-name.ts'
import type { RuleDefinition } from '../src/rules/rule.ts'
import { anyNamed, backendReads } from '../src/rules/view/reads.ts'
import { readSource } from '../src/source/index.ts'
import { type Fixture, findings, fixtureFiles, readFixture, snapshotOf, type Want } from './rules/fixture.ts'
import { seed } from './seed.ts'

const byName = new Map(rules.map(rule => [rule.name, rule]))
const byCode = new Map(rules.map(rule => [rule.code, rule]))
const checked = rules.filter(rule => rule.producer === undefined)
const fixtures = fixtureFiles('test/rules').map(readFixture)
const shared = new Set<string>(backendReads)
const kindsRead = new Map<string, Set<string>>()

/** The kinds that any reference of any fixture names. */
const named = new Set<string>()
JSON.stringify(
  fixtures.map(fixture => fixture.objects),
  (_, value) => {
    if (typeof value?.kind === 'string' && typeof value.group === 'string') named.add(kindName(value.group, value.kind))
    return value
  },
)

/** Every rule that a fixture speaks of: the one of its folder, and those of its markers. */
function rulesOf(fixture: Fixture): RuleDefinition[] {
  const own = byName.get(basename(dirname(fixture.file)))
  const wanted = fixture.wants.map(want => byCode.get(want.code))
  return [...new Set([own, ...wanted])].filter(rule => rule !== undefined)
}

function run(rule: RuleDefinition, fixture: Fixture) {
  const recording = record(snapshotOf(fixture))
  const found = findings(rule, fixture, recording.snapshot)
  const read = kindsRead.get(rule.code) ?? new Set()
  for (const kind of recording.kinds) {
    const slash = kind.lastIndexOf('/')
    read.add(kindName(kind.slice(0, slash), kind.slice(slash + 1)))
  }
  kindsRead.set(rule.code, read)
  return found
}

const texts: { rule: RuleDefinition; message: string; where: string }[] = []

t.test('each rule finds what its fixtures want, at the line, and nothing else', t => {
  for (const fixture of fixtures) {
    const wrong: string[] = []
    for (const rule of rulesOf(fixture)) {
      const open: Want[] = fixture.wants.filter(want => want.code === rule.code)
      for (const finding of run(rule, fixture)) {
        const where = `${fixture.file}:${finding.line}`
        texts.push({ rule, message: finding.message, where })
        const index = open.findIndex(want => want.line === finding.line && finding.message.includes(want.part))
        if (index < 0) wrong.push(`${where} unexpected ${finding.code} at ${finding.path}: ${finding.message}`)
        else open.splice(index, 1)
      }
      for (const want of open) wrong.push(`${fixture.file}:${want.line} missing ${want.code} "${want.part}"`)
    }
    if (rulesOf(fixture).length === 0) wrong.push(`${fixture.file}: no rule is called ${basename(dirname(fixture.file))}`)
    t.same(wrong, [], fixture.file)
  }
  t.end()
})

t.test('the API server takes every fixture, so that the rule is what finds the fault', t => {
  const refused = /^GWA-SCH-00[1-5]$|^GWA-VER-00[1-6]$/
  const wrong = fixtures.flatMap(({ file, objects, options, wants }) => {
    if (file.includes('/versions/')) return []
    const { findings: found } = lint(objects, {
      gatewayApi: options.gatewayApi,
      kubernetes: options.kubernetes,
      severities: { 'GWA-VER': 'error' },
    })
    return found
      .filter(({ code }) => refused.test(code) && !wants.some(want => want.code === code))
      .map(({ code, object, path, message }) => `${file}: ${code} ${object.kind} ${object.name} ${path}: ${message}`)
  })
  t.same(wrong, [])
  t.end()
})

t.test('each rule has a fixture that reports and one that stays silent', t => {
  const lacking = checked.flatMap(rule => {
    const own = fixtures.filter(fixture => basename(dirname(fixture.file)) === rule.name)
    const reports = own.some(fixture => fixture.wants.some(want => want.code === rule.code))
    const silent = own.some(fixture => fixture.wants.every(want => want.code !== rule.code))
    return [...(reports ? [] : [`${rule.name}: none reports`]), ...(silent ? [] : [`${rule.name}: none stays silent`])]
  })
  t.same(lacking, [])
  t.end()
})

t.test('each rule reads the kinds that it declares', t => {
  const wrong = checked.flatMap(rule => {
    const read = kindsRead.get(rule.code) ?? new Set()
    const declared = new Set([...rule.reads, ...rule.kinds])
    const undeclared = [...read].filter(kind => !declared.has(kind) && !(declared.has(anyNamed) && named.has(kind))).sort()
    // What topology looks at depends on the objects; a rule that asks declares all of it.
    const unread = rule.reads.filter(kind => !read.has(kind) && !shared.has(kind))
    return [
      ...undeclared.map(kind => `${rule.name} reads ${kind} and does not declare it`),
      ...unread.map(kind => `${rule.name} declares ${kind} and never reads it`),
    ]
  })
  t.same(wrong, [])
  const met = new Set([...kindsRead.values()].flatMap(kinds => [...kinds]))
  t.same(
    [...shared].filter(kind => kind !== anyNamed && !met.has(kind)),
    [],
    'some rule meets each kind of src/rules/view/reads.ts',
  )
  t.end()
})

t.test('a rule that needs a part of an object has nothing to say of one that lacks it', t => {
  const partial = checked.filter(({ needs }) => needs !== undefined)
  const anyhow = partial.map(({ needs: _, ...rule }) => rule)
  const severities = Object.fromEntries(partial.map(({ code, severity }) => [code, severity]))
  for (const fixture of fixtures) {
    const told = (list: readonly RuleDefinition[]) =>
      evaluate(snapshotOf(fixture), 'all', { ...fixture.options, severities, rules: list }).findings
    t.same(told(anyhow), told(partial), fixture.file)
  }
  t.end()
})

const world = { gatewayApi: { version: '1.6', channel: 'experimental' }, kubernetes: '1.36', profile: 'conformant' } as const
const vectors = new URL('../../shared/vectors/status/envoy-gateway.jsonl', import.meta.url)

t.test('rules agree with the statuses that a real controller wrote', { skip: !existsSync(vectors) && 'no ../shared/vectors' }, t => {
  const wrong: string[] = []
  const cases = readFileSync(vectors, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as StatusCase)
  for (const { id, objects, expected, tags } of cases) {
    if (tags.includes('schemaInvalid')) continue
    const snapshot = createSnapshot(objects, { complete: () => true })
    const { findings: found, failures } = evaluate(snapshot, 'all', { ...world, sameAge: true })
    wrong.push(...failures.map(({ code, cause }) => `${id}: ${code} failed: ${cause}`))
    for (const { kind, namespace, name, ...status } of expected) {
      const conditions = conditionsIn(status)
      const own = found.filter(({ object }) => object.kind === kind && object.name === name && object.namespace === (namespace ?? ''))
      for (const { severity, code, message, condition } of own) {
        const agrees = conditions.some(({ type, status: value }) => type === condition?.type && value === condition.status)
        if (severity === 'error' && condition !== undefined && !agrees)
          wrong.push(`${id} ${kind} ${namespace}/${name}: false alarm ${code} ${message}`)
      }
      const refused = conditions.some(
        ({ type, status: value, implementationSpecific }) =>
          implementationSpecific === undefined && value === 'False' && /^(Accepted|ResolvedRefs|Programmed)$/.test(type),
      )
      if (refused && !own.some(({ severity }) => severity !== 'info'))
        wrong.push(`${id} ${kind} ${namespace}/${name}: refused, and no rule says why`)
    }
  }
  t.same(wrong, [], `${cases.length} cases`)
  t.end()
})

const manifests = new URL('../../shared/manifests/', import.meta.url)

/** What is really wrong in the published manifests; all of it was looked at. */
const realErrors: Readonly<Record<string, readonly string[]>> = {
  'gateway-api-examples': [],
  'kgateway-inputs': [],
  microcks: [],
}

t.test('published manifests give no false alarm', { skip: !existsSync(manifests) && 'no ../shared/manifests' }, t => {
  for (const [folder, errors] of Object.entries(realErrors)) {
    const objects = yamlFiles(new URL(`${folder}/`, manifests)).flatMap(file =>
      readSource(file, readFileSync(file, 'utf8')).documents.map(({ object }) => object as KubeObject),
    )
    const { findings: found, failures } = lint(objects)
    const wrong = found
      .filter(({ severity }) => severity === 'error')
      .map(({ object, code }) => `${object.kind} ${object.namespace}/${object.name} ${code}`)
    t.same([...new Set(wrong)].sort(), errors, folder)
    t.same(failures, [], `${folder}: ${objects.length} objects`)
  }
  t.end()
})

t.test('no object makes a rule fail, however odd', t => {
  const random = lcg(seed)
  const wrong: string[] = []
  for (let run = 0; run < 150; run++) {
    const fixture = fixtures[Math.floor(random() * fixtures.length)]!
    const objects = fixture.objects.map(object => ({
      ...(spoil(object, random) as KubeObject),
      apiVersion: object.apiVersion,
      kind: object.kind,
      metadata: object.metadata,
    }))
    const { failures } = evaluate(createSnapshot(objects, { complete: () => run % 2 === 0 }), 'all', {
      ...fixture.options,
      now: '2026-01-01T00:00:00Z',
    })
    wrong.push(...failures.map(({ code, cause }) => `${fixture.file} spoilt with seed ${seed}, run ${run}: ${code} ${cause}`))
  }
  t.same(wrong, [], `seed ${seed}`)
  t.end()
})

t.test('codes, names and docs are complete', t => {
  const codes = JSON.parse(readFileSync('src/diagnostics/codes.json', 'utf8')) as Record<string, string>
  const wrong = rules.flatMap(rule => {
    const { summary, why, fix, spec } = rule.docs
    return [
      ...(codes[rule.code] === rule.name ? [] : [`${rule.code} is not ${rule.name} in the ledger`]),
      ...(/^GWA-[A-Z0-9]+-\d{3}$/.test(rule.code) ? [] : [`${rule.code} is no code`]),
      ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(rule.name) ? [] : [`${rule.name} is no name`]),
      ...[summary, why, fix, spec]
        .filter(text => text.length < 10 && text !== 'none')
        .map(text => `${rule.name}: "${text}" says too little`),
      ...[summary, why, fix].filter(text => !/[.]$/.test(text)).map(text => `${rule.name}: "${text}" is no sentence`),
      ...[summary, why, fix, spec].flatMap(text => faults(text).map(fault => `${rule.name}: "${text}" ${fault}`)),
    ]
  })
  const leftOut = readFileSync('docs/rules/left-out.md', 'utf8')
  const gone = Object.keys(codes).filter(code => !byCode.has(code) && !leftOut.includes(code))
  t.same(gone, [], 'a code without a rule stands in docs/rules/left-out.md')
  t.same(wrong, [])
  t.equal(new Set(rules.map(rule => rule.name)).size, rules.length, 'names are unique')
  t.end()
})

t.test('messages speak in the voice of the house', t => {
  const wrong = texts.flatMap(({ message, where }) => {
    const all = faults(message)
    if (/[.]$/.test(message)) all.push('ends in a full stop')
    if (/undefined|\[object|NaN|\bnull\b/.test(message)) all.push('has a hole')
    return all.map(fault => `${where} "${message}" ${fault}`)
  })
  t.same(wrong, [])
  const said = new Set(texts.map(({ rule }) => rule.code))
  t.same(
    checked.filter(rule => !said.has(rule.code)).map(rule => rule.name),
    [],
    'every rule was heard',
  )
  t.end()
})

interface StatusCase {
  readonly id: string
  readonly objects: readonly KubeObject[]
  readonly expected: readonly { readonly kind: string; readonly namespace?: string; readonly name: string }[]
  readonly tags: readonly string[]
}

interface StatusCondition {
  readonly type: string
  readonly status: string
  readonly implementationSpecific?: string
}

function yamlFiles(folder: URL): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => fileURLToPath(new URL(name, folder)))
}

/** Every condition of a status, wherever it stands. */
function conditionsIn(status: unknown): StatusCondition[] {
  if (Array.isArray(status)) return status.flatMap(conditionsIn)
  if (typeof status !== 'object' || status === null) return []
  return Object.entries(status).flatMap(([key, value]) => (key === 'conditions' ? (value as StatusCondition[]) : conditionsIn(value)))
}

/** A generator of numbers from 0 to 1 that a seed repeats. */
function lcg(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 2 ** 31
  }
}

/** The value with some parts replaced by what does not belong there. */
function spoil(value: unknown, random: () => number): unknown {
  const odd = [null, 1, -1, '', 'x', [], {}, [null], true, 99999999999999999999n, [[]], 'RegularExpression']
  if (random() < 0.04) return odd[Math.floor(random() * odd.length)]
  if (Array.isArray(value)) return value.map(item => spoil(item, random))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spoil(item, random)]))
}

function faults(text: string): string[] {
  const found = /\w!(?=\s|$)|\b(please|oops|sorry|simply|just|invalid [a-z]+Ref|should be ok)\b/i.exec(text)
  return found === null ? [] : [`says "${found[0]}"`]
}
