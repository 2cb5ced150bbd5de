export { gatewayGroup as GATEWAY_GROUP } from '../../topology/model.ts'
/** The group of kinds that are still experiments. */
export const GATEWAY_X_GROUP = 'gateway.networking.x-k8s.io'
