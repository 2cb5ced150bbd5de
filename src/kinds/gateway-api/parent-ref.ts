import { implies, list, object, optional, required, rule, type Static, type When } from '../author.ts'
import { GroupOr, KindOr, Namespace, ObjectName, PortNumber, SectionName } from './names.ts'

/** Names the Gateway, ListenerSet, Service or mesh that a route wants to attach to. */
export const ParentReference = object({
  group: optional(GroupOr('gateway.networking.k8s.io'), 'API group of the parent; empty for a Service.'),
  kind: optional(KindOr('Gateway'), 'Kind of the parent.'),
  namespace: optional(Namespace, "Namespace of the parent; the route's own when left out."),
  name: required(ObjectName, 'Name of the parent.'),
  sectionName: optional(SectionName, 'Attach to this listener, or port of a Service, only.'),
  port: optional(PortNumber, 'Attach to listeners on this port only.', { when: { standard: '1.1', experimental: '1.0' } }),
})
export type ParentReference = Static<typeof ParentReference>

/** Absent and empty count as the same. */
const value = (ref: string, field: string, empty: string) => `(has(${ref}.${field}) ? ${ref}.${field} : ${empty})`
const same = (field: string, empty: string) => `${value('p', field, empty)} == ${value('q', field, empty)}`
const bothOrNeither = (field: string, empty: string) =>
  `(${value('p', field, empty)} == ${empty}) == (${value('q', field, empty)} == ${empty})`

const sameParent = `p.group == q.group && p.kind == q.kind && p.name == q.name && ${same('__namespace__', "''")}`
const standard: When = { standard: '1.0' }
const experimental: When = { experimental: '1.0' }

/** The parents of a route, whatever its kind. */
export const ParentReferences = list(ParentReference, {
  maxItems: 32,
  rules: [
    rule(
      `self.all(p, self.all(q, ${implies(sameParent, bothOrNeither('sectionName', "''"))}))`,
      'the same parent stands here more than once: give each of its entries a sectionName',
      standard,
    ),
    rule(
      `self.all(p, self.exists_one(q, ${sameParent} && ${same('sectionName', "''")}))`,
      'the same parent stands here more than once: give each of its entries a different sectionName',
      standard,
    ),
    rule(
      `self.all(p, self.all(q, ${implies(sameParent, `${bothOrNeither('sectionName', "''")} && ${bothOrNeither('port', '0')}`)}))`,
      'the same parent stands here more than once: give each of its entries a sectionName, or each of them a port',
      experimental,
    ),
    rule(
      `self.all(p, self.exists_one(q, ${sameParent} && ${same('sectionName', "''")} && ${same('port', '0')}))`,
      'the same parent stands here more than once: give each of its entries a different sectionName or port',
      experimental,
    ),
  ],
})
