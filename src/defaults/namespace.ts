import { refOf } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { DefaultContext } from './default.ts'

/** The Namespace of an object, where it is known. */
export function namespaceOf(object: KubeObject, { snapshot }: Pick<DefaultContext, 'snapshot'>): KubeObject | undefined {
  return snapshot.get({ group: '', kind: 'Namespace', namespace: '', name: refOf(object).namespace })
}

/** What the Namespace of an object says in an annotation. */
export function namespaceAnnotation(object: KubeObject, name: string, context: Pick<DefaultContext, 'snapshot'>): string | undefined {
  return namespaceOf(object, context)?.metadata.annotations?.[name] || undefined
}
