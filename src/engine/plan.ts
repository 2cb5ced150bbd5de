import { areaOf } from '../diagnostics/area.ts'
import type { Severity } from '../diagnostics/finding.ts'
import { parseKindName } from '../rules/kind-name.ts'
import type { Part } from '../rules/parts.ts'
import type { RuleDefinition } from '../rules/rule.ts'

/** Severity by code (`GWA-XRT-001`), rule name (`duplicate-route-match`) or area (`GWA-XRT`). */
export type Severities = Readonly<Record<string, Severity | 'off'>>

export interface PlannedRule {
  readonly rule: RuleDefinition
  /** The rule's own: millions of calls look it up in one place, whatever the rule looks like. */
  readonly check: RuleDefinition['check']
  /** What the configuration says; the rule and its report decide where it says nothing. */
  readonly severity: { readonly configured?: Severity }
}

/** Rules that need the same part of an object, or none, in the order of codes. */
export interface RuleGroup {
  readonly needs: Part | undefined
  readonly rules: PlannedRule[]
}

export interface Plan {
  /** By the name that rules use for the kind (rules/kind-name.ts). */
  readonly byKind: ReadonlyMap<string, readonly RuleGroup[]>
  readonly kinds: readonly { readonly group: string; readonly kind: string; readonly groups: readonly RuleGroup[] }[]
}

const cache = new WeakMap<readonly RuleDefinition[], WeakMap<Severities, Plan>>()
const DEFAULTS: Severities = Object.freeze({})

/** Which rules run on which kind, under the configured severities. Kept per rule list and configuration. */
export function plan(rules: readonly RuleDefinition[], severities: Severities = DEFAULTS): Plan {
  const plans = cache.get(rules) ?? new WeakMap<Severities, Plan>()
  cache.set(rules, plans)
  const made = plans.get(severities) ?? make(rules, severities)
  plans.set(severities, made)
  return made
}

/** What the configuration says about a rule: the entry for its code before the one for its name before the one for its area. */
export function configuredSeverity(code: string, name: string, severities: Severities): Severity | 'off' | undefined {
  return severities[code] ?? severities[name] ?? severities[areaOf(code)]
}

function make(rules: readonly RuleDefinition[], severities: Severities): Plan {
  const byKind = new Map<string, RuleGroup[]>()
  for (const rule of rules) {
    const configured = configuredSeverity(rule.code, rule.name, severities)
    if (configured === 'off' || (configured === undefined && rule.recommended === false)) continue
    for (const kind of rule.kinds) {
      const groups = byKind.get(kind) ?? []
      byKind.set(kind, groups)
      const group = groups.find(({ needs }) => needs === rule.needs) ?? { needs: rule.needs, rules: [] }
      if (group.rules.length === 0) groups.push(group)
      group.rules.push({ rule, check: rule.check, severity: configured === undefined ? {} : { configured } })
    }
  }
  const names = [...byKind.keys()].sort()
  return { byKind, kinds: names.map(name => ({ ...parseKindName(name), groups: byKind.get(name)! })) }
}
