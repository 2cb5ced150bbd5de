import { object, optional, required, type Static } from '../author.ts'
import { Group, Kind, Namespace, ObjectName } from './names.ts'

/** Settings of an implementation, in an object of any kind. */
export const ParametersReference = object({
  group: required(Group, 'API group of the settings.'),
  kind: required(Kind, 'Kind of the settings.'),
  name: required(ObjectName, 'Name of the settings.'),
  namespace: optional(Namespace, 'Namespace of the settings; left out when they are cluster-scoped.'),
})
export type ParametersReference = Static<typeof ParametersReference>
