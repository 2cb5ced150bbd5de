import type { Finding, ObjectRef } from '../diagnostics/finding.ts'
import type { Snapshot } from '../inventory/index.ts'
import { catalogue } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { type PolicyFindings, policyFindings } from '../policy/findings.ts'
import type { AdmissionPolicy, PolicyBinding } from '../policy/index.ts'
import { isPolicyObject } from '../policy/objects.ts'
import { policyProblems } from '../policy/policy-problems.ts'
import { readPolicySet } from '../policy/read.ts'
import type { UserInfo } from '../policy/request.ts'
import { type Definition, type ServedKinds, servedKinds } from '../policy/served.ts'
import type { BundleOption } from '../rules/rule.ts'

export interface PolicyOptions {
  readonly gatewayApi: BundleOption
  readonly kubernetes: string
  /** CustomResourceDefinitions that replace what the catalogue has for their kinds. */
  readonly crds: readonly unknown[]
  readonly user?: UserInfo
  readonly profile?: string
  readonly old?: (ref: ObjectRef) => KubeObject | undefined
}

/**
 * What admission policies say: `brought` are policies, bindings and what these refer to, which are not judged themselves; those among the objects are
 * judged too. `undefined` where there is no policy at all.
 */
export function judgeByPolicies(
  objects: readonly KubeObject[],
  brought: readonly KubeObject[],
  snapshot: Snapshot,
  options: PolicyOptions,
): PolicyFindings | undefined {
  const found = [...brought, ...objects].filter(isPolicyObject) as unknown as (AdmissionPolicy | PolicyBinding)[]
  if (found.length === 0) return undefined
  const kinds = kindsOf(options)
  const set = readPolicySet(found)
  const around = brought.filter(object => !isPolicyObject(object)).reduce((whole, object) => whole.with(object), snapshot)
  const judged = objects.filter(object => !isPolicyObject(object))
  const { findings, undecided, failures } = policyFindings(judged, set, around, { ...options, kinds })
  const problems = (objects.filter(isPolicyObject) as unknown as (AdmissionPolicy | PolicyBinding)[]).flatMap((object): Finding[] =>
    policyProblems(object, { kubernetes: options.kubernetes, ...kinds }),
  )
  return { findings: [...problems, ...findings], undecided, failures }
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
