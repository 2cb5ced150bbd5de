import { configuredSeverity, type Severities } from '../engine/plan.ts'
import { rules } from '../rules/index.gen.ts'
import type { RuleDefinition } from '../rules/rule.ts'

const made = new WeakMap<Severities, readonly RuleDefinition[]>()

/**
 * The rules that are worth running at admission: not those about versions and fields, which the API server has settled before it asks, and
 * not those that only give hints, which nobody would see.
 */
export function admissionRules(severities: Severities): readonly RuleDefinition[] {
  let list = made.get(severities)
  if (list === undefined) {
    list = rules.filter(({ code, name, severity }) => {
      return !code.startsWith('GWA-VER-') && (configuredSeverity(code, name, severities) ?? severity) !== 'info'
    })
    made.set(severities, list)
  }
  return list
}
