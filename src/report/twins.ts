import type { Severity } from '../diagnostics/finding.ts'
import { refOf } from '../inventory/ref.ts'
import type { KubeObject } from '../kinds/object.ts'
import rule from '../rules/local/same-object-twice.ts'
import type { Location, Reported, ReportedRelated } from './report.ts'
import type { Sources } from './sources.ts'
import { nameOf, plural } from './words.ts'

/**
 * Objects that the input has more than once, one finding for each, at the place that counts. An error within a file. Files of a folder may be
 * variants that are never applied together, so across files it is a warning, and equal documents in several files are nothing at all.
 */
export function twinFindings(twins: readonly (readonly KubeObject[])[], sources: Sources): Reported[] {
  return twins.flatMap(objects => {
    const winner = objects.at(-1)!
    const here = nameIn(winner, sources)
    const text = JSON.stringify(winner, withBigInts)
    const others = objects
      .slice(0, -1)
      .map(object => ({ place: nameIn(object, sources), equal: JSON.stringify(object, withBigInts) === text }))
    const inFile = others.some(({ place }) => place?.file === here?.file)
    const equal = others.every(other => other.equal)
    if (equal && !inFile) return []
    const object = refOf(winner)
    const severity: Severity = equal ? 'info' : inFile ? 'error' : 'warning'
    const name = nameOf(object)
    const message = equal
      ? `${name} is written ${plural(objects.length, 'time')}, always the same`
      : `${name} is written ${plural(objects.length, 'time')}; applied together, only this one counts and nothing stays of the ${objects.length === 2 ? 'other' : 'others'}`
    const related = others.map(
      ({ place }): ReportedRelated => ({ object, message: '', ...(place === undefined ? {} : { location: place }) }),
    )
    return [
      {
        code: rule.code,
        rule: rule.name,
        severity,
        gate: rule.gate,
        object,
        path: 'metadata.name',
        at: ['metadata', 'name'],
        message,
        ...(here === undefined ? {} : { location: here }),
        related,
      },
    ]
  })
}

const nameIn = (object: KubeObject, sources: Sources): Location | undefined => sources.locateIn(object, ['metadata', 'name'])

const withBigInts = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value)
