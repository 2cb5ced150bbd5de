import type { Severity } from '../diagnostics/finding.ts'
import { refOf } from '../inventory/ref.ts'
import type { KubeObject } from '../kinds/object.ts'
import rule from '../rules/local/same-object-twice.ts'
import type { Reported } from './report.ts'
import type { Sources } from './sources.ts'
import { nameOf } from './words.ts'

/**
 * Objects that the input has more than once: each but the last is lost when all are applied. An error within a file. Files of a folder may be
 * variants that are never applied together, so across files it is a warning; and two equal documents are only worth a note.
 */
export function twinFindings(twins: readonly (readonly KubeObject[])[], sources: Sources): Reported[] {
  return twins.flatMap(objects => {
    const winner = objects.at(-1)!
    const winnerPlace = sources.locateIn(winner, ['metadata', 'name'])
    const same = JSON.stringify(winner, withBigInts)
    return objects.slice(0, -1).map((object): Reported => {
      const ref = refOf(object)
      const location = sources.locateIn(object, ['metadata', 'name'])
      const equal = JSON.stringify(object, withBigInts) === same
      const severity: Severity = equal ? 'info' : location?.file === winnerPlace?.file ? 'error' : 'warning'
      const { code, name, gate } = rule
      return {
        code,
        rule: name,
        severity,
        gate,
        object: ref,
        path: 'metadata.name',
        at: ['metadata', 'name'],
        message: equal
          ? `${nameOf(ref)} is written twice, both times the same`
          : `${nameOf(ref)} is written again; applied together, the last one counts and nothing of this one stays`,
        ...(location === undefined ? {} : { location }),
        related: [{ object: ref, message: 'it stands here again', ...(winnerPlace === undefined ? {} : { location: winnerPlace }) }],
      }
    })
  })
}

const withBigInts = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value)
