import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { RE2JS } from 're2js'
import t from 'tap'
import { decodeBase64, encodeBase64 } from '../src/values/base64.ts'
import { CIDR, parsePrefix } from '../src/values/cidr.ts'
import { editDistance } from '../src/values/closest.ts'
import { toExponentialExact, toFixedExact } from '../src/values/decimal.ts'
import { Duration, formatDuration, formatGatewayDuration, parseDuration, parseGatewayDuration } from '../src/values/duration.ts'
import { stringFormat } from '../src/values/formats.ts'
import * as hostname from '../src/values/hostname.ts'
import { IP, parseAddress } from '../src/values/ip.ts'
import { escapeStep, formatPointer, parsePointer } from '../src/values/json-pointer.ts'
import { type LabelSelector, matchesSelector, parseLabelSelector, selectorProblems } from '../src/values/label-selector.ts'
import { Malformed } from '../src/values/malformed.ts'
import { parseQuantity, type Quantity } from '../src/values/quantity.ts'
import { compileRE2, type RE2 } from '../src/values/re2.ts'
import { isPlainlyValid } from '../src/values/re2-syntax.ts'
import { parseSemverNormalized } from '../src/values/semver.ts'
import { formatTimestamp, parseTimestamp, Timestamp, zoneOffset } from '../src/values/timestamp.ts'
import { type URL as ParsedURL, parseURL } from '../src/values/url.ts'
import { answers } from './values/answers.ts'
import './seed.ts'

// What Go 1.26 and Kubernetes 1.36 answer: rows of arguments and result. They are facts about other programs, not made by this one.
type Facts = Record<string, unknown[][]> & { format: Record<string, string[]>; formatSubjects: string[] }
const facts = JSON.parse(readFileSync(new URL('./values/facts.gen.json', import.meta.url), 'utf8')) as Facts

t.test('texts are read, printed and refused as Go and Kubernetes do', async t => {
  for (const [name, answer] of Object.entries(answers)) {
    const rows = facts[name]!
    const wrong = rows.flatMap(row => {
      const got = JSON.stringify(answer(row[0] as string, row[1] as string))
      const want = JSON.stringify(row.at(-1))
      return got === want ? [] : [`${name}(${row.slice(0, -1).map(quoteArgument).join(', ')})\n    want ${want}\n    got  ${got}`]
    })
    t.equal(wrong.length, 0, `${name}: ${rows.length} facts\n${wrong.join('\n')}`)
  }
})

const quoteArgument = (text: unknown) => JSON.stringify(text)

t.test('formats take what the API server takes', async t => {
  for (const [name, valid] of Object.entries(facts.format)) {
    const check = stringFormat(name, 36)!
    t.same(facts.formatSubjects.filter(check).sort(), [...valid].sort(), name)
  }
  t.same(
    [
      stringFormat('date-time', 36) === stringFormat('datetime', 36),
      stringFormat('k8s-short-name', 33),
      stringFormat('int8', 36),
      stringFormat('constructor', 36),
    ],
    [true, undefined, undefined, undefined],
  )
})

/** Patterns from the pieces that matter to a matcher: classes, repetition, alternatives, anchors. */
const pattern = fc
  .letrec<{ regex: string }>(tie => ({
    regex: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '[a-c0-9]', '%', '^', '$', '\\b', '(?i:A)', '\\pL', 'é'),
      fc.tuple(tie('regex'), tie('regex')).map(parts => parts.join('')),
      fc.tuple(tie('regex'), tie('regex')).map(([a, b]) => `(?:${a}|${b})`),
      fc.tuple(tie('regex'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '*?')).map(([a, repeat]) => `(${a})${repeat}`),
    ),
  }))
  .regex.chain(regex => fc.constantFrom(regex, `^${regex}$`, `^(?:${regex})+$`))

const subject = fc
  .array(fc.constantFrom('a', 'b', 'c', 'A', '1', '%', ' ', '\n', 'é', '\u{1f600}'), { maxLength: 12 })
  .map(parts => parts.join(''))

t.test('what is plainly valid RE2 takes', async t => {
  const parts =
    String.raw`a 9 . - ^ $ | * + ? *? {2} {2,} {2,1} {1,3} {1000} {999} { } ( (?: (?i) (?P<n> ) [ [^ ] [a-z] [z-a] [a-] [-a] [a-b-c] [\w-z] [\d.] \d \. \ \b \pL [: [^] [] [\]] a-z`.split(
      ' ',
    )
  let valid = 0
  const property = fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 9 }), chosen => {
    const pattern = chosen.join('')
    if (isPlainlyValid(pattern)) {
      valid++
      RE2JS.compile(pattern)
    }
  })
  const { failed, counterexample, seed } = fc.check(property, { numRuns: 5000 })
  t.equal(failed, false, `seed ${seed}, ${JSON.stringify(counterexample)}`)
  t.ok(valid > 300, `${valid} of 5000 are plainly valid`)
})

t.test('the table-driven matcher says what RE2 says', async () => {
  fc.assert(
    fc.property(pattern, fc.array(subject, { minLength: 1, maxLength: 8 }), (regex, subjects) => {
      const [ours, theirs] = [compileRE2(regex), RE2JS.compile(regex)]
      for (const text of subjects) if ((ours as RE2).test(text) !== theirs.test(text)) return false
      return true
    }),
    { numRuns: 2000 },
  )
})

t.test('a pattern that backtracks for ever elsewhere takes one look at each character', async t => {
  const regex = compileRE2('^(a+)+$') as RE2
  t.equal(regex.test(`${'a'.repeat(200_000)}b`), false)
  t.equal((compileRE2('(x{1,500}y?){1,2}$') as RE2).test('x'.repeat(5000)), true, 'with more states than the table has room for')
})

const quantity = fc
  .tuple(
    fc.bigInt(-(10n ** 20n), 10n ** 20n),
    fc.integer({ min: 0, max: 6 }),
    fc.constantFrom('', 'm', 'u', 'k', 'M', 'G', 'E', 'Ki', 'Gi', 'e3'),
  )
  .map(([digits, point, suffix]) => {
    const text = digits
      .toString()
      .replace('-', '')
      .padStart(point + 1, '0')
    const number = point === 0 ? text : `${text.slice(0, -point)}.${text.slice(-point)}`
    return parseQuantity(`${digits < 0n ? '-' : ''}${number}${suffix}`) as Quantity
  })

t.test('quantities keep the laws of numbers', async () => {
  fc.assert(
    fc.property(quantity, quantity, quantity, (a, b, c) => {
      const order = a.compare(b) === -b.compare(a) + 0
      const sum =
        a.add(b).equals(b.add(a)) &&
        a
          .add(b)
          .add(c)
          .equals(a.add(b.add(c)))
      return order && sum && a.add(b).subtract(b).equals(a) && a.add(c).compare(b.add(c)) === a.compare(b)
    }),
  )
  // Beyond the largest suffix a printed quantity is no longer the number it was, in Go, too.
  const printable = (a: Quantity) => a.compare(parseQuantity('1e21') as Quantity) < 0 && a.compare(parseQuantity('-1e21') as Quantity) > 0
  fc.assert(fc.property(quantity, a => !printable(a) || (parseQuantity(String(a)) as Quantity).equals(a)))
})

t.test('what is printed reads back as the same value', async () => {
  const bytes = fc.oneof(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ minLength: 16, maxLength: 16 }))
  fc.assert(fc.property(bytes, raw => (parseAddress(String(new IP(raw))) as IP).equals(new IP(raw))))
  const prefix = bytes.chain(raw => fc.integer({ min: 0, max: raw.length * 8 }).map(bits => new CIDR(new IP(raw), bits)))
  fc.assert(
    fc.property(prefix, prefix, (a, b) => {
      const same = (parsePrefix(String(a)) as CIDR).equals(a)
      return same && a.contains(a.masked().ip) && a.masked().equals(a.masked().masked()) && (!a.containsCIDR(b) || a.contains(b.ip))
    }),
  )
  const nanoseconds = fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)
  fc.assert(
    fc.property(nanoseconds, value => {
      const duration = new Duration(Number(value / 1_000_000_000n), Number(value % 1_000_000_000n))
      return duration.nanoseconds() === value && (parseDuration(formatDuration(duration)) as Duration).equals(duration)
    }),
  )
  fc.assert(
    fc.property(fc.integer({ min: -62135596800, max: 253402300799 }), fc.integer({ min: 0, max: 999999999 }), (seconds, nanos) => {
      const time = new Timestamp(seconds, nanos)
      const { year, month, day, hour, minute, second, weekday } = time.at(0)
      const date = new Date(seconds * 1000)
      const calendar = [
        date.getUTCFullYear(),
        date.getUTCMonth() + 1,
        date.getUTCDate(),
        date.getUTCHours(),
        date.getUTCMinutes(),
        date.getUTCSeconds(),
      ]
      const read = parseTimestamp(formatTimestamp(time)) as Timestamp
      return `${calendar}` === `${[year, month, day, hour, minute, second]}` && weekday === date.getUTCDay() && read.equals(time)
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array(), fc.boolean(), fc.boolean(), (raw, urlSafe, bare) => {
      const text = encodeBase64(raw, { urlSafe, raw: bare })
      const same =
        Buffer.from(raw)
          .toString(urlSafe ? 'base64url' : 'base64')
          .replace(/=+$/, '') === text.replace(/=+$/, '')
      return same && Buffer.compare(Buffer.from(decodeBase64(text, { urlSafe, raw: bare }) as Uint8Array), Buffer.from(raw)) === 0
    }),
  )
  fc.assert(fc.property(fc.array(fc.string()), steps => `${parsePointer(formatPointer(steps))}` === `${steps}`))
})

t.test('the distance of two words is that of its definition, as far as it is asked for', async () => {
  const distance = (a: string, b: string): number => {
    if (a === '' || b === '') return a.length + b.length
    const edits = [
      distance(a.slice(1), b) + 1,
      distance(a, b.slice(1)) + 1,
      distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
      ...(a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0] ? [distance(a.slice(2), b.slice(2)) + 1] : []),
    ]
    return Math.min(...edits)
  }
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
  const within = fc.integer({ min: 1, max: 6 })
  fc.assert(fc.property(word, word, within, (a, b, limit) => editDistance(a, b, limit) === Math.min(limit, distance(a, b))))
})

t.test('base64 says where it is wrong', async t => {
  const places: [text: string, urlSafe: boolean, at: number | undefined][] = [
    ['a', false, 0],
    ['ab=', false, 3],
    ['ab==', false, undefined],
    ['a!bc', false, 1],
    ['+/+/', true, 0],
    ['abc=x', false, 4],
    ['é', false, 0],
  ]
  for (const [text, urlSafe, at] of places) {
    const message = at === undefined ? undefined : `illegal base64 data at input byte ${at}`
    t.equal((decodeBase64(text, { urlSafe }) as Malformed).message, message, text)
  }
})

t.test('digits of a double are exact, and ties go to the even one', async t => {
  t.same(
    [toFixedExact(2.5, 0), toFixedExact(3.5, 0), toFixedExact(0.125, 2), toFixedExact(-0, 1), toFixedExact(-1e-9, 2)],
    ['2', '4', '0.12', '0.0', '-0.00'],
  )
  t.same(toExponentialExact(9.9999999, 2), { mantissa: '1.00', exponent: 1 })
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
      x => Math.abs(Number(toFixedExact(x, 6)) - x) <= 5e-7 + Math.abs(x) * 1e-15,
    ),
  )
})

t.test('Gateway API durations: GEP-2257', async t => {
  const canonical = {
    '150m': '2h30m',
    '7230s': '2h30s',
    '10s30m1h': '1h30m10s',
    '100ms200ms300ms': '600ms',
    '2h30m': '2h30m',
    '0h0m': '0s',
    '99999h': '99999h',
  }
  for (const [text, want] of Object.entries(canonical)) t.equal(formatGatewayDuration(parseGatewayDuration(text) as Duration), want, text)
  const refused = ['', '1', '1.5h', '-1h', '100000s', '1h1h1h1h1h', '1d', '1us', 'h']
  t.same(
    refused.filter(text => !(parseGatewayDuration(text) instanceof Malformed)),
    [],
  )
})

t.test('hostnames meet as Gateway API says', async t => {
  const table: [a: string, b: string, meet: string | undefined][] = [
    ['very.specific.com', '*.specific.com', 'very.specific.com'],
    ['*.wildcard.io', 'wildcard.io', undefined],
    ['*.wildcard.io', 'foo.bar.wildcard.io', 'foo.bar.wildcard.io'],
    ['*.example.com', '*.com', '*.example.com'],
    ['*.com', '*.example.com', '*.example.com'],
    ['', '*.a', '*.a'],
    ['', '', ''],
    ['a.b', 'a.c', undefined],
    ['*.a.b', '*.b.b', undefined],
    ['*.xa', 'b.a', undefined],
  ]
  for (const [a, b, meet] of table)
    t.same([hostname.intersectHostnames(a, b), hostname.intersectHostnames(b, a)], [meet, meet], `${a} and ${b}`)
  const label = fc.constantFrom('a', 'b', 'com')
  const host = fc.array(label, { minLength: 1, maxLength: 4 }).map(labels => labels.join('.'))
  const name = fc.oneof(
    host,
    host.map(rest => `*.${rest}`),
    fc.constant(''),
  )
  fc.assert(
    fc.property(name, name, host, (a, b, request) => {
      const meet = hostname.intersectHostnames(a, b)
      const inBoth = hostname.matchesHostname(a, request) && hostname.matchesHostname(b, request)
      return inBoth === (meet !== undefined && hostname.matchesHostname(meet, request))
    }),
  )
  t.same(['*.b', '', 'a.b', '*.a.b'].sort(hostname.compareSpecificity), ['a.b', '*.a.b', '*.b', ''])
  t.same(
    [
      hostname.certificateCovers('*.a.com', 'x.a.com'),
      hostname.certificateCovers('*.a.com', 'y.x.a.com'),
      hostname.certificateCovers('A.com.', 'a.com'),
    ],
    [true, false, true],
  )
  const texts = ['*.a', 'a', 'A', 'a.', '*', 'a..b', '-a', '1.2.3.4']
  t.same(
    [texts.filter(hostname.isHostname), texts.filter(hostname.isPreciseHostname)],
    [
      ['*.a', 'a', '1.2.3.4'],
      ['a', '1.2.3.4'],
    ],
  )
})

t.test('label selectors', async t => {
  const labels = { app: 'web', tier: 'x', 'a.b/c': '7' }
  const table: [text: string, matches: boolean | 'malformed'][] = [
    ['', true],
    ['app=web', true],
    ['app==web,tier!=y', true],
    ['app in (api, web)', true],
    ['app notin (web)', false],
    ['missing notin (web)', true],
    ['tier', true],
    ['!tier', false],
    ['! gone', true],
    ['a.b/c>5', true],
    ['a.b/c < 5', false],
    ['app=', false],
    ['app=web tier', 'malformed'],
    ['=x', 'malformed'],
    ['app in web', 'malformed'],
  ]
  for (const [text, want] of table) {
    const selector = parseLabelSelector(text)
    t.equal(selector instanceof Malformed ? 'malformed' : matchesSelector(selector, labels), want, text)
  }
  t.same(
    [matchesSelector({}, undefined), matchesSelector(undefined, labels), matchesSelector({ matchLabels: { constructor: 'x' } }, {})],
    [true, false, false],
  )
  const broken: LabelSelector = {
    matchLabels: { 'a b': '-' },
    matchExpressions: [
      { key: 'x', operator: 'In' },
      { key: 'y', operator: 'Exists', values: ['z'] },
      { key: 'z', operator: 'Like' },
    ],
  }
  t.same(
    selectorProblems(broken).map(({ path, message }) => `${path.join('.')}: ${message.replace(/(must|label) (consist|must).*/, '...')}`),
    [
      'matchLabels: Invalid value: "a b": name part ...',
      'matchLabels: Invalid value: "-": a valid ...',
      "matchExpressions.0.values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      "matchExpressions.1.values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
      'matchExpressions.2.operator: Invalid value: "Like": not a valid selector operator',
    ],
  )
})

t.test('the rest', async t => {
  t.same(
    ['v1.0.0', '1.0', '01.01.01', '1', 'v01.01', ' 1.0.0', '1.0-x', 'v'].map(text =>
      String((parseSemverNormalized(text) as Malformed).message ?? parseSemverNormalized(text)),
    ),
    [
      '1.0.0',
      '1.0.0',
      '1.1.1',
      '1.0.0',
      '1.1.0',
      'Invalid character(s) found in major number "0 1"',
      'short version cannot contain PreRelease/Build meta data',
      'strconv.ParseUint: parsing "": invalid syntax',
    ],
  )
  t.same(
    [
      zoneOffset('America/New_York', new Timestamp(1577836800)),
      zoneOffset('Europe/Berlin', new Timestamp(1593561600)),
      zoneOffset('Nowhere/X', new Timestamp(0)),
      zoneOffset('america/new_york', new Timestamp(0)),
    ],
    [-18000, 7200, undefined, undefined],
  )
  t.same([escapeStep('a/b~c'), (parsePointer('a') as Malformed).message], ['a~1b~0c', 'JSON pointer "a" must be empty or begin with "/"'])
  t.equal((parseURL('http://h/a?constructor=1&__proto__=2') as ParsedURL).query().get('__proto__')?.[0], '2')
})
