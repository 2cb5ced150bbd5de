import { bundleMark } from '../../kinds/core/custom-resource-definition.ts'
import { defineRule } from '../rule.ts'
import { GUARD, isGuarded, POLICY, readGuard } from './guard.ts'
import { CRD } from './installed.ts'

/** A guard that does not belong to the definitions beside it. */
export default defineRule({
  code: 'GWA-VER-012',
  name: 'guard-of-other-bundle',
  severity: 'warning',
  gate: 'never',
  kinds: [POLICY],
  reads: [CRD],
  since: '0.1.0',
  docs: {
    summary: 'The safe-upgrades guard is older or newer than the definitions, or comes from the other channel.',
    why: 'A guard of a newer bundle may refuse the very definitions it stands beside, and one of an older bundle lets a downgrade pass.',
    fix: 'Apply the guard of the same bundle and channel as the definitions.',
    spec: 'safe-upgrades policy of the Gateway API bundles since 1.5',
  },
  messages: {
    version: ({ own, others }: { own: string; others: string }) =>
      `comes from bundle ${own}, the definitions beside it from ${others}: apply the guard of their bundle`,
    channel: ({ own, others }: { own: string; others: string }) =>
      `is the guard of the ${own} channel, the definitions beside it come from the ${others} channel: apply the guard of their channel`,
  },
  check(object, { snapshot, report }) {
    if (object.metadata.name !== GUARD) return
    const guard = readGuard(object)
    const marks = snapshot
      .list('apiextensions.k8s.io', 'CustomResourceDefinition')
      .filter(isGuarded)
      .flatMap(crd => bundleMark(crd) ?? [])
    if (guard === undefined || marks.length === 0) return
    const versions = [...new Set(marks.map(mark => mark.version))].sort()
    if (guard.version !== undefined && !versions.some(version => minor(version) === minor(guard.version!))) {
      report('version', ['metadata', 'annotations'], { own: guard.version, others: versions.join(' and ') })
    }
    const channels = [...new Set(marks.map(mark => mark.channel))].sort()
    if (guard.channel !== undefined && !channels.includes(guard.channel))
      report('channel', ['spec', 'validations'], { own: guard.channel, others: channels.join(' and ') })
  },
})

/** Patch releases share a guard: 1.5.1 ships one that is marked v1.5.0-dev. */
const minor = (version: string): string => /^v?(\d+\.\d+)/.exec(version)?.[1] ?? version
