import { catalogue } from '../../kinds/catalogue.ts'
import { bundleMark, type CustomResourceDefinition } from '../../kinds/core/custom-resource-definition.ts'
import { anyKind } from '../../kinds/history.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { defineRule, type RuleContext } from '../rule.ts'
import { CRD } from './installed.ts'

/** An upgrade that the API server refuses because old objects may still be stored in a version that leaves. */
export default defineRule({
  code: 'GWA-VER-009',
  name: 'stored-version-gone',
  severity: 'warning',
  gate: 'opt-in',
  kinds: [CRD],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'status.storedVersions of a definition names a version that the next definition no longer lists.',
    why: 'The API server refuses a definition without a version in which objects may be stored, so the upgrade of the bundle stops half way.',
    fix: 'Rewrite every object of the kind (read and replace it as it is), then remove the version from status.storedVersions.',
    spec: 'Upgrade existing objects to a new stored version, Kubernetes documentation on CustomResourceDefinitions',
  },
  messages: {
    gone: ({ version, kind, next }: { version: string; kind: string; next: string }) =>
      `objects of ${kind} may still be stored as ${version}, which ${next} does not list: the API server will refuse that definition; rewrite every ${kind}, then take ${version} out of status.storedVersions`,
  },
  check(object, context) {
    const next = nextVersions(object, context)
    if (next === undefined) return
    const stored = ((context.old ?? object) as CustomResourceDefinition).status?.storedVersions
    if (!Array.isArray(stored)) return
    for (const version of stored) {
      if (next.names.includes(version)) continue
      const at = context.old ? ['spec', 'versions'] : ['status', 'storedVersions', stored.indexOf(version)]
      context.report('gone', at, { version, kind: next.kind, next: next.from })
    }
  },
})

interface Next {
  readonly kind: string
  readonly names: readonly string[]
  readonly from: string
}

/** The versions that the definition is about to have: its own when it replaces another, else those of the bundle that is asked about. */
function nextVersions(object: KubeObject, { old, options }: RuleContext<never>): Next | undefined {
  const { spec } = object as CustomResourceDefinition
  const kind = anyKind(spec?.group, spec?.names?.kind)
  if (kind?.schema === undefined || !Array.isArray(spec.versions)) return undefined
  if (old !== undefined) return { kind: kind.kind, names: spec.versions.map(version => version?.name), from: 'the new definition' }
  const { version, channel } = options.gatewayApi
  const target = catalogue({ version, channel })
  const mark = bundleMark(object)
  if (mark === undefined || catalogue({ version: mark.version, channel }) === target) return undefined
  const names = target.crd(kind.group, kind.kind)?.spec.versions.map(v => v.name)
  return names && { kind: kind.kind, names, from: `bundle ${target.bundle}` }
}
