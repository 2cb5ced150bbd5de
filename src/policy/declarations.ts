import {
  BoolType as Bool,
  type CelType,
  DynType as Dyn,
  IntType as Int,
  list,
  map,
  type ObjectType,
  object,
  opaque,
  StringType as Text,
  TimestampType,
} from '../cel/types.ts'

const struct = (name: string, fields: Record<string, CelType>): ObjectType => object(name, new Map(Object.entries(fields)))

const kind = struct('kubernetes.GroupVersionKind', { group: Text, version: Text, kind: Text })
const resource = struct('kubernetes.GroupVersionResource', { group: Text, version: Text, resource: Text })

/** @see k8s.io/apiserver pkg/admission/plugin/cel/compile.go BuildRequestType */
export const requestType: ObjectType = struct('kubernetes.AdmissionRequest', {
  kind,
  resource,
  subResource: Text,
  requestKind: kind,
  requestResource: resource,
  requestSubResource: Text,
  name: Text,
  namespace: Text,
  operation: Text,
  userInfo: struct('kubernetes.UserInfo', { username: Text, uid: Text, groups: list(Text), extra: map(Text, list(Text)) }),
  dryRun: Bool,
  options: Dyn,
})

const metadata = struct('kubernetes.NamespaceMetadata', {
  name: Text,
  generateName: Text,
  namespace: Text,
  labels: map(Text, Text),
  annotations: map(Text, Text),
  UID: Text,
  creationTimestamp: TimestampType,
  deletionGracePeriodSeconds: Int,
  deletionTimestamp: TimestampType,
  generation: Int,
  resourceVersion: Text,
  finalizers: list(Text),
})

/** @see k8s.io/apiserver pkg/admission/plugin/cel/compile.go BuildNamespaceType */
export const namespaceType: ObjectType = struct('kubernetes.Namespace', {
  metadata,
  spec: struct('kubernetes.NamespaceSpec', { finalizers: list(Text) }),
  status: struct('kubernetes.NamespaceStatus', {
    conditions: list(
      struct('kubernetes.NamespaceCondition', { status: Text, type: Text, lastTransitionTime: TimestampType, message: Text, reason: Text }),
    ),
    phase: Text,
  }),
})

export const authorizerVariables: Readonly<Record<string, CelType>> = {
  authorizer: opaque('kubernetes.authorization.Authorizer'),
  'authorizer.requestResource': opaque('kubernetes.authorization.ResourceCheck'),
}

/** Which variables an expression may use, by where it stands. */
export type Position = 'matchCondition' | 'variable' | 'validation' | 'message' | 'auditAnnotation' | 'mutation'

/** The variables declared in a position, but for `variables` and `authorizer`. */
export function declaredVariables(hasParams: boolean): Record<string, CelType> {
  return { object: Dyn, oldObject: Dyn, request: requestType, namespaceObject: namespaceType, ...(hasParams && { params: Dyn }) }
}
