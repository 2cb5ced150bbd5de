import allowedListeners from './allowed-listeners.ts'
import backendPort from './backend-port.ts'
import type { DefaultDefinition } from './default.ts'
import gatewayClassName from './gateway-class-name.ts'
import hostnameCase from './hostname-case.ts'
import hostnames from './hostnames.ts'
import infrastructureLabels from './infrastructure-labels.ts'
import ingressClassName from './ingress-class-name.ts'
import parentRefs from './parent-refs.ts'
import sectionName from './section-name.ts'
import timeouts from './timeouts.ts'

/** Every default, in the order in which they are applied: what a later one looks at, an earlier one has filled in. */
export const defaults: readonly DefaultDefinition[] = [
  gatewayClassName,
  parentRefs,
  hostnameCase,
  hostnames,
  backendPort,
  sectionName,
  timeouts,
  allowedListeners,
  infrastructureLabels,
  ingressClassName,
]

export { applyDefaults, type Defaulted } from './apply.ts'
export type { DefaultDefinition } from './default.ts'
export { applyEdits, type Operation, patchOf } from './patch.ts'
export { type DefaultsSection, defaultsSchema } from './settings.ts'
