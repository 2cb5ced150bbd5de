import { dirname, join, resolve } from 'node:path'
import type { Finding } from '../diagnostics/finding.ts'
import { refOf, type Snapshot } from '../inventory/index.ts'
import { catalogue } from '../kinds/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { type Bound, bind } from '../policy/bound.ts'
import { policyFindingsOf } from '../policy/findings.ts'
import { isPolicyObject } from '../policy/objects.ts'
import { readPolicySet } from '../policy/read.ts'
import { type Definition, type ServedKinds, servedKinds } from '../policy/served.ts'
import { wantsTopology } from '../policy/topology-context.ts'
import type { BundleOption } from '../rules/rule.ts'
import { readSource } from '../source/index.ts'
import { atItsPlace, isUnreadable } from '../source/problem.ts'
import type { AdmissionRequest } from './review.ts'
import type { Sources } from './sources.ts'

const GROUP = 'admissionregistration.k8s.io'

/**
 * The policies that the API server cannot carry out, for they look at other objects: those of the cluster and those of the configuration. All others it
 * enforces itself, better than a webhook could.
 */
export class AdmissionPolicies {
  /** Those of the configuration. */
  readonly configured: readonly KubeObject[]
  #from: readonly KubeObject[] = []
  #bound: readonly Bound[] = []
  #place = ''
  #kinds: ServedKinds | undefined

  constructor(configured: readonly KubeObject[] = []) {
    this.configured = configured
  }

  /** What they say of a request; `after` is the cluster as it would be. */
  judge(request: AdmissionRequest, after: Snapshot, place: Place): Finding[] {
    const bound = this.#current(after, place)
    if (bound.length === 0 || !request.object) return []
    const around = this.configured.filter(object => !isPolicyObject(object)).reduce((whole, object) => whole.with(object), after)
    const asked = { ...request, object: request.object, oldObject: request.oldObject ?? null }
    return policyFindingsOf(asked, refOf(request.object), bound, around, { kinds: this.#kinds!, profile: place.profile })
  }

  #current(snapshot: Snapshot, { gatewayApi, kubernetes }: Place): readonly Bound[] {
    const found = [
      ...this.configured,
      ...snapshot.list(GROUP, 'ValidatingAdmissionPolicy'),
      ...snapshot.list(GROUP, 'ValidatingAdmissionPolicyBinding'),
    ]
    const where = `${gatewayApi.version}/${gatewayApi.channel}/${kubernetes}`
    if (where === this.#place && found.length === this.#from.length && found.every((object, i) => object === this.#from[i]))
      return this.#bound
    const { policies, bindings } = readPolicySet(found)
    const wanted = policies.filter(policy => policy.kind === 'ValidatingAdmissionPolicy' && wantsTopology(policy))
    this.#from = found
    this.#bound = bind(wanted, bindings, kubernetes)
    if (where !== this.#place || this.#kinds === undefined) this.#kinds = servedKinds(catalogue(gatewayApi).crds() as readonly Definition[])
    this.#place = where
    return this.#bound
  }
}

interface Place {
  readonly gatewayApi: BundleOption
  readonly kubernetes: string
  readonly profile: string
}

/** The objects in the files and folders that `policies` of gatewright.yaml names, relative to it. @throws Error where one cannot be read */
export function configuredPolicies(paths: readonly string[], config: string, sources: Sources): KubeObject[] {
  return paths
    .flatMap(path => filesBelow(resolve(dirname(config), path), sources))
    .flatMap(file => {
      const { documents, problems } = readSource(file, sources.text(file))
      const broken = problems.find(isUnreadable)
      if (broken) throw new Error(atItsPlace(broken))
      return documents.map(document => document.object as KubeObject)
    })
}

function filesBelow(path: string, sources: Sources): string[] {
  const names = sources.names(path)
  if (names === undefined) return [path]
  return names
    .filter(name => !name.startsWith('.'))
    .flatMap(name => filesBelow(join(path, name), sources))
    .filter(file => /\.(ya?ml|json)$/.test(file))
}
