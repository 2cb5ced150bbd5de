import type { KubeObject } from '../kinds/object.ts'

/**
 * The fields of a Namespace that expressions see as `namespaceObject`; unset ones are absent. The type declares `UID`, which nothing fills: the data has
 * `uid`.
 */
export function namespaceVariable(namespace: KubeObject): object {
  let variable = variables.get(namespace)
  if (variable === undefined) {
    variable = fieldsOf(namespace)
    variables.set(namespace, variable)
  }
  return variable
}

const variables = new WeakMap<KubeObject, object>()

function fieldsOf({ metadata, spec, status }: KubeObject): object {
  const pick = (from: unknown, fields: readonly string[]) => {
    const source = (from ?? {}) as Record<string, unknown>
    return Object.fromEntries(fields.flatMap(field => (source[field] === undefined ? [] : [[field, source[field]]])))
  }
  const meta = pick(metadata, [
    'name',
    'generateName',
    'namespace',
    'labels',
    'annotations',
    'uid',
    'creationTimestamp',
    'deletionGracePeriodSeconds',
    'deletionTimestamp',
    'generation',
    'resourceVersion',
    'finalizers',
  ])
  return {
    metadata: meta,
    spec: pick(spec, ['finalizers']),
    status: pick(status, ['conditions', 'phase']),
  }
}
