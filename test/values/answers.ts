import { parsePrefix } from '../../src/values/cidr.ts'
import { formatDuration, parseDuration } from '../../src/values/duration.ts'
import { isEmail } from '../../src/values/email.ts'
import { formatF, formatG, parseFloat64 } from '../../src/values/go-number.ts'
import { parseAddress } from '../../src/values/ip.ts'
import { Malformed } from '../../src/values/malformed.ts'
import * as names from '../../src/values/names.ts'
import { parseOpenAPIDate, parseOpenAPIDateTime, parseOpenAPIDuration } from '../../src/values/openapi-time.ts'
import { parseQuantity, Quantity } from '../../src/values/quantity.ts'
import { quote } from '../../src/values/quote.ts'
import { compileRE2 } from '../../src/values/re2.ts'
import { parseSemver, Semver } from '../../src/values/semver.ts'
import { formatTimestamp, parseTimestamp } from '../../src/values/timestamp.ts'
import { parseURL } from '../../src/values/url.ts'

/** The answer of one of our functions in the form of the facts. */
function shown<T>(value: T | Malformed, show: (value: T) => unknown): unknown {
  return value instanceof Malformed ? { error: value.message } : show(value)
}

const both = (a: string, b: string, answer: (a: Quantity, b: Quantity) => unknown) => {
  const [x, y] = [parseQuantity(a), parseQuantity(b)]
  return x instanceof Quantity && y instanceof Quantity ? answer(x, y) : 'bad'
}
const amount = (q: Quantity) => [String(q), String(q.asInteger() ?? '')]
const listed = (problems: readonly string[]) => (problems.length > 0 ? problems : null)

/** Our functions by the name of their table in facts.gen.json, answering in the form of that table. */
export const answers: Record<string, (a: string, b: string) => unknown> = {
  quantity: a => shown(parseQuantity(a), q => [...amount(q), formatG(q.asApproximateFloat()), q.sign()]),
  qadd: (a, b) => both(a, b, (x, y) => amount(x.add(y))),
  qsub: (a, b) => both(a, b, (x, y) => amount(x.subtract(y))),
  qcmp: (a, b) => both(a, b, (x, y) => x.compare(y)),
  ip: a =>
    shown(parseAddress(a), ip => {
      const kinds = [ip.isUnspecified(), ip.isLoopback(), ip.isMulticast(), ip.isLinkLocalMulticast(), ip.isLinkLocalUnicast()]
      return [String(ip), ip.isMapped(), ip.zone, ...kinds, ip.isGlobalUnicast()]
    }),
  cidr: a => shown(parsePrefix(a), cidr => [String(cidr), String(cidr.masked()), cidr.prefixLength]),
  uri: a =>
    shown(parseURL(a), url => [
      url.scheme,
      url.host,
      url.hostname,
      url.port,
      url.escapedPath,
      Object.fromEntries([...url.query()].sort(([x], [y]) => (x < y ? -1 : 1))),
      String(url),
    ]),
  semver: a => shown(parseSemver(a), String),
  semcmp(a, b) {
    const [x, y] = [parseSemver(a), parseSemver(b)]
    return x instanceof Semver && y instanceof Semver ? x.compare(y) : 'bad'
  },
  duration: a => shown(parseDuration(a), duration => [String(duration.nanoseconds()), formatDuration(duration)]),
  oduration: a => shown(parseOpenAPIDuration(a), duration => String(duration.nanoseconds())),
  timestamp(a) {
    const time = parseTimestamp(a)
    if (time instanceof Malformed) return 'bad'
    const { weekday, yearDay } = time.at(0)
    return [String(time.seconds), time.nanos, formatTimestamp(time), weekday, yearDay]
  },
  odatetime: a => shown(parseOpenAPIDateTime(a), time => [String(time.seconds), time.nanos]),
  odate: a => shown(parseOpenAPIDate(a), time => String(time.seconds)),
  email: isEmail,
  label: a => listed(names.labelProblems(a)),
  subdomain: a => listed(names.subdomainProblems(a)),
  label1035: a => listed(names.label1035Problems(a)),
  qualified: a => listed(names.qualifiedNameProblems(a)),
  labelvalue: a => listed(names.labelValueProblems(a)),
  portname: a => listed(names.portNameProblems(a)),
  quote,
  float(a) {
    const value = parseFloat64(a)
    return value === undefined ? 'bad' : [formatG(value), formatF(value)]
  },
  re: (a, b) => shown(compileRE2(a), regex => [regex.test(b), regex.find(b) ?? '', listed(regex.findAll(b))]),
}
