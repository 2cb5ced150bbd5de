import type { KubeObject } from '../../../src/kinds/object.ts'
import { createTopology, type PredictedStatus, predict } from '../../../src/topology/index.ts'
import { classes } from './classes.ts'
import { pathOf, type WatchedCluster } from './watched-cluster.ts'

const ours = new Set(Object.values(classes).map(({ controllerName }) => controllerName))

type Conditions = NonNullable<PredictedStatus['conditions']>

/** A controller that knows no more than what is predicted. */
export interface Controller {
  /** The Gateway that has an address. */
  gatewayAt(address: string): { readonly namespace: string; readonly name: string } | undefined
  /** The address of a Gateway that this controller looks after. */
  addressOf(gateway: KubeObject): string | undefined
  /** Conditions that could not be told although everything is known. */
  readonly undetermined: ReadonlySet<string>
}

/** Writes the predicted status on every object that one is predicted for. */
export function startController(cluster: WatchedCluster): Controller {
  const addresses = new Addresses()
  const written = new Map<string, string>()
  const undetermined = new Set<string>()

  async function write(): Promise<void> {
    const snapshot = cluster.snapshot()
    const pending: Promise<void>[] = []
    const there = new Set<string>()
    for (const { group, kind, namespace, name, status } of predict(snapshot)) {
      const object = snapshot.get({ group, kind, namespace, name })!
      const key = `${kind} ${namespace}/${name} ${object.metadata.uid}`
      there.add(key)
      const ours = own(object, status)
      if (ours === undefined) continue
      const text = JSON.stringify([ours, object.metadata.generation])
      if (written.get(key) === text) continue
      written.set(key, text)
      if (text.includes('"Undetermined"')) undetermined.add(`${kind} ${namespace}/${name}: ${text}`)
      pending.push(patch(object, ours))
    }
    for (const key of written.keys()) if (!there.has(key)) written.delete(key)
    await Promise.all(pending)
  }

  /** What this controller writes of a status: nothing on what belongs to others, and an address on its Gateways. */
  function own(object: KubeObject, status: PredictedStatus): object | undefined {
    const observedGeneration = object.metadata.generation ?? 0
    const stamped = (conditions: Conditions) => conditions.map(condition => ({ ...condition, observedGeneration }))
    switch (object.kind) {
      case 'GatewayClass': {
        if (!ours.has((object.spec as { controllerName: string }).controllerName)) return undefined
        // That a controller runs is what a prediction cannot know.
        const conditions = status.conditions!.map(condition =>
          condition.reason === 'Undetermined' ? { ...condition, status: 'True', reason: 'Accepted', message: '' } : condition,
        ) as Conditions
        return { conditions: stamped(conditions), supportedFeatures: classes[object.metadata.name!]?.features.map(name => ({ name })) }
      }
      case 'Gateway': {
        if (addressOf(object) === undefined) return undefined
        return {
          ...status,
          conditions: stamped(judgeAddresses(object, status.conditions!)),
          listeners: status.listeners?.map(listener => ({ ...listener, conditions: stamped(listener.conditions) })),
          addresses: [{ type: 'IPAddress', value: addressOf(object) }],
        }
      }
      case 'ListenerSet':
        return {
          conditions: stamped(status.conditions!),
          listeners: status.listeners?.map(listener => ({ ...listener, conditions: stamped(listener.conditions) })),
        }
      default: {
        const entries = <T extends { readonly controllerName: string; readonly conditions: Conditions }>(list: readonly T[] | undefined) =>
          list
            // Behind a Service there is no class that would name a controller.
            ?.map(entry => ({
              ...entry,
              controllerName: entry.controllerName || classes['conformance']!.controllerName,
              conditions: stamped(entry.conditions),
            }))
            .filter(entry => ours.has(entry.controllerName))
        const { parents, ancestors } = status
        return { ...(parents && { parents: entries(parents) }), ...(ancestors && { ancestors: entries(ancestors) }) }
      }
    }
  }

  async function patch(object: KubeObject, status: object): Promise<void> {
    const lastTransitionTime = new Date().toISOString().replace(/\.\d+/, '')
    const timed = JSON.parse(JSON.stringify(status), (_, value) =>
      typeof value === 'object' && value !== null && 'observedGeneration' in value ? { ...value, lastTransitionTime } : value,
    )
    try {
      await cluster.client.send('PATCH', `${pathOf(object)}/status`, { status: timed }, 'application/merge-patch+json')
    } catch (error) {
      if ((error as { status?: number }).status !== 404) throw error
    }
  }

  function addressOf(gateway: KubeObject): string | undefined {
    const { controllerName = '' } = createTopology(cluster.snapshot()).classOf(gateway)
    return ours.has(controllerName) ? addresses.of(gateway) : undefined
  }

  cluster.follow(write)
  return { gatewayAt: address => addresses.gatewayAt(address), addressOf, undetermined }
}

/** Static addresses that the network has, and one that it does not have. */
export const staticAddresses = { usable: '127.2.0.1', unusable: '192.0.2.1' }

interface GatewayAddresses {
  readonly addresses?: readonly { readonly type?: string; readonly value?: string }[]
}

/** Which types of addresses there are, and which addresses, is up to the network: no prediction knows. */
function judgeAddresses(gateway: KubeObject, conditions: Conditions): Conditions {
  const wanted = (gateway.spec as GatewayAddresses).addresses ?? []
  const change = (type: string, reason: string) =>
    conditions.map(condition => (condition.type === type ? { ...condition, status: 'False' as const, reason, message: '' } : condition))
  if (wanted.some(({ type }) => type?.includes('/'))) return change('Accepted', 'UnsupportedAddress')
  return wanted.some(({ value }) => value === staticAddresses.unusable) ? change('Programmed', 'AddressNotUsable') : conditions
}

/** Gives every Gateway an address of the loopback network for itself. */
class Addresses {
  readonly #byUid = new Map<string, string>()
  readonly #gateways = new Map<string, { namespace: string; name: string }>()

  of(gateway: KubeObject): string {
    const { uid, namespace, name } = gateway.metadata
    const wanted = (gateway.spec as GatewayAddresses).addresses ?? []
    if (wanted.some(({ value }) => value === staticAddresses.usable)) return staticAddresses.usable
    let address = this.#byUid.get(uid!)
    if (address === undefined) {
      address = `127.1.${this.#byUid.size >> 8}.${this.#byUid.size & 255}`
      this.#byUid.set(uid!, address)
      this.#gateways.set(address, { namespace: namespace!, name: name! })
    }
    return address
  }

  gatewayAt(address: string): { namespace: string; name: string } | undefined {
    return this.#gateways.get(address)
  }
}
