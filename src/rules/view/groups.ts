import { xGroup } from '../../topology/indexes.ts'
import { gatewayGroup } from '../../topology/model.ts'

export { gatewayGroup as GATEWAY_GROUP, xGroup as GATEWAY_X_GROUP }

/** Gateway API's own groups: that of its kinds, and that of kinds which are still experiments. */
export const GATEWAY_GROUPS: readonly string[] = [gatewayGroup, xGroup]
