import { type Catalogue, type Channel, catalogue } from '../kinds/index.ts'
import { groupOf } from '../kinds/object.ts'
import { type Admission, createAdmission, isCrd } from '../schema/index.ts'

export interface Schemas {
  /** The admission that knows the kind; undefined where no schema is known. */
  find(apiVersion: string, kind: string): Admission | undefined
  /** Versions that are served of a kind whose asked-for version is not. */
  servedVersions(group: string, kind: string): readonly string[]
}

export interface SchemaOptions {
  readonly gatewayApi: { readonly version: string; readonly channel: Channel }
  readonly kubernetes: string
  /** CustomResourceDefinitions that replace what the catalogue has for their kinds. */
  readonly crds?: readonly unknown[]
}

/** Kinds by group and name: the given CRDs first, the catalogue of the bundle for the rest. Each is prepared when it is first asked for. */
export function createSchemas({ gatewayApi, kubernetes, crds = [] }: SchemaOptions): Schemas {
  const known = catalogue(gatewayApi)
  const given = new Map<string, unknown>()
  for (const crd of crds) {
    // A definition of apiextensions.k8s.io/v1beta1 is none to any API server that we speak for.
    if (!isCrd(crd)) continue
    const { group, names } = ((crd as Crd).spec ?? {}) as NonNullable<Crd['spec']>
    if (typeof group === 'string' && typeof names?.kind === 'string') given.set(`${group}/${names.kind}`, crd)
  }
  const admissions = new Map<string, Admission | undefined>()

  const admissionOf = (group: string, kind: string): Admission | undefined => {
    const key = `${group}/${kind}`
    if (admissions.has(key)) return admissions.get(key)
    const crd = given.get(key)
    const admission = crd === undefined ? fromCatalogue(known, group, kind, kubernetes) : createAdmission([crd], { kubernetes })
    admissions.set(key, admission)
    return admission
  }
  return {
    find: (apiVersion, kind) => admissionOf(groupOf(apiVersion), kind),
    servedVersions: (group, kind) =>
      (admissionOf(group, kind)?.kinds ?? []).filter(version => version.served).map(version => version.version),
  }
}

interface Crd {
  readonly spec?: { readonly group?: unknown; readonly names?: { readonly kind?: unknown } }
}

const kept = new Map<string, Admission>()

/** Validators of the catalogue are made once per process, whoever asks. */
function fromCatalogue(known: Catalogue, group: string, kind: string, kubernetes: string): Admission | undefined {
  const key = `${known.bundle}/${known.channel}/${kubernetes}/${group}/${kind}`
  let admission = kept.get(key)
  if (admission === undefined) {
    const crd = known.crd(group, kind)
    if (crd === undefined) return undefined
    admission = createAdmission([crd], { kubernetes })
    kept.set(key, admission)
  }
  return admission
}
