/** A kind as the API server serves it, and as it is watched. */
export interface Resource {
  readonly group: string
  readonly version: string
  readonly kind: string
  /** The last part of the URL: `httproutes`. */
  readonly plural: string
}

/** `httproutes.gateway.networking.k8s.io`; `services` for the core group. */
export function resourceName(resource: Resource): string {
  return resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`
}

/** The collection in all namespaces. */
export function collectionPath(resource: Pick<Resource, 'group' | 'version' | 'plural'>): string {
  const prefix = resource.group === '' ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`
  return `${prefix}/${resource.plural}`
}
