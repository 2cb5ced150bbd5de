import { refOf } from '../../inventory/ref.ts'
import { policyKind, policyKinds } from '../../topology/policies/kinds.ts'
import { fields, isFields, items, text } from '../../topology/reading/fields.ts'
import { kindName } from '../kind-name.ts'
import { defineRule } from '../rule.ts'

/** A target that says group and version in one, or stands in a namespace where the kind cannot reach. */
export default defineRule({
  code: 'GWA-POL-032',
  name: 'malformed-policy-target',
  severity: 'warning',
  gate: 'never',
  kinds: policyKinds.map(({ group, kind }) => kindName(group, kind)),
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'The target of a policy has an apiVersion, a group with a version, or another namespace.',
    why: 'A target is found by group, kind and name in the namespace of the policy: what is written otherwise is found by no controller, and the policy governs nothing.',
    fix: 'Write group without a version, and put the policy into the namespace of its target.',
    spec: 'LocalPolicyTargetReference in the Gateway API reference; GEP-713',
  },
  messages: {
    version: ({ group, right }: { group: string; right: string }) =>
      `a target has a group without a version: ${JSON.stringify(group)} is the group of no kind, ${JSON.stringify(right)} is, so this policy governs nothing`,
    apiVersion: ({ apiVersion, group }: { apiVersion: string; group: string }) =>
      `apiVersion: ${apiVersion} is no field of a target: it takes group: ${JSON.stringify(group)}`,
    namespace: ({ kind, namespace, own }: { kind: string; namespace: string; own: string }) =>
      `a ${kind} targets objects of its own namespace only: namespace ${namespace} is ignored, and the target is looked for in ${own}`,
  },
  check(object, { report }) {
    const own = refOf(object)
    for (const { at, value } of written(object.spec)) {
      const group = text(value.group) ?? ''
      const apiVersion = text(value.apiVersion)
      const namespace = text(value.namespace)
      if (/\/v\d/.test(group) || /^v\d+((alpha|beta)\d+)?$/.test(group))
        report('version', [...at, 'group'], { group, right: group.includes('/') ? group.slice(0, group.indexOf('/')) : '' })
      if (apiVersion !== undefined && value.group === undefined)
        report('apiVersion', [...at, 'apiVersion'], {
          apiVersion,
          group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
        })
      if (namespace !== undefined && namespace !== '' && namespace !== own.namespace && policyKind(own)?.elsewhere === false)
        report('namespace', [...at, 'namespace'], { kind: own.kind, namespace, own: own.namespace })
    }
  },
})

/** The targets as they are written. */
function written(spec: unknown) {
  const { targetRef, targetRefs } = fields(spec)
  return [...(isFields(targetRef) ? [{ at: ['spec', 'targetRef'], value: targetRef }] : []), ...items(targetRefs, ['spec', 'targetRefs'])]
}
