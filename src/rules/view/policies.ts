import type { BackendTlsPolicyFacts } from '../../topology/policies/facts.ts'
import { listed, named } from './words.ts'

/** The Services that a BackendTLSPolicy names. */
export function servicesOf({ targets }: BackendTlsPolicyFacts): string {
  return listed([...new Set(targets.map(({ target }) => named(target)))], 3)
}
