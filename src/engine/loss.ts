import type { Finding, ObjectRef, Related } from '../diagnostics/finding.ts'
import type { RuleDefinition } from '../rules/rule.ts'
import { gatewayGroup } from '../topology/model.ts'

/** What another object loses by a change, in one sentence. */
export interface Loss {
  readonly object: ObjectRef
  readonly message: string
}

/** Objects named in a message; the others are counted. */
const NAMED = 3

/** A finding about the object that changes, with those that lose by it. `what`: `this breaks 2 live route`. */
export function lossFinding(rule: RuleDefinition, object: ObjectRef, losses: readonly Loss[], what: string): Finding {
  const named = losses.slice(0, NAMED).map(loss => `${nameOf(loss.object)} (${loss.message})`)
  const more = losses.length > NAMED ? ` and ${losses.length - NAMED} more` : ''
  const related: Related[] = losses.map(loss => ({ object: loss.object, message: loss.message }))
  return {
    code: rule.code,
    rule: rule.name,
    severity: rule.severity,
    gate: rule.gate,
    object,
    path: '',
    at: [],
    message: `${what}${losses.length === 1 ? '' : 's'}: ${named.join(', ')}${more}`,
    hint: rule.docs.fix,
    related,
  }
}

export function nameOf({ group, kind, namespace, name }: ObjectRef): string {
  const bare = group === '' || group === gatewayGroup ? kind : `${kind}.${group}`
  return `${bare} ${namespace === '' ? name : `${namespace}/${name}`}`
}
