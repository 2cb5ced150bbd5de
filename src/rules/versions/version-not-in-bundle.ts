import { listed } from '../../kinds/crd.ts'
import { type Whereabouts, whereIsKind } from '../../kinds/history.ts'
import { siteBit } from '../../kinds/presence.ts'
import { place, story } from '../../kinds/words.ts'
import { defineRule } from '../rule.ts'
import { bundledKinds, CRD, placed, unlessGuessed } from './installed.ts'
import { changesFrom, successorOf } from './successors.ts'

interface Absent {
  readonly subject: string
  readonly where: Whereabouts | undefined
  readonly here: string
  readonly instead: string
}

/** An apiVersion that the bundle does not list: nothing of the object is stored. */
export default defineRule({
  code: 'GWA-VER-001',
  name: 'version-not-in-bundle',
  severity: 'error',
  gate: 'object',
  kinds: bundledKinds,
  reads: [CRD],
  since: '0.1.0',
  docs: {
    summary: 'The kind, or this version of it, is not part of the Gateway API bundle.',
    why: 'The API server knows no such kind and refuses the object. Versions leave a bundle after a time of deprecation, and whole kinds change their names when they grow up.',
    fix: 'Write the version that the bundle stores, or install a bundle that has this one.',
    spec: 'Gateway API versioning: release channels and API versions',
  },
  messages: {
    version: ({ subject, where, here, instead }: Absent) =>
      `${subject} ${where ? `exists ${story(where)}: ${here} does not have it` : 'never existed'}, and the API server refuses the object; ${instead}`,
    unknownKind: ({ kind, group, meant }: { kind: string; group: string; meant: string | undefined }) =>
      `${kind} is no kind of ${group === '' ? 'the core group' : group}, and the API server refuses the object${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    kind: ({ subject, where, here, instead }: Absent) =>
      `${subject} exists ${story(where!)}: ${here} does not have it, and the API server refuses the object; ${instead}`,
  },
  check(object, context) {
    const found = placed(object, context)
    if (found === undefined) return
    const { kind, version, bundle, channel, definition } = found
    const site = siteBit(bundle, channel)
    if (definition === undefined && kind.versions.some(v => v.name === version && listed(v, site))) return
    const here = place(bundle, channel)
    const names = definition
      ? definition.spec.versions.map(({ name }) => name)
      : kind.versions.filter(v => listed(v, site)).map(v => v.name)
    if (names.includes(version)) return
    if (names.length > 0) {
      const newest = kind.versions.find(v => names.includes(v.name) && v.stored !== undefined && (v.stored & site) !== 0)?.name ?? names[0]!
      const apiVersion = `${kind.group}/${newest}`
      const changes = changesFrom(kind.kind, version)
      const where = whereIsKind(kind, version)
      context.report(
        'version',
        ['apiVersion'],
        {
          subject: `${kind.kind} ${version}`,
          where,
          here,
          instead: `write apiVersion: ${apiVersion}${changes ? `; ${changes}` : ''}`,
        },
        {
          ...(where && unlessGuessed(found)),
          fix: [
            {
              safe: changes === undefined,
              description: `write apiVersion: ${apiVersion}`,
              edits: [{ op: 'set', at: ['apiVersion'], value: apiVersion }],
            },
          ],
        },
      )
      return
    }
    const where = whereIsKind(kind)
    // A kind of the other channel is GWA-VER-005's to explain.
    if (where === undefined || (channel === 'standard' && (where.mask & siteBit(bundle, 'experimental')) !== 0)) return
    const successor = successorOf(kind.kind)
    const gone = where.experimental?.last !== undefined && where.standard === undefined
    const instead =
      successor && gone
        ? `write apiVersion: ${successor.apiVersion} and kind: ${successor.kind}${successor.changes ? `; ${successor.changes}` : ''}`
        : 'install a bundle that has it'
    context.report('kind', ['apiVersion'], { subject: kind.kind, where, here, instead }, unlessGuessed(found))
  },
})
