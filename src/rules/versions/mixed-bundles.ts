import { bundleMark } from '../../kinds/core/custom-resource-definition.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { defineRule } from '../rule.ts'
import { GATEWAY_GROUP, GATEWAY_GROUPS } from '../view/groups.ts'
import { CRD } from './installed.ts'

/** Definitions of several bundles or channels side by side. */
export default defineRule({
  code: 'GWA-VER-008',
  name: 'mixed-bundles',
  severity: 'info',
  gate: 'never',
  kinds: [CRD],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'The Gateway API definitions come from different bundles or channels.',
    why: 'Controllers are tested with whole bundles. Next to definitions of another bundle, fields that one kind has may be missing in its neighbour.',
    fix: 'Apply one bundle in one channel, whole. While an upgrade is under way there is nothing to do.',
    spec: 'Gateway API versioning: bundle version and channel annotations',
  },
  messages: {
    version: ({ own, most, count }: { own: string; most: string; count: number }) =>
      `comes from bundle ${own}, while ${count} other definitions come from ${most}: apply one bundle, whole`,
    channel: ({ own, most, count }: { own: string; most: string; count: number }) =>
      `comes from the ${own} channel, while ${count} other definitions come from the ${most} channel: apply one channel, whole`,
  },
  check(object, { snapshot, report }) {
    const own = isGatewayApi(object) ? bundleMark(object) : undefined
    if (own === undefined) return
    const marks = snapshot.list('apiextensions.k8s.io', 'CustomResourceDefinition').filter(isGatewayApi).map(bundleMark)
    const annotations = ['metadata', 'annotations']
    const version = majority(marks.map(mark => mark?.version))
    if (version !== undefined && version.value !== own.version) {
      report('version', annotations, { own: own.version, most: version.value, count: version.count })
      return
    }
    // Kinds of the X group exist in the experimental channel only: beside a standard bundle they are no mixture.
    const stable = snapshot
      .list('apiextensions.k8s.io', 'CustomResourceDefinition')
      .filter(crd => groupOf(crd) === GATEWAY_GROUP)
      .map(bundleMark)
    const channel = majority(stable.map(mark => mark?.channel))
    if (channel !== undefined && groupOf(object) === GATEWAY_GROUP && channel.value !== own.channel) {
      report('channel', annotations, { own: own.channel, most: channel.value, count: channel.count })
    }
  },
})

const groupOf = (crd: KubeObject): unknown => (crd.spec as { group?: unknown } | undefined)?.group
const isGatewayApi = (crd: KubeObject): boolean => GATEWAY_GROUPS.includes(groupOf(crd) as string)

/** The value that stands there most often, the greater where two stand there equally often; undefined where all are equal. */
function majority(values: readonly (string | undefined)[]): { value: string; count: number } | undefined {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  const ordered = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? 1 : -1))
  return ordered.length > 1 ? { value: ordered[0]![0], count: ordered[0]![1] } : undefined
}
