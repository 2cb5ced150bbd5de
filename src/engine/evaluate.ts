import type { Finding, ObjectRef, Severity } from '../diagnostics/finding.ts'
import { formatPath } from '../diagnostics/path.ts'
import type { KubeObject } from '../inventory/object.ts'
import { refOf } from '../inventory/ref.ts'
import type { Snapshot } from '../inventory/snapshot.ts'
import { rules as allRules } from '../rules/index.gen.ts'
import { kindName } from '../rules/kind-name.ts'
import { hasPart, type Part } from '../rules/parts.ts'
import type { Messages, Report, RuleContext, RuleDefinition, RuleOptions } from '../rules/rule.ts'
import { createTopology } from '../topology/index.ts'
import type { Topology } from '../topology/topology.ts'
import { type Plan, type PlannedRule, plan, type RuleGroup, type Severities } from './plan.ts'
import type { Focus, Result, RuleFailure } from './result.ts'
import { tidy } from './tidy.ts'

export interface Options extends RuleOptions {
  /** Severity by code, rule name or area; `off` silences. The most specific entry wins: code, then name, then area. */
  readonly severities?: Severities
  /** How many checks of one rule on one object may run before the result is `partial`. No limit where absent. */
  readonly budget?: number
  /** The stored version of an object that is being replaced. */
  readonly old?: (ref: ObjectRef) => KubeObject | undefined
  /** Facts already derived from this very snapshot; they are derived anew where absent. */
  readonly topology?: Topology
  /** Objects without a creation time count as created together, so that names decide between them. By default their order is not known. */
  readonly sameAge?: boolean
  /** The rules to run, all where absent. */
  readonly rules?: readonly RuleDefinition[]
}

/**
 * Judges objects. Synchronous and total: no I/O, no clock, and a rule that fails on an odd object costs only its own findings.
 * The same snapshot, focus and options give the same result, byte for byte.
 */
export function evaluate(snapshot: Snapshot, focus: Focus, options: Options): Result {
  const planned = plan(options.rules ?? allRules, options.severities)
  const topology = options.topology ?? createTopology(snapshot, { profile: options.profile, sameAge: options.sameAge ?? false })
  const findings: Finding[] = []
  const failures: RuleFailure[] = []
  const desk = new Desk(findings)
  const { report } = desk
  const context: RuleContext<Messages> = { snapshot, topology, options, report }
  const { budget } = options
  let checks = 0

  for (const [object, ref, groups] of focused(snapshot, focus, planned)) {
    const old = options.old?.(ref)
    const own = old === undefined ? context : { snapshot, topology, options, report, old }
    for (const { needs, rules } of groups) {
      if (needs !== undefined && !mayHave(needs, topology, object)) continue
      for (const entry of rules) {
        if (budget !== undefined && checks++ >= budget) return { findings: tidy(findings), partial: true, failures }
        desk.turn(entry, ref)
        try {
          entry.check(object, own)
        } catch (cause) {
          failures.push({ code: entry.rule.code, object: ref, cause })
        }
      }
    }
  }
  return { findings: tidy(findings), partial: false, failures }
}

/** What cannot be told counts as there: the checks that fail over it say so. */
function mayHave(part: Part, topology: Topology, object: KubeObject): boolean {
  try {
    return hasPart(part, topology, object)
  } catch {
    return true
  }
}

/** The objects to judge, each with the rules for its kind. */
function* focused(snapshot: Snapshot, focus: Focus, { kinds, byKind }: Plan): Generator<readonly [KubeObject, ObjectRef, RuleGroups]> {
  if (focus === 'all') {
    for (const { group, kind, groups } of kinds) {
      for (const object of snapshot.list(group, kind)) yield [object, refOf(object), groups]
    }
    return
  }
  for (const ref of focus) {
    const object = snapshot.get(ref)
    if (object !== undefined) yield [object, ref, byKind.get(kindName(ref.group, ref.kind)) ?? []]
  }
}

type RuleGroups = readonly RuleGroup[]

/** Takes the reports of one rule about one object after the other: a context for each of millions of checks would cost more than the checks. */
class Desk {
  readonly report: Report<Messages>
  #entry: PlannedRule | undefined
  #object: ObjectRef | undefined

  constructor(findings: Finding[]) {
    this.report = (id, at, data, details = {}) => {
      const [{ rule, severity }, object] = [this.#entry!, this.#object!]
      const { severity: lowered, ...rest } = details
      findings.push({
        code: rule.code,
        rule: rule.name,
        severity: milder(severity.configured ?? rule.severity, lowered),
        gate: rule.gate,
        object,
        path: formatPath(at),
        at,
        message: rule.messages[id]!(data),
        ...rest,
      })
    }
  }

  turn(entry: PlannedRule, object: ObjectRef): void {
    this.#entry = entry
    this.#object = object
  }
}

const RANK: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 }

/** A report may lower what rule or configuration say, because it knows the case; it never raises it. */
function milder(severity: Severity, lowered: Severity | undefined): Severity {
  return lowered !== undefined && RANK[lowered] < RANK[severity] ? lowered : severity
}
