import { refOf } from '../../inventory/ref.ts'
import type { KubeObject } from '../../kinds/object.ts'
import { gatewayGroup } from '../model.ts'
import { profileOfController } from '../profiles/index.ts'
import { fields, text } from '../reading/fields.ts'
import type { Topology } from '../topology.ts'
import { condition } from './conditions.ts'
import { gatewayStatus } from './gateway.ts'
import { listenerSetStatus } from './listener-set.ts'
import { backendTlsStatus } from './policy.ts'
import type { PredictedStatus } from './result.ts'
import { routeStatus } from './route.ts'

/** The status that a conformant controller writes on an object; undefined for kinds without one, and where no controller would write any. */
export function statusOf(topology: Topology, object: KubeObject): PredictedStatus | undefined {
  if (topology.gateway(object) !== undefined) return gatewayStatus(topology, object)
  if (topology.listenerSet(object) !== undefined) return listenerSetStatus(topology, object)
  if (topology.route(object) !== undefined) return routeStatus(topology, object)
  const { group, kind } = refOf(object)
  if (group !== gatewayGroup) return undefined
  if (kind === 'BackendTLSPolicy') return backendTlsStatus(topology, object)
  return kind === 'GatewayClass' ? classStatus(topology, object) : undefined
}

function classStatus(topology: Topology, object: KubeObject): PredictedStatus {
  const spec = fields(object.spec)
  const controllerName = text(spec.controllerName) ?? ''
  const parameters = fields(spec.parametersRef)
  const name = text(parameters.name)
  if (name !== undefined) {
    const ref = {
      group: text(parameters.group) ?? '',
      kind: text(parameters.kind) ?? '',
      namespace: text(parameters.namespace) ?? '',
      name,
    }
    if (topology.snapshot.lookup(ref).state === 'absent')
      return {
        conditions: [condition('Accepted', 'False', 'InvalidParameters', `${ref.kind} ${ref.namespace}/${ref.name} does not exist`)],
      }
  }
  if (profileOfController(controllerName) !== undefined) return { conditions: [condition('Accepted', 'True', 'Accepted')] }
  return { conditions: [condition('Accepted', 'Unknown', 'Undetermined', `whether a controller ${controllerName} runs is not known`)] }
}
