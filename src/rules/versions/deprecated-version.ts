import { served } from '../../kinds/crd.ts'
import { whereIsKind } from '../../kinds/history.ts'
import { siteBit } from '../../kinds/presence.ts'
import { defineRule } from '../rule.ts'
import { bundledKinds, CRD, placed } from './installed.ts'
import { changesFrom } from './successors.ts'

/** A version that still works, and whose days are counted. */
export default defineRule({
  code: 'GWA-VER-003',
  name: 'deprecated-version',
  severity: 'warning',
  gate: 'never',
  kinds: bundledKinds,
  reads: [CRD],
  since: '0.1.0',
  docs: {
    summary: 'The object is written in a version that a newer one replaces.',
    why: 'A bundle to come stops serving the version, and then manifests that still use it cannot be applied.',
    fix: 'Write the newer version. Where it looks the same, nothing else changes.',
    spec: 'Gateway API versioning; spec.versions[].deprecated of a CustomResourceDefinition',
  },
  messages: {
    deprecated: ({ kind, version, newer, changes }: { kind: string; version: string; newer: string; changes: string | undefined }) =>
      `${kind} ${version} is deprecated: write apiVersion: ${newer}${changes ? `; ${changes}` : ', nothing else changes'}`,
    older: ({ kind, version, newer, since }: { kind: string; version: string; newer: string; since: string }) =>
      `${kind} ${version} is the older of two equal versions: write apiVersion: ${newer}, which is served since ${since}`,
  },
  check(object, context) {
    const found = placed(object, context)
    if (found === undefined) return
    const { kind, version, bundle, channel, definition } = found
    const site = siteBit(bundle, channel)
    const own = kind.versions.find(v => v.name === version)
    const inFile = definition?.spec.versions.find(v => v.name === version)
    const isServed = definition ? inFile?.served === true : own !== undefined && served(own, site)
    if (own === undefined || !isServed) return
    const newer = kind.versions.find(v => v.name === 'v1' && served(v, site))
    if (newer === undefined || version === 'v1') return
    const apiVersion = `${kind.group}/v1`
    const changes = changesFrom(kind.kind, version)
    const fix = [
      {
        safe: changes === undefined,
        description: `write apiVersion: ${apiVersion}`,
        edits: [{ op: 'set' as const, at: ['apiVersion'], value: apiVersion }],
      },
    ]
    const deprecated = definition ? inFile?.deprecated === true : ((own.deprecated ?? 0) & site) !== 0
    if (deprecated) return context.report('deprecated', ['apiVersion'], { kind: kind.kind, version, newer: apiVersion, changes }, { fix })
    const since = whereIsKind(kind, 'v1', true)?.[channel]?.since ?? bundle
    // Bundles before 1.5 have ReferenceGrant v1beta1 only, and 1.6 still stores it: who supports both keeps it.
    const severity = since === '1.0' || since === '1.1' ? 'warning' : 'info'
    context.report('older', ['apiVersion'], { kind: kind.kind, version, newer: apiVersion, since }, { fix, severity })
  },
})
