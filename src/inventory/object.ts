/** Objects are defined with the kinds; the inventory holds them. */
export { groupOf, type KubeObject, type ObjectMeta } from '../kinds/object.ts'
