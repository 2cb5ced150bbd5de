import { listBy, object, optional, required, type Static } from '../author.ts'
import { Group, Kind, Namespace, ObjectName, SectionName } from './names.ts'

const target = {
  group: required(Group, 'API group of the target; empty for a Service.'),
  kind: required(Kind, 'Kind of the target.'),
  name: required(ObjectName, 'Name of the target.'),
}
const sectionName = optional(SectionName, 'Name of a part of the target, such as a port of a Service; the whole target when left out.')

/** An object of the same namespace that a policy is about. */
export const LocalPolicyTargetReference = object(target)

/** An object of the same namespace that a policy is about, or a part of it. */
export const LocalPolicyTargetReferenceWithSectionName = object({ ...target, sectionName })
export type LocalPolicyTargetReferenceWithSectionName = Static<typeof LocalPolicyTargetReferenceWithSectionName>

/** As the first bundle had it: in any namespace. */
export const NamespacedPolicyTargetReference = object({
  ...target,
  namespace: optional(Namespace, "Namespace of the target; the policy's own when left out."),
  sectionName,
})

export const policyTargets = listBy(['group', 'kind', 'name'], LocalPolicyTargetReference, { minItems: 1, maxItems: 16 })
