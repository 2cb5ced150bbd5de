import type { Duration } from '../../values/duration.ts'
import { parseInt64 } from '../../values/go-number.ts'
import { quote } from '../../values/quote.ts'
import { type Calendar, type Timestamp, zoneOffset } from '../../values/timestamp.ts'
import { DurationType, IntType, StringType, TimestampType } from '../types.ts'
import { CelError, int, type Value } from '../value.ts'
import type { FunctionDeclaration, Overload } from './function.ts'

type Read = (calendar: Calendar, timestamp: Timestamp) => number

/** Seconds east of UTC that a time zone argument means: an IANA name, or hours and minutes as in `-08:30`. */
function offsetOf(zone: string, timestamp: Timestamp): number {
  const colon = zone.indexOf(':')
  if (colon < 0) {
    if (zone.includes('..') || /^[/\\]/.test(zone)) throw new CelError('time: invalid location name')
    const offset = /^[+-]/.test(zone) ? undefined : zoneOffset(zone, timestamp)
    if (offset === undefined) throw new CelError(`unknown time zone ${zone}`)
    return offset
  }
  const hours = atoi(zone.slice(0, colon))
  const minutes = atoi(zone.slice(colon + 1))
  return (zone.startsWith('-') ? hours * 60 - minutes : hours * 60 + minutes) * 60
}

function atoi(text: string): number {
  const value = parseInt64(text)
  if (value === undefined) {
    throw new CelError(`strconv.Atoi: parsing ${quote(text)}: ${/^[+-]?[0-9]+$/.test(text) ? 'value out of range' : 'invalid syntax'}`)
  }
  return Number(value)
}

/** A part of a timestamp, in UTC or in a given time zone; `ofDuration` where durations have it, too. */
function accessor(name: string, id: string, read: Read, zonedId = `${id}_with_tz`, ofDuration?: Overload): FunctionDeclaration {
  const plain: Overload = {
    id,
    member: true,
    parameters: [TimestampType],
    result: IntType,
    call: (timestamp: Timestamp) => read(timestamp.at(0), timestamp),
  }
  const zoned: Overload = {
    id: zonedId,
    member: true,
    parameters: [TimestampType, StringType],
    result: IntType,
    call: (timestamp: Timestamp, zone: string) => read(timestamp.at(offsetOf(zone, timestamp)), timestamp),
  }
  return { name, overloads: ofDuration ? [plain, zoned, ofDuration] : [plain, zoned] }
}

/** The whole duration in some unit, cut to an integer. */
function total(id: string, call: (duration: Duration) => Value): Overload {
  return { id, member: true, parameters: [DurationType], result: IntType, call }
}

/** Go's Hours and Minutes divide by parts and add in doubles; cutting gives the same as whole seconds do. */
const whole = (unit: number) => (duration: Duration) => Math.trunc(duration.seconds / unit) + 0

export const time: readonly FunctionDeclaration[] = [
  accessor('getFullYear', 'timestamp_to_year', ({ year }) => year),
  accessor('getMonth', 'timestamp_to_month', ({ month }) => month - 1),
  accessor('getDayOfYear', 'timestamp_to_day_of_year', ({ yearDay }) => yearDay - 1),
  accessor('getDayOfMonth', 'timestamp_to_day_of_month', ({ day }) => day - 1),
  accessor('getDate', 'timestamp_to_day_of_month_1_based', ({ day }) => day),
  accessor('getDayOfWeek', 'timestamp_to_day_of_week', ({ weekday }) => weekday),
  accessor('getHours', 'timestamp_to_hours', ({ hour }) => hour, undefined, total('duration_to_hours', whole(3600))),
  accessor('getMinutes', 'timestamp_to_minutes', ({ minute }) => minute, undefined, total('duration_to_minutes', whole(60))),
  accessor('getSeconds', 'timestamp_to_seconds', ({ second }) => second, 'timestamp_to_seconds_tz', total('duration_to_seconds', whole(1))),
  accessor(
    'getMilliseconds',
    'timestamp_to_milliseconds',
    (_calendar, { nanos }) => Math.floor(nanos / 1e6),
    undefined,
    // All of it, not what is left of a second.
    total('duration_to_milliseconds', duration => int(duration.nanoseconds() / 1_000_000n)),
  ),
]
