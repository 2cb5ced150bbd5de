import type { Finding, ObjectRef } from '../diagnostics/finding.ts'
import { type Completeness, completeAs, createSnapshot, type Declared, refKey, refOf, type Snapshot } from '../inventory/index.ts'
import { bundleMark } from '../kinds/core/custom-resource-definition.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { UserInfo } from '../policy/request.ts'
import { rules } from '../rules/index.gen.ts'
import type { BundleOption } from '../rules/rule.ts'
import { evaluate } from './evaluate.ts'
import { introducedBy } from './introduced.ts'
import { configuredSeverity, plan, type Severities } from './plan.ts'
import { policiesOver } from './policies.ts'
import type { Focus, Result } from './result.ts'
import { judgeBySchemas } from './schema-pass.ts'
import { withoutSuperseded } from './superseded.ts'
import { tidy } from './tidy.ts'
import { unknownReferences } from './unknown-references.ts'
import { type Variants, variantsOf } from './variants.ts'

export interface LintOptions {
  /** Gateway API bundle and channel; the newest experimental one where nothing is said, so that no known field counts as unknown. */
  readonly gatewayApi?: BundleOption
  /** Minor version of the API server. */
  readonly kubernetes?: string
  /** The controller's profile. */
  readonly profile?: string
  /** CustomResourceDefinitions that replace what the catalogue has for their kinds. Those among the objects count as well. */
  readonly crds?: readonly unknown[]
  /** Kinds of which `objects` hold all there are; `all` for everything. Nothing by default: what is not here may exist elsewhere. */
  readonly complete?: Declared
  readonly severities?: Severities
  /** Which objects to judge; all by default. */
  readonly focus?: Focus
  /** Bundles to judge by as well: what is wrong there and not in `gatewayApi` is reported too, and says so. */
  readonly alsoGatewayApi?: readonly BundleOption[]
  /** Objects that are there besides, and are not judged. */
  readonly also?: readonly KubeObject[]
  /** Stored versions of objects, for rules about changes. */
  readonly old?: (ref: ObjectRef) => KubeObject | undefined
  readonly budget?: number
  /** The time, for rules about when certificates end (RFC 3339); they say nothing without it. */
  readonly now?: string
  /** Admission policies, their bindings and what these refer to. Those among the objects apply as well. */
  readonly policies?: readonly KubeObject[]
  /** Who applies the objects; policies that look at the user say nothing without it. */
  readonly user?: UserInfo
}

export interface LintResult extends Result {
  readonly snapshot: Snapshot
  /** The very object that a finding speaks of, for findings that name an object of which there are several. */
  readonly about: ReadonlyMap<Finding, KubeObject>
  /** Objects of one identity: only the last of each counts. */
  readonly twins: readonly (readonly KubeObject[])[]
  /** Kinds (`group/Kind`) without a schema, and how many objects of them there are. Their fields were not checked. */
  readonly withoutSchema: ReadonlyMap<string, number>
  /** References whose object is not here and may exist elsewhere, counted by kind: those that a rule would have followed. */
  readonly unknownReferences: ReadonlyMap<string, number>
  /** Admission policies that needed a fact which nobody gave, and so said nothing about some object. */
  readonly undecidedPolicies: ReadonlySet<string>
}

export const DEFAULTS = {
  gatewayApi: { version: '1.6', channel: 'experimental', guessed: true },
  kubernetes: '1.36',
  profile: 'conformant',
} as const

/**
 * Checks objects as `gatewright lint` does: schema and CEL rules as the API server would, then the rules of Gatewright.
 * Synchronous, without I/O; the same objects and options give the same result.
 */
export function lint(objects: readonly KubeObject[], options: LintOptions = {}): LintResult {
  const gatewayApi: BundleOption = options.gatewayApi ?? DEFAULTS.gatewayApi
  const { kubernetes = DEFAULTS.kubernetes, profile = DEFAULTS.profile, severities = {}, focus = 'all', also = [] } = options
  const place = { ...options, gatewayApi, kubernetes, profile, severities, crds: definitions(objects, options.crds ?? [], gatewayApi) }
  const isWanted = within(focus)
  const usable = objects.filter(isUsable)
  const { snapshot, variants, twins } = surroundings(usable, options)

  const policies = policiesOver(usable.filter(isWanted), (options.policies ?? []).filter(isUsable), snapshot, place)
  const bySchema = judgeBySchemas(objects.filter(isWanted), {
    ...place,
    judged: (object, decoded) => {
      if (isUsable(object)) policies.judge(object, decoded)
    },
  })
  // Objects that only stand beside the others are context.
  const result = evaluate(snapshot, focus === 'all' && also.length > 0 ? usable.map(refOf) : focus, place)

  const about = new Map<Finding, KubeObject>()
  const tell = (findings: readonly Finding[], object: KubeObject): readonly Finding[] => {
    for (const finding of findings) about.set(finding, object)
    return findings
  }
  const ofSchemas = bySchema.findings.flatMap(([finding, object]) => tell(weigh(finding, severities), object))
  const ofVariants = variants
    .filter(isWanted)
    .flatMap(object => tell(evaluate(snapshot.with(object), [refOf(object)], place).findings, object))
  const ofPolicies = policies.findings.flatMap(finding => weigh(finding, severities))
  const here = withoutSuperseded([...ofSchemas, ...result.findings, ...ofVariants, ...ofPolicies])
  const elsewhere = ofOtherBundles(objects, options, here)
  for (const [finding, object] of elsewhere) if (object !== undefined) about.set(finding, object)

  // What a rule stumbles over in an object that no API server takes, the refusal has said.
  const refused = new Set(ofSchemas.filter(({ code }) => code === 'GWA-SCH-002').map(({ object }) => refKey(object)))
  const failures = [...bySchema.failures, ...result.failures, ...policies.failures]
  return {
    // The same finding about two versions of an object stands in two places.
    findings: tidy([...here, ...elsewhere.map(([finding]) => finding)], (a, b) => about.get(a) === about.get(b)),
    about,
    twins,
    partial: result.partial,
    failures: failures.filter(({ object }) => !refused.has(refKey(object))),
    snapshot,
    withoutSchema: bySchema.withoutSchema,
    unknownReferences: unknownReferences(usable, snapshot, plan(rules, severities)),
    undecidedPolicies: policies.undecided,
  }
}

/** The definitions that replace those of the catalogue. */
function definitions(objects: readonly KubeObject[], crds: readonly unknown[], { assumed }: BundleOption): readonly unknown[] {
  const given = [...crds, ...objects.filter(isCrd)]
  return assumed === true ? given.filter(crd => bundleMark(crd as KubeObject) === undefined) : given
}

function within(focus: Focus): (object: KubeObject) => boolean {
  if (focus === 'all') return () => true
  const wanted = new Set(focus.map(refKey))
  return object => wanted.has(refKey(refOf(object)))
}

/** All that is there. Of a kind with variants it is not known what there will be. */
function surroundings(usable: readonly KubeObject[], options: LintOptions): Omit<Variants, 'plain'> & { readonly snapshot: Snapshot } {
  const declared = completeAs(options.complete ?? [])
  const { plain, variants, twins } = variantsOf(usable)
  const ambiguous = new Set(variants.map(object => `${refOf(object).group}/${refOf(object).kind}`))
  const complete: Completeness = (group, kind, namespace) => !ambiguous.has(`${group}/${kind}`) && declared(group, kind, namespace)
  return { snapshot: createSnapshot([...(options.also ?? []).filter(isUsable), ...plain], { complete }), variants, twins }
}

/** What is wrong by the other bundles and not `here`, with the very object that it speaks of, where that is known. */
function ofOtherBundles(
  objects: readonly KubeObject[],
  { alsoGatewayApi = [], ...options }: LintOptions,
  here: readonly Finding[],
): (readonly [Finding, KubeObject | undefined])[] {
  return alsoGatewayApi.flatMap(bundle => {
    const there = lint(objects, { ...options, gatewayApi: { ...bundle, assumed: true } })
    return [...introducedBy(bundle, here, there.findings)].map(([original, finding]) => [finding, there.about.get(original)] as const)
  })
}

function weigh(finding: Finding, severities: Severities): Finding[] {
  const severity = configuredSeverity(finding.code, finding.rule, severities)
  return severity === 'off' ? [] : severity === undefined ? [finding] : [{ ...finding, severity }]
}

/** Whether rules can look at the object at all: it can be named. The schema says what is wrong with the others. */
function isUsable({ metadata }: KubeObject): boolean {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return false
  return [metadata.name, metadata.namespace].every(text => text === undefined || typeof text === 'string')
}

const isCrd = (object: KubeObject): boolean => object.kind === 'CustomResourceDefinition' && object.apiVersion === 'apiextensions.k8s.io/v1'
