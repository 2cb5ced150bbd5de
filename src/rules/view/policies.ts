import type { BackendTlsPolicyFacts } from '../../topology/policies/facts.ts'
import { listed, named } from './words.ts'

/** The Services that a BackendTLSPolicy governs; all that it names where it governs none. */
export function servicesOf({ targets }: BackendTlsPolicyFacts): string {
  const governed = targets.filter(({ reason }) => reason === undefined)
  return listed([...new Set((governed.length > 0 ? governed : targets).map(({ target }) => named(target)))], 3)
}
