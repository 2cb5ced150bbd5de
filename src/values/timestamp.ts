import { type Duration, durationOf } from './duration.ts'
import { Malformed } from './malformed.ts'

/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z in Unix seconds: the range CEL allows. */
export const MIN_SECONDS = -62135596800
export const MAX_SECONDS = 253402300799
const DAY = 86400

/** A calendar reading of an instant at some offset. Months and days count from 1, weekdays from 0 = Sunday, days of the year from 1. */
export interface Calendar {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly weekday: number
  readonly yearDay: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** An instant with nanoseconds, and the offset it was written with: Go keeps it, and prints it back. */
export class Timestamp {
  /** Unix seconds, rounded down. */
  readonly seconds: number
  /** 0 to 999,999,999. */
  readonly nanos: number
  /** Seconds east of UTC. Takes no part in comparison. */
  readonly offset: number

  constructor(seconds: number, nanos = 0, offset = 0) {
    this.seconds = seconds
    this.nanos = nanos
    this.offset = offset
  }

  inRange(): boolean {
    return this.seconds >= MIN_SECONDS && this.seconds <= MAX_SECONDS
  }

  get celType(): string {
    return 'google.protobuf.Timestamp'
  }

  equals(other: unknown): boolean {
    return other instanceof Timestamp && this.seconds === other.seconds && this.nanos === other.nanos
  }

  /** Negative, zero or positive. */
  compare(other: Timestamp): number {
    return this.seconds - other.seconds || this.nanos - other.nanos
  }

  /** Undefined outside the years 1 to 9999. */
  add(duration: Duration): Timestamp | undefined {
    return instant(this.seconds + duration.seconds, this.nanos + duration.nanos, this.offset)
  }

  subtract(duration: Duration): Timestamp | undefined {
    return instant(this.seconds - duration.seconds, this.nanos - duration.nanos, this.offset)
  }

  /** Undefined when the distance does not fit int64 nanoseconds (about 292 years). */
  since(earlier: Timestamp): Duration | undefined {
    return durationOf(this.seconds - earlier.seconds, this.nanos - earlier.nanos)
  }

  at(offset: number): Calendar {
    return calendar(this.seconds + offset)
  }
}

function instant(seconds: number, nanos: number, offset: number): Timestamp | undefined {
  if (nanos < 0) {
    seconds--
    nanos += 1e9
  } else if (nanos >= 1e9) {
    seconds++
    nanos -= 1e9
  }
  const result = new Timestamp(seconds, nanos, offset)
  return result.inRange() ? result : undefined
}

/** Days since 1970-01-01 of a proleptic Gregorian date. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

function calendar(seconds: number): Calendar {
  const days = Math.floor(seconds / DAY)
  const time = seconds - days * DAY
  const shifted = days + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return {
    year,
    month,
    day,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearDay: days - daysFromCivil(year, 1, 1) + 1,
    hour: Math.floor(time / 3600),
    minute: Math.floor((time % 3600) / 60),
    second: time % 60,
  }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

// As Go's time.Parse reads the layout: one-digit hours and a comma before the fraction are let through, lower-case t and z are not.
const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/

/** Go's time.Parse(time.RFC3339, text). The range of years is not checked; ask `inRange`. */
export function parseTimestamp(text: string): Timestamp | Malformed {
  const match = RFC3339.exec(text)
  if (!match) return new Malformed(`"${text}" is not a time as RFC 3339 writes it, such as 2025-01-31T09:30:00Z`)
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHours, offsetMinutes] = match
  const [y, mo, d, h, mi, s] = [Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second)]
  const out = (what: string) => new Malformed(`parsing time ${JSON.stringify(text)}: ${what} out of range`)
  if (mo < 1 || mo > 12) return out('month')
  if (h > 23) return out('hour')
  if (mi > 59) return out('minute')
  if (s > 59) return out('second')
  let offset = 0
  if (sign !== undefined) {
    if (Number(offsetHours) > 24) return out('time zone offset hour')
    if (Number(offsetMinutes) > 60) return out('time zone offset minute')
    offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60 * (sign === '-' ? -1 : 1)
  }
  if (d < 1 || d > daysInMonth(y, mo)) return out('day')
  return new Timestamp(daysFromCivil(y, mo, d) * DAY + h * 3600 + mi * 60 + s - offset, nanosOf(fraction), offset + 0)
}

/** Nanoseconds of the digits after the point; what lies below a nanosecond is cut off. */
export function nanosOf(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 9).padEnd(9, '0'))
}

/** Go's RFC3339Nano: the fraction without trailing zeros, `Z` for no offset. */
export function formatTimestamp(timestamp: Timestamp, offset: number = timestamp.offset): string {
  const { year, month, day, hour, minute, second } = timestamp.at(offset)
  const fraction = timestamp.nanos === 0 ? '' : `.${String(timestamp.nanos).padStart(9, '0').replace(/0+$/, '')}`
  const minutes = Math.trunc(offset / 60)
  const zone =
    minutes === 0
      ? offset === 0
        ? 'Z'
        : '+00:00'
      : `${minutes < 0 ? '-' : '+'}${pad(Math.trunc(Math.abs(minutes) / 60))}:${pad(Math.abs(minutes) % 60)}`
  const years = year < 0 ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0')
  return `${years}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}${zone}`
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

/** Seconds east of UTC at an instant in an IANA zone, by the platform's own time zone data; undefined for an unknown zone.
 * `Local` is UTC: that is where API servers live. */
export function zoneOffset(zone: string, timestamp: Timestamp): number | undefined {
  if (zone === '' || zone === 'UTC' || zone === 'Local') return 0
  const format = zoneFormat(zone)
  if (!format) return undefined
  // formatToParts prints years before 1 in another era; all offsets before standard time are the zone's first, so clamping is safe.
  const seconds = Math.max(timestamp.seconds, MIN_SECONDS + 2 * DAY)
  const fields: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(seconds * 1000)) if (type !== 'literal') fields[type] = Number(value)
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields
  return daysFromCivil(year, month, day) * DAY + hour * 3600 + minute * 60 + second - seconds
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>()

function zoneFormat(zone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(zone)) return formats.get(zone)
  let format: Intl.DateTimeFormat | undefined
  try {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'gregory', hourCycle: 'h23', ...parts })
    if (!isSpelledRight(zone, format.resolvedOptions().timeZone)) format = undefined
  } catch {
    format = undefined
  }
  if (formats.size > 1000) formats.clear()
  formats.set(zone, format)
  return format
}

/** Zone names are files to Go, so their case counts; ICU ignores it. Of an alias only the capitals can be checked. */
function isSpelledRight(zone: string, canonical: string): boolean {
  return zone.toLowerCase() === canonical.toLowerCase() ? zone === canonical : zone.split('/').every(part => /^[A-Z]/.test(part))
}
