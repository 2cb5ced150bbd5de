import type { KubeObject } from '../../../src/kinds/object.ts'
import type { Random } from '../mutate.ts'
import { type Credentials, randomCredentials } from './credentials.ts'
import { randomGrant, randomPolicy, randomServices } from './random-backends.ts'
import { randomGateway, randomListenerSet } from './random-gateways.ts'
import { randomRoute, routeKinds } from './random-routes.ts'
import { className, controllerName, gatewayApi, type Made, maybe, namespaces, several } from './vocabulary.ts'

/** Objects of one GatewayClass and everything that their statuses depend on, as authors write them. */
export function randomSet(random: Random, credentials: Credentials): KubeObject[] {
  const somewhere = () => random.pick(namespaces)
  const objects: Made[] = [
    {
      apiVersion: `${gatewayApi}/v1`,
      kind: 'GatewayClass',
      metadata: { name: className },
      spec: { controllerName },
    },
    ...namespaces.map(name => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name, ...maybe(random, 0.6, () => ({ team: random.pick(['a', 'b']) })) } },
    })),
    ...namespaces.flatMap(namespace => [
      ...randomCredentials(namespace, credentials, random),
      ...randomServices(namespace, random),
      ...several(random, 0, 2, i => randomGrant(namespace, `grant-${i}`, random)),
    ]),
    ...several(random, 1, 2, i => randomGateway(random.pick(['infra', 'infra', 'shop']), `gateway-${i}`, random)),
    ...several(random, 0, 2, i => randomListenerSet(somewhere(), `set-${i}`, random)),
    ...several(random, 1, 6, i => randomRoute(random.pick(routeKinds), somewhere(), `route-${i}`, random)),
    ...several(random, 0, 3, i => randomPolicy(somewhere(), `policy-${i}`, random)),
  ]
  // Ages decide conflicts; some are the same.
  const created = () => `2025-01-0${1 + random.below(3)}T00:00:00Z`
  return objects.map(object => ({ ...object, metadata: { ...object.metadata, creationTimestamp: created() } }) as KubeObject)
}
