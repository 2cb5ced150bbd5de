import { choice, integer, list, listBy, object, optional, required, type Static, since, string } from '../author.ts'
import { GatewayController, SUBDOMAIN } from './names.ts'
import { ParentReference } from './parent-ref.ts'

/** One observation of a controller about an object. */
export const Condition = object({
  type: required(
    string({ maxLength: 316, pattern: `^(${SUBDOMAIN}/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$` }),
    'What was observed, such as Accepted, Programmed or ResolvedRefs.',
  ),
  status: required(choice(['True', 'False', 'Unknown']), 'Whether it holds.'),
  observedGeneration: optional(integer({ format: 'int64', minimum: 0 }), 'The metadata.generation that the controller looked at.'),
  lastTransitionTime: required(string({ format: 'date-time' }), 'When the status last changed.'),
  reason: required(
    string({ minLength: 1, maxLength: 1024, pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' }),
    'Why, in one word for programs.',
  ),
  message: required(string({ maxLength: 32768 }), 'Why, in a sentence for people.'),
})
export type Condition = Static<typeof Condition>

const waiting = (type: string, reason = 'Pending') => ({
  type,
  status: 'Unknown',
  reason,
  message: 'Waiting for controller',
  lastTransitionTime: '1970-01-01T00:00:00Z',
})

/** What the API server writes in the place of a controller that has not answered yet. */
export const pending = (types: readonly string[], reason?: string) => types.map(type => waiting(type, reason))

/** At most eight conditions, one of each type. */
export const conditions = (options: { default?: unknown; minItems?: number } = {}) =>
  listBy(['type'], Condition, { maxItems: 8, ...options })

const mayBeMissing = { required: since('1.4') }

/** What one controller says about a route under one parent. */
export const RouteParentStatus = object({
  parentRef: required(ParentReference, 'The entry of spec.parentRefs that this is about.'),
  controllerName: required(GatewayController, 'The controller that wrote this entry.'),
  conditions: required(conditions({ minItems: 1 }), 'What the controller says about the route under this parent.', mayBeMissing),
})
export type RouteParentStatus = Static<typeof RouteParentStatus>

export const RouteStatus = object({
  parents: required(list(RouteParentStatus, { maxItems: 32 }), 'One entry for each parent and controller.'),
})

/** What one controller says about a policy at one ancestor of its target. */
export const PolicyAncestorStatus = object({
  ancestorRef: required(ParentReference, 'The object, usually a Gateway, at which the policy was judged.'),
  controllerName: required(GatewayController, 'The controller that wrote this entry.'),
  conditions: required(conditions({ minItems: 1 }), 'What the controller says about the policy there.', mayBeMissing),
})

export const PolicyStatus = object({
  ancestors: required(list(PolicyAncestorStatus, { maxItems: 16 }), 'One entry for each ancestor and controller.'),
})
