export type { KubeObject, ObjectMeta } from '../kinds/object.ts'
export { groupOf } from '../kinds/object.ts'
