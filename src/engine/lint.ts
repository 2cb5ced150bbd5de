import type { Finding, ObjectRef } from '../diagnostics/finding.ts'
import { type CompleteKind, completeOnly, createSnapshot, refKey, refOf, type Snapshot } from '../inventory/index.ts'
import { type Channel, references } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { evaluate } from './evaluate.ts'
import { configuredSeverity, type Severities } from './plan.ts'
import type { Focus, Result } from './result.ts'
import { schemaFindings } from './schema-findings.ts'
import { createSchemas } from './schemas.ts'
import { withoutSuperseded } from './superseded.ts'
import { tidy } from './tidy.ts'
import { unknownKind } from './unknown-kind.ts'

export interface LintOptions {
  /** Gateway API bundle and channel; the newest experimental one where nothing is said, so that no known field counts as unknown. */
  readonly gatewayApi?: { readonly version: string; readonly channel: Channel }
  /** Minor version of the API server. */
  readonly kubernetes?: string
  /** The controller's profile. */
  readonly profile?: string
  /** CustomResourceDefinitions that replace what the catalogue has for their kinds. Those among the objects count as well. */
  readonly crds?: readonly unknown[]
  /** Kinds of which `objects` hold all there are; `all` for everything. Nothing by default: what is not here may exist elsewhere. */
  readonly complete?: readonly CompleteKind[] | 'all'
  readonly severities?: Severities
  /** Which objects to judge; all by default. */
  readonly focus?: Focus
  /** Objects that are there besides, and are not judged. */
  readonly also?: readonly KubeObject[]
  /** Stored versions of objects, for rules about changes. */
  readonly old?: (ref: ObjectRef) => KubeObject | undefined
  readonly budget?: number
}

export interface LintResult extends Result {
  readonly snapshot: Snapshot
  /** The very object that a finding speaks of, for findings that name an object of which there are several. */
  readonly about: ReadonlyMap<Finding, KubeObject>
  /** Objects of one identity: only the last of each counts. */
  readonly twins: readonly (readonly KubeObject[])[]
  /** Kinds (`group/Kind`) without a schema, and how many objects of them there are. Their fields were not checked. */
  readonly withoutSchema: ReadonlyMap<string, number>
  /** References whose object is not here and may exist elsewhere, counted by kind. */
  readonly unknownReferences: ReadonlyMap<string, number>
}

export const DEFAULTS = { gatewayApi: { version: '1.6', channel: 'experimental' }, kubernetes: '1.36', profile: 'conformant' } as const

/**
 * Checks objects as `gatewright lint` does: schema and CEL rules as the API server would, then the rules of Gatewright.
 * Synchronous, without I/O; the same objects and options give the same result.
 */
export function lint(objects: readonly KubeObject[], options: LintOptions = {}): LintResult {
  const {
    gatewayApi = DEFAULTS.gatewayApi,
    kubernetes = DEFAULTS.kubernetes,
    profile = DEFAULTS.profile,
    severities = {},
    focus = 'all',
    also = [],
  } = options
  const crds = [...(options.crds ?? []), ...objects.filter(isCrd)]
  const schemas = createSchemas({ gatewayApi, kubernetes, crds })
  const findings: Finding[] = []
  const withoutSchema = new Map<string, number>()
  const wanted = focus === 'all' ? undefined : new Set(focus.map(refKey))
  const usable: KubeObject[] = []
  const about = new Map<Finding, KubeObject>()
  const twins = new Map<string, KubeObject[]>()

  for (const object of objects) {
    const ref = refOf(object)
    if (isUsable(object)) {
      usable.push(object)
      if (ref.name !== '') twins.set(refKey(ref), [...(twins.get(refKey(ref)) ?? []), object])
    }
    if (wanted !== undefined && !wanted.has(refKey(ref))) continue
    const admission = schemas.find(object.apiVersion, object.kind)
    if (admission !== undefined) {
      for (const finding of schemaFindings(object, ref, admission, options.old?.(ref)).flatMap(made => weigh(made, severities))) {
        findings.push(finding)
        about.set(finding, object)
      }
    } else {
      const finding = unknownKind(object, ref, gatewayApi)
      for (const made of finding === undefined ? [] : weigh(finding, severities)) {
        findings.push(made)
        about.set(made, object)
      }
      if (finding === undefined && !isBuiltIn(ref.group)) count(withoutSchema, `${ref.group}/${ref.kind}`)
    }
  }

  const complete = options.complete === 'all' ? () => true : completeOnly(options.complete ?? [])
  const snapshot = createSnapshot([...also.filter(isUsable), ...usable], { complete })
  // Objects that only stand beside the others are context.
  const judged = focus === 'all' && also.length > 0 ? usable.map(refOf) : focus
  const result = evaluate(snapshot, judged, {
    gatewayApi,
    kubernetes,
    profile,
    severities,
    ...(options.old === undefined ? {} : { old: options.old }),
    ...(options.budget === undefined ? {} : { budget: options.budget }),
  })
  return {
    findings: tidy(withoutSuperseded([...findings, ...result.findings])),
    about,
    twins: [...twins.values()].filter(objects => objects.length > 1),
    partial: result.partial,
    failures: result.failures,
    snapshot,
    withoutSchema,
    unknownReferences: unknownReferences(usable, snapshot),
  }
}

function weigh(finding: Finding, severities: Severities): Finding[] {
  const severity = configuredSeverity(finding.code, finding.rule, severities)
  return severity === 'off' ? [] : severity === undefined ? [finding] : [{ ...finding, severity }]
}

function unknownReferences(objects: readonly KubeObject[], snapshot: Snapshot): Map<string, number> {
  const unknown = new Map<string, number>()
  const seen = new Set<string>()
  for (const object of objects) {
    for (const { to } of references(object)) {
      const key = refKey(to)
      if (seen.has(key)) continue
      seen.add(key)
      if (snapshot.lookup(to).state === 'unknown') count(unknown, to.kind)
    }
  }
  return unknown
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** Whether rules can look at the object at all; the schema says what is wrong with the others. */
function isUsable({ metadata }: KubeObject): boolean {
  return typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)
}

const isCrd = (object: KubeObject): boolean => object.kind === 'CustomResourceDefinition' && object.apiVersion === 'apiextensions.k8s.io/v1'

/** Groups of Kubernetes itself, whose objects other tools check. */
const isBuiltIn = (group: string): boolean => !group.includes('.') || (group.endsWith('.k8s.io') && !group.startsWith('gateway.'))
