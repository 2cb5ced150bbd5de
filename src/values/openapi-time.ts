import { Duration, durationFromNanoseconds, parseDuration, quoteTime } from './duration.ts'
import { Malformed } from './malformed.ts'
import { daysFromCivil, daysInMonth, nanosOf, parseTimestamp, Timestamp } from './timestamp.ts'

/**
 * Times and durations as the OpenAPI formats of CustomResourceDefinitions read them. They take more than the formats' names promise, and the
 * texts of their errors are seen by users of CEL rules.
 * @see k8s.io/kube-openapi pkg/validation/strfmt
 */

/** Format `date`: `2006-01-02`, midnight UTC. */
export function parseOpenAPIDate(text: string): Timestamp | Malformed {
  return new LayoutReader(text, '2006-01-02').read()
}

/** Format `date-time`: RFC 3339, or local time without a zone, read as UTC. Empty is the epoch. */
export function parseOpenAPIDateTime(text: string): Timestamp | Malformed {
  if (text === '') return new Timestamp(0)
  const exact = parseTimestamp(text)
  return exact instanceof Malformed ? new LayoutReader(text, '2006-01-02T15:04:05').read() : exact
}

/** RFC 3339 as metadata of objects needs it, with Go's own words for a text that is none. */
export function parseMetaTime(text: string): Timestamp | Malformed {
  const exact = parseTimestamp(text)
  if (!(exact instanceof Malformed)) return exact
  const words = new LayoutReader(text, '2006-01-02T15:04:05Z07:00').read()
  return words instanceof Malformed ? words : exact
}

type Element = '2006' | '01' | '02' | '15' | '04' | '05'

/** Go's time.Parse for a layout of numbers and separators, which names the element that does not fit. */
class LayoutReader {
  readonly #text: string
  readonly #layout: string
  #rest: string

  constructor(text: string, layout: string) {
    this.#text = text
    this.#layout = layout
    this.#rest = text
  }

  read(): Timestamp | Malformed {
    const values: Partial<Record<Element, number>> = {}
    let nanos = 0
    for (const part of this.#layout.match(/Z07:00|[0-9]+|[^0-9]/g)!) {
      if (part === 'Z07:00') {
        const zone = /^(?:Z|[+-][0-9]{2}:[0-9]{2})/.exec(this.#rest)?.[0]
        if (zone === undefined) return this.#cannotParse(this.#rest, part)
        this.#rest = this.#rest.slice(zone.length)
        continue
      }
      if (!/[0-9]/.test(part)) {
        if (!this.#rest.startsWith(part)) return this.#cannotParse(this.#rest, part)
        this.#rest = this.#rest.slice(1)
        continue
      }
      const element = part as Element
      const digits = (element === '2006' ? /^[0-9]{4}/ : element === '15' ? /^[0-9]{1,2}/ : /^[0-9]{2}/).exec(this.#rest)?.[0]
      if (digits === undefined) return this.#cannotParse(this.#rest, element)
      this.#rest = this.#rest.slice(digits.length)
      values[element] = Number(digits)
      const [name, least, most] = RANGES[element] ?? []
      if (name !== undefined && (Number(digits) < least! || Number(digits) > most!)) return this.#failed(`${name} out of range`)
      if (element === '05') nanos = this.#fraction()
    }
    if (this.#rest !== '') return this.#failed(`extra text: ${quoteTime(this.#rest)}`)
    const { 2006: year = 0, '01': month = 1, '02': day = 1, 15: hour = 0, '04': minute = 0, '05': second = 0 } = values
    if (day < 1 || day > daysInMonth(year, month)) return this.#failed('day out of range')
    return new Timestamp(daysFromCivil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second, nanos)
  }

  #fraction(): number {
    const match = /^[.,]([0-9]+)/.exec(this.#rest)
    if (match) this.#rest = this.#rest.slice(match[0].length)
    return nanosOf(match?.[1])
  }

  #failed(what: string): Malformed {
    return new Malformed(`parsing time ${quoteTime(this.#text)}: ${what}`)
  }

  #cannotParse(rest: string, element: string): Malformed {
    return new Malformed(
      `parsing time ${quoteTime(this.#text)} as ${quoteTime(this.#layout)}: cannot parse ${quoteTime(rest)} as ${quoteTime(element)}`,
    )
  }
}

const RANGES: Partial<Record<Element, readonly [string, number, number]>> = {
  '01': ['month', 1, 12],
  15: ['hour', 0, 23],
  '04': ['minute', 0, 59],
  '05': ['second', 0, 59],
}

/** Units with the names that stand for them; the last name also as the beginning of a longer one (`minutes`). */
const UNITS: readonly (readonly [bigint, ...string[]])[] = [
  [1n, 'ns', 'nano'],
  [1_000n, 'us', '\u00b5s', 'micro'],
  [1_000_000n, 'ms', 'milli'],
  [1_000_000_000n, 's', 'sec'],
  [60_000_000_000n, 'm', 'min'],
  [3_600_000_000_000n, 'h', 'hr', 'hour'],
  [86_400_000_000_000n, 'd', 'day'],
  [604_800_000_000_000n, 'w', 'wk', 'week'],
]

/** Format `duration`: as Go, or the sum of every number with a unit anywhere in the text (`2 weeks`, `1d 3h`); wraps around in int64. */
export function parseOpenAPIDuration(text: string): Duration | Malformed {
  const plain = parseDuration(text)
  if (plain instanceof Duration) return plain
  let total = 0n
  let found = false
  for (const [, digits, name] of text.matchAll(/([0-9]+)[\t\n\f\r ]*([A-Za-z\u00b5]+)/g)) {
    const factor = BigInt(digits!)
    if (factor >= 1n << 63n) return new Malformed(`strconv.Atoi: parsing "${digits}": value out of range`)
    const unit = name!.toLowerCase()
    for (const [nanoseconds, ...names] of UNITS) {
      if (names.includes(unit) || unit.startsWith(names.at(-1)!)) {
        found = true
        total += factor * nanoseconds
      }
    }
  }
  return found ? durationFromNanoseconds(BigInt.asIntN(64, total)) : new Malformed(`unable to parse ${text} as duration`)
}
