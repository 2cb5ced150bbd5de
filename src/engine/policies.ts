import type { Finding, ObjectRef } from '../diagnostics/finding.ts'
import { refOf, type Snapshot } from '../inventory/index.ts'
import { catalogue } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { type PolicyJudge, policyJudge } from '../policy/findings.ts'
import type { AdmissionPolicy, PolicyBinding } from '../policy/index.ts'
import { isPolicyObject } from '../policy/objects.ts'
import { policyProblems } from '../policy/policy-problems.ts'
import { readPolicySet } from '../policy/read.ts'
import type { UserInfo } from '../policy/request.ts'
import { type Definition, type ServedKinds, servedKinds } from '../policy/served.ts'
import type { BundleOption } from '../rules/rule.ts'
import type { RuleFailure } from './result.ts'

export interface PolicyOptions {
  readonly gatewayApi: BundleOption
  readonly kubernetes: string
  /** CustomResourceDefinitions that replace what the catalogue has for their kinds. */
  readonly crds: readonly unknown[]
  readonly user?: UserInfo
  readonly profile?: string
  readonly old?: (ref: ObjectRef) => KubeObject | undefined
}

/** What admission policies say of objects, as far as they have been judged. */
export interface PolicyPass {
  /** @param decoded the object as the API server reads it, where it is known to admit it */
  judge(object: KubeObject, decoded?: KubeObject): void
  readonly findings: readonly Finding[]
  /** Policies that needed what nobody gave, by name. */
  readonly undecided: ReadonlySet<string>
  readonly failures: readonly RuleFailure[]
}

/**
 * Judges objects by admission policies: `brought` are policies, bindings and what these refer to, which are not judged themselves; those among the
 * objects are judged too. A fault of ours ends what it befell, and is told.
 */
export function policiesOver(
  objects: readonly KubeObject[],
  brought: readonly KubeObject[],
  snapshot: Snapshot,
  options: PolicyOptions,
): PolicyPass {
  const failures: RuleFailure[] = []
  const attempt = <T>(object: ObjectRef, action: () => T): T | undefined => {
    try {
      return action()
    } catch (cause) {
      failures.push({ code: 'GWA-POL', object, cause })
      return undefined
    }
  }
  const judge = attempt(NO_OBJECT, () => judgeOver(objects, brought, snapshot, options))
  return {
    judge: (object, decoded) => attempt(refOf(object), () => judge?.judge(object, decoded)),
    get findings() {
      return judge?.findings ?? []
    },
    undecided: judge?.undecided ?? new Set(),
    get failures() {
      return [...failures, ...(judge?.failures ?? []).map(({ object, cause }) => ({ code: 'GWA-POL', object, cause }))]
    },
  }
}

const NO_OBJECT: ObjectRef = Object.freeze({ group: '', kind: '', namespace: '', name: '' })

/** `undefined` where there is no policy at all. */
function judgeOver(
  objects: readonly KubeObject[],
  brought: readonly KubeObject[],
  snapshot: Snapshot,
  options: PolicyOptions,
): PolicyJudge | undefined {
  const found = [...brought, ...objects].filter(isPolicyObject) as unknown as (AdmissionPolicy | PolicyBinding)[]
  if (found.length === 0) return undefined
  const kinds = kindsOf(options)
  const around = brought.filter(object => !isPolicyObject(object)).reduce((whole, object) => whole.with(object), snapshot)
  const others = policyJudge(readPolicySet(found), around, { ...options, kinds })
  const problems: Finding[] = []
  return {
    ...others,
    get findings() {
      return [...problems, ...others.findings]
    },
    judge(object, decoded) {
      if (!isPolicyObject(object)) return others.judge(object, decoded)
      problems.push(...policyProblems(object as unknown as AdmissionPolicy | PolicyBinding, { kubernetes: options.kubernetes, ...kinds }))
    },
  }
}

const ofCatalogue = new Map<string, ServedKinds>()

function kindsOf({ gatewayApi, crds }: PolicyOptions): ServedKinds {
  const own = catalogue(gatewayApi).crds() as readonly Definition[]
  if (crds.length > 0) return servedKinds(crds as readonly Definition[], own)
  const key = `${gatewayApi.version}/${gatewayApi.channel}`
  const known = ofCatalogue.get(key) ?? servedKinds([], own)
  ofCatalogue.set(key, known)
  return known
}
