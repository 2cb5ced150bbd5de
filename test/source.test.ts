import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { load } from 'js-yaml'
import t from 'tap'
import { readInputs } from '../src/cli/inputs.ts'
import type { FieldEdit } from '../src/diagnostics/finding.ts'
import type { Path } from '../src/diagnostics/path.ts'
import type { KubeObject } from '../src/kinds/object.ts'
import { decodeText, EditError, editText, parseJson, readSource } from '../src/source/index.ts'
import { readJson } from '../src/source/json.ts'
import { block } from '../src/source/render.ts'
import { documents, places, type RawDocument } from '../src/source/stream.ts'
import { compose } from '../src/source/yaml/compose.ts'
import { readManifest } from '../src/source/yaml/manifest.ts'
import { seed } from './seed.ts'

const shared = '../shared'
const show = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part))?.slice(0, 300) ?? 'undefined'

/** Compares without recursion where a value is nothing but deeply nested lists. */
function same(a: unknown, b: unknown): boolean {
  // biome-ignore lint/suspicious/noExplicitAny: any shape
  let [x, y] = [a, b] as [any, any]
  while (Array.isArray(x) && Array.isArray(y) && x.length === 1 && y.length === 1) [x, y] = [x[0]?.a ?? x[0], y[0]?.a ?? y[0]]
  return isDeepStrictEqual(x, y)
}

interface Vector {
  readonly id: string
  readonly yaml: string
  readonly docs: unknown[]
  readonly error?: string
  readonly strictError?: string
}

const vectors = `${shared}/vectors/yaml/kubectl-yaml-to-json.jsonl`

t.test('every recorded answer of kubectl', { skip: existsSync(vectors) ? false : `${vectors} is not here` }, t => {
  const lines = readFileSync(vectors, 'utf8')
    .split('\n')
    .filter(line => line !== '')
  const failures: string[] = []
  for (const line of lines) {
    const { id, yaml, docs, error, strictError } = readJson(line, { maxDepth: 20_000 }).value as Vector
    const all = [...documents(yaml)]
    const problem = all.find(document => document.problem !== undefined)?.problem
    const values = all.filter(document => document.problem === undefined).map(document => document.value)
    if ((problem !== undefined) !== (error !== undefined))
      failures.push(`${id} ${show(yaml)}: expected ${error ?? 'no error'}, got ${problem?.problem ?? 'none'}`)
    else if (error === undefined && !same(values, docs)) failures.push(`${id} ${show(yaml)}: expected ${show(docs)}, got ${show(values)}`)
    else if (error === undefined && all.length === 1 && isStrict(yaml, all[0]!) !== (strictError === undefined)) {
      failures.push(`${id} ${show(yaml)}: expected strict decoding to say ${strictError ?? 'nothing'}`)
    }
  }
  t.same(failures, [])
  t.equal(lines.length, 193)
  t.end()
})

/** 1 and "1" are two keys to strict decoding too. */
function isStrict(text: string, document: RawDocument): boolean {
  return places(text, document).duplicates.every(({ cause }) => cause === 'converted')
}

const manifests = filesBelow(`${shared}/manifests`)

t.test(
  'all shared manifests, as another reader reads them',
  { skip: manifests.length > 0 ? false : `${shared}/manifests is not here` },
  t => {
    const failures: string[] = []
    let count = 0
    for (const file of manifests) {
      const text = readFileSync(file, 'utf8')
      for (const raw of documents(text)) {
        // js-yaml keeps dates and sixties in other ways; manifests have none. Documents that it refuses as repeated keys are ours to report.
        if (raw.hasDuplicates || raw.problem !== undefined || raw.value === null) continue
        count++
        const other = load(text.slice(raw.start, raw.end).replace(/^---.*\n/, ''))
        if (!isDeepStrictEqual(raw.value ?? undefined, other ?? undefined))
          failures.push(`${file}: expected ${show(other)}, got ${show(raw.value)}`)
      }
    }
    t.same(failures, [])
    t.ok(count > 200, `${count} documents`)
    t.end()
  },
)

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter(entry => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
      .map(entry => join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n'

const MANIFEST = [
  '---',
  '# comment',
  'apiVersion: v1 # comment',
  'kind: "Service"',
  "name: 'a'",
  'spec:',
  '  ports:',
  '  - name: http',
  '    port: 80',
  '  - {port: 90, more: [a, -1, "b"]}',
  '  texts:',
  '    - a b',
  '    - yes',
  '    -   deep: 1',
  '        empty:',
  '  x: {}',
]

t.test('a text in the small part of YAML means what it means in the whole', t => {
  const whole = (text: string): unknown => {
    const { value, place, rest = text.length, hasDuplicates } = compose(text, { places: true })
    return text.slice(rest).trim() === '' && !hasDuplicates ? { value, place } : 'no value'
  }
  const damage = fc.constantFrom(
    ...[' ', '  ', '\n', '- ', ': ', ':', '#', ' #', '"', "'", '{', ']', ', ', '? ', '|', '&a', '*a', '1.5', 'no'],
    '',
  )
  const edit = fc.tuple(fc.nat(400), fc.nat(3), damage)
  const line = fc.nat(MANIFEST.length - 1)
  let read = 0
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), fc.array(edit, { maxLength: 2 }), (lines, edits) => {
      let text = MANIFEST.filter((_, i) => !lines.includes(i)).join('\n')
      for (const [at, gone, come] of edits) text = text.slice(0, at) + come + text.slice(at + gone)
      text += '\n'
      const manifest = readManifest(text, { places: true })
      if (manifest === undefined) return
      read++
      if (!isDeepStrictEqual(manifest, whole(text))) t.fail(`${show(text)}: ${show(manifest.value)}`)
    }),
    { numRuns: 5000 },
  )
  t.ok(read > 500, `${read} texts were read`)
  t.equal(readManifest('a: |\n  b\n'), undefined)
  t.end()
})

t.test('positions', t => {
  const text = [
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    '  name: a',
    '  labels: {"é😀": b, c: d}',
    'spec:',
    '  ports:',
    '  - name: http',
    '    port: 80',
    '  - {port: 90}',
    '  text: |',
    '    more',
    '  empty:',
    'x: &x [1, 2]',
    'z: *x',
  ].join('\r\n')
  const table: [Path, 'key' | 'value', string][] = [
    [['kind'], 'value', '2:7-2:14'],
    [['kind'], 'key', '2:1-2:5'],
    [['metadata', 'labels', 'c'], 'value', '5:24-5:25'],
    [['metadata', 'labels', 'c'], 'key', '5:21-5:22'],
    [['spec', 'ports', 0, 'port'], 'value', '9:11-9:13'],
    [['spec', 'ports', 1], 'value', '10:5-10:15'],
    [['spec', 'ports', 1, 'port'], 'key', '10:6-10:10'],
    [['spec', 'ports', 7, 'port'], 'value', '7:3-7:8'],
    [['spec', 'missing', 'deeper'], 'value', '6:1-6:5'],
    [['spec', 'text'], 'key', '11:3-11:7'],
    [['spec', 'empty'], 'value', '13:3-13:8'],
    [['z'], 'value', '15:4-15:6'],
    [['z', 1], 'value', '14:11-14:12'],
    [[], 'value', '1:1-15:6'],
  ]
  const document = readSource('a.yaml', text).documents[0]!
  for (const [path, part, expected] of table) {
    const { start, end } = document.locate(path, part)
    t.equal(`${start.line}:${start.column}-${end.line}:${end.column}`, expected, `${path.join('.')} ${part}`)
  }
  t.end()
})

t.test('problems are told with their place', t => {
  const table: [name: string, text: string, expected: string][] = [
    ['tab', 'a:\n\tb: 1\n', 'unreadable-document 2:1 a tab stands where YAML allows only spaces'],
    ['colon', 'a: b: c\n', 'unreadable-document 1:5 a ":" begins a mapping'],
    ['quote', 'a: 1\nb: "x\nc: 1\n', 'unreadable-document 4:1 the quotation mark is never closed'],
    ['indentation', 'a:\n  b: 1\n c: 2\n', 'unreadable-document 3:2 this line does not fit the mapping'],
    ['at sign', 'a: @b\n', 'unreadable-document 1:4 a plain value cannot begin with "@"'],
    ['flow', '{"a": 1,,}', 'unreadable-document 1:9 a value cannot begin with ","'],
    ['repeated key', `${SERVICE}spec: {a: 1, b: 2, a: 3}\n`, 'repeated-key 4:20 the key "a" is written twice'],
    ['converted key', `${SERVICE}spec: {1: 1, "1": 2}\n`, 'repeated-key 4:14 two keys of this mapping both become "1"'],
    ['merged key is no problem', `${SERVICE}x: &x {a: 1}\nspec:\n  <<: *x\n  a: 2\n`, ''],
    ['template', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n', 'unrendered-template 4:10 this is a template'],
    [
      'template that parses',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: "{{ .Values.name }}"\n',
      'unrendered-template 4:9 this is a template',
    ],
    ['no kind', 'apiVersion: v1\nmetadata: {name: a}\n', 'not-an-object 1:1 the object has an apiVersion but no kind'],
    ['values of a chart are passed over', 'replicas: 3\nimage: {tag: "1"}\n', ''],
    ['rest after the end', `${SERVICE}...\nmore: 1\n`, 'ignored-rest 5:1 the document has ended'],
    ['only comments after the end', `${SERVICE}...\n# end\n`, ''],
    ['separator with text', `${SERVICE}--- x\n${SERVICE}`, 'unreadable-document 4:5 text follows the document separator'],
    ['alias bomb', bomb(), 'unreadable-document 4:16 the aliases of this document expand'],
    ['flow nesting', `a: ${'['.repeat(10_001)}${']'.repeat(10_001)}\n`, 'unreadable-document 1:1003 the document is nested too deep'],
    ['block nesting', nested(10_001), 'unreadable-document 1:2001 the document is nested too deep'],
    ['json nesting', `${'{"a":'.repeat(10_001)}1${'}'.repeat(10_001)}`, 'unreadable-document 1:5001 the document is nested too deep'],
    ['self reference', 'a: &a [*a]\n', "unreadable-document 1:8 anchor 'a' value contains itself"],
    ['huge scalar', `a: 1\nb: "${'x'.repeat(4 * 1024 * 1024)}"\n`, 'unreadable-document 2:4 one value is longer than the 3 MiB'],
    ['huge plain scalar', `b: ${'x'.repeat(4 * 1024 * 1024)}\n`, 'unreadable-document 1:4 one value is longer than the 3 MiB'],
    ['control character', 'a: "\u0007"\n', 'unreadable-document 1:5 the text has a control character'],
  ]
  for (const [name, text, expected] of table) {
    const got = readSource('a.yaml', text).problems.map(
      ({ kind, span, message }) => `${kind} ${span?.start.line}:${span?.start.column} ${message}`,
    )
    const fits = expected === '' ? got.length === 0 : got.length === 1 && got[0]!.startsWith(expected)
    t.ok(fits, name, { expected, got: got.map(text => text.slice(0, 200)) })
  }
  t.end()
})

function bomb(): string {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
  for (const [i, name] of [...'bcdefghi'].entries()) lines.push(`${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(', ')}]`)
  return `${lines.join('\n')}\n`
}

function nested(depth: number): string {
  return `${'- '.repeat(depth)}x\n`
}

t.test('one broken document does not hide the others', t => {
  const { documents: found, problems } = readSource('a.yaml', `${SERVICE}---\na: [\n---\n${SERVICE.replace('name: a', 'name: b')}`)
  t.same(
    found.map(document => (document.object as KubeObject).metadata.name),
    ['a', 'b'],
  )
  t.equal(problems.length, 1)
  t.end()
})

t.test('lists, charts and JSON', t => {
  const list = `apiVersion: v1\nkind: List\nitems:\n- ${SERVICE.trim().replaceAll('\n', '\n  ')}\n- kind: ServiceList\n  apiVersion: v1\n  items:\n  - metadata: {name: b}\n`
  const found = readSource('a.yaml', list).documents
  t.same(
    found.map(document => document.object),
    [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } },
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'b' } },
    ],
  )
  const { line, column } = found[1]!.locate(['metadata', 'name']).start
  t.equal(`${line}:${column}`, '10:22')
  t.equal(readSource('a.yaml', `---\n# Source: shop/templates/a.yaml\n${SERVICE}`).documents[0]?.chart, 'shop/templates/a.yaml')
  t.equal(readSource('a.json', '{"apiVersion":"v1","kind":"Service"}{"apiVersion":"v1","kind":"Secret"}').documents.length, 2)
  t.same(parseJson('[9007199254740993, 1, 1.5]'), [9007199254740993n, 1, 1.5])
  t.equal(String((parseJson('1.0') as { value: number }).value), '1', 'a float64 that only its wrapper tells from an integer')
  t.throws(() => parseJson('{"a":1} x'))
  t.end()
})

t.test('bytes that are no text', t => {
  const table: [string, Uint8Array, string][] = [
    ['binary', Uint8Array.of(0x7f, 0x45, 0, 1), 'binary'],
    ['latin1', Uint8Array.of(0x61, 0xe9, 0x62), 'not UTF-8'],
    ['utf-16', Uint8Array.of(0xff, 0xfe, 0x61, 0), 'UTF-16'],
  ]
  for (const [name, bytes, expected] of table) {
    const decoded = decodeText(bytes)
    t.match('problem' in decoded ? decoded.problem : '', expected, name)
  }
  t.end()
})

t.test('files that cannot be read do not stop the others', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-source-'))
  try {
    writeFileSync(join(folder, 'a.yaml'), SERVICE)
    writeFileSync(join(folder, 'binary.yaml'), Uint8Array.of(1, 0, 2))
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'))
    symlinkSync('nowhere', join(folder, 'gone.yaml'))
    symlinkSync('.', join(folder, 'again'))
    const huge = openSync(join(folder, 'huge.yaml'), 'w')
    writeSync(huge, 'apiVersion: ')
    ftruncateSync(huge, 100 * 1024 * 1024)
    closeSync(huge)
    writeFileSync(join(folder, 'notes.txt'), 'apiVersion: not a manifest')
    writeFileSync(join(folder, 'values.yaml'), 'a: [broken\n')
    const before = process.memoryUsage().rss
    const { files, problems } = await readInputs([folder, join(folder, 'missing'), join(folder, 'no-*.yaml')])
    t.ok(process.memoryUsage().rss - before < 60 * 1024 * 1024, 'the huge file was not taken into memory')
    t.same(
      files.map(file => file.source.name),
      [join(folder, 'a.yaml')],
    )
    const got = problems.map(({ file, message }) => `${file.slice(folder.length + 1)}: ${message.replaceAll(folder, '')}`).sort()
    const expected = ['again: ', 'binary.yaml: ', 'gone.yaml: ', 'huge.yaml: ', 'loop.yaml: ', 'missing: ', 'no-*.yaml: ']
    t.equal(got.length, expected.length, 'a problem for each', { got })
    for (const [i, start] of expected.entries()) t.ok(got[i]?.startsWith(start), start, { got })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

t.test('edits keep everything else', t => {
  const text = [
    '# head',
    'spec: # the spec',
    '  ports:',
    '    # first',
    '    - name: http # c1',
    '      port: 80',
    '    - name: https',
    '      port: 443',
    '  labels: {a: b, "c": d}',
    '  empty:',
    '  one:',
    '    x: 1',
    '# tail',
    '',
  ].join('\n')
  const table: [string, FieldEdit[], removed: string[], added: string[]][] = [
    ['set a scalar', [{ op: 'set', at: ['spec', 'ports', 0, 'port'], value: 8080 }], ['      port: 80'], ['      port: 8080']],
    ['add a field', [{ op: 'set', at: ['spec', 'ports', 1, 'on'], value: 'yes' }], [], ['      "on": "yes"']],
    [
      'add to braces',
      [{ op: 'set', at: ['spec', 'labels', 'e'], value: 'f' }],
      ['  labels: {a: b, "c": d}'],
      ['  labels: {a: b, "c": d, e: f}'],
    ],
    [
      'add nested',
      [{ op: 'set', at: ['spec', 'a/b', 0, 'c'], value: [1, 'x: y'] }],
      [],
      ['  a/b:', '    - c:', '        - 1', '        - "x: y"'],
    ],
    ['fill an empty field', [{ op: 'set', at: ['spec', 'empty', 'z'], value: true }], [], ['    z: true']],
    [
      'remove the first key of an item',
      [{ op: 'remove', at: ['spec', 'ports', 0, 'name'] }],
      ['    - name: http # c1', '      port: 80'],
      ['    - port: 80'],
    ],
    ['remove an item', [{ op: 'remove', at: ['spec', 'ports', 1] }], ['    - name: https', '      port: 443'], []],
    ['remove from braces', [{ op: 'remove', at: ['spec', 'labels', 'a'] }], ['  labels: {a: b, "c": d}'], ['  labels: {"c": d}']],
    ['remove the last', [{ op: 'remove', at: ['spec', 'one', 'x'] }], ['  one:', '    x: 1'], ['  one: {}']],
    ['insert before', [{ op: 'insert', at: ['spec', 'ports', 1], value: { name: 'x' } }], [], ['    - name: x']],
    ['remove what is not there', [{ op: 'remove', at: ['spec', 'nothing', 'here'] }], [], []],
  ]
  for (const [name, edits, removed, added] of table) {
    const after = editText(text, 0, [], edits)
    const difference = (a: string, b: string) => a.split('\n').filter(line => !b.split('\n').includes(line))
    t.same([difference(text, after), difference(after, text)], [removed, added], name)
    const windows = (lines: string) => lines.replaceAll('\n', '\r\n')
    t.equal(editText(windows(text), 0, [], edits), windows(after), `${name}, lines that end in CRLF`)
  }
  t.throws(
    () => editText('a: &a {b: 1}\nc: *a\n', 0, [], [{ op: 'set', at: ['c', 'b'], value: 2 }]),
    new EditError('c is an alias: edit the place of its anchor'),
  )
  t.end()
})

t.test('edits do to the text what they do to the object', t => {
  const leaf = fc.oneof(
    fc.integer(),
    fc.boolean(),
    fc.string(),
    fc.constantFrom('yes', '0x1', '- a', 'a: b', '#', ' x ', '~', "it's", '{', ''),
  )
  const key = fc
    .oneof(fc.constantFrom('a', 'b', 'c', 'y', '1', 'a b', '"', 'x:'), fc.string({ minLength: 1, maxLength: 4 }))
    .filter(name => name !== '__proto__')
  const { value } = fc.letrec<{ value: unknown }>(tie => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }))
  const root = fc.dictionary(key, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true })
  const check = (object: Record<string, unknown>, replacement: unknown, choice: number, op: 'set' | 'remove', json: boolean) => {
    const paths = pathsOf(object)
    const at = paths[choice % paths.length]!
    const before = json ? JSON.stringify(object, null, 2) : `${block(object, 0)}\n`
    const expected = structuredClone(object)
    change(expected, at, op, replacement)
    const after = editText(before, 0, [], [op === 'set' ? { op, at, value: replacement } : { op, at }])
    const got = [...documents(after)].map(document => document.value)
    if (!isDeepStrictEqual(got, [expected])) throw new Error(`${op} ${show(at)} ${show(replacement)} in\n${before}\ngave\n${after}`)
  }
  fc.assert(fc.property(root, value, fc.nat(), fc.constantFrom('set', 'remove'), fc.boolean(), check), { numRuns: 1500 })
  t.pass(`seed ${seed}`)
  t.end()
})

function pathsOf(value: unknown, prefix: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([step, inner]) => {
    const at = [...prefix, Array.isArray(value) ? Number(step) : step]
    return [at, ...pathsOf(inner, at)]
  })
}

function change(root: unknown, at: Path, op: 'set' | 'remove', value: unknown): void {
  // biome-ignore lint/suspicious/noExplicitAny: any shape
  let parent = root as any
  for (const step of at.slice(0, -1)) parent = parent[step]
  const last = at.at(-1)!
  if (op === 'set') parent[last] = value
  else if (Array.isArray(parent)) parent.splice(last as number, 1)
  else delete parent[last]
}
