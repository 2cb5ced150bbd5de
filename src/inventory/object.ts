/** Objects are defined with the kinds; the inventory holds them. */
export { groupOf, type KubeObject } from '../kinds/object.ts'
