import type { IndexDefinition, Snapshot } from '../../inventory/index.ts'
import type { KubeObject } from '../../inventory/object.ts'
import { readGateway } from '../../topology/reading/gateway.ts'
import { GATEWAY_GROUP } from './groups.ts'

const byAddress: IndexDefinition = {
  name: 'Gateways by requested address',
  kinds: [{ group: GATEWAY_GROUP, kind: 'Gateway' }],
  keys: object =>
    readGateway(object).addresses.flatMap(({ type, value }) => (value === undefined || value === '' ? [] : [`${type} ${value}`])),
}

/** The Gateways that ask for an address. */
export function gatewaysAsking(snapshot: Snapshot, type: string, value: string): readonly KubeObject[] {
  return snapshot.indexed(byAddress, `${type} ${value}`)
}
