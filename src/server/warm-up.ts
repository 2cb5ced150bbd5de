import { setImmediate as nextTurn } from 'node:timers/promises'
import { evaluate } from '../engine/evaluate.ts'
import { refOf } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import { createTopology } from '../topology/index.ts'
import { gatewayGroup } from '../topology/model.ts'
import { readRoute, routeKinds } from '../topology/reading/route.ts'
import type { World } from './judge.ts'

/** Routes that are read at a stretch: some ten milliseconds of work. */
const SLICE = 250

/**
 * Derives what all reviews share, in slices between which probes and watches have their turn: what every route says, and per Gateway which
 * routes are where. The first reviews would otherwise wait for it, in a large cluster for longer than an API server waits for them.
 */
export async function warmUp(world: () => World, signal: AbortSignal): Promise<void> {
  for (const _ of steps(world)) {
    await nextTurn()
    if (signal.aborted) return
  }
}

function* steps(world: () => World): Generator<undefined> {
  const { snapshot } = world()
  for (const kind of routeKinds) {
    const routes = snapshot.list(gatewayGroup, kind)
    for (let i = 0; i < routes.length; i += SLICE) {
      for (const route of routes.slice(i, i + SLICE)) readRoute(route)
      yield
    }
  }
  for (const gateway of snapshot.list(gatewayGroup, 'Gateway')) {
    rehearse(gateway, world())
    yield
  }
}

/** Judges one route of a Gateway as if it were applied again, which needs all that is known of its listeners. */
function rehearse(gateway: KubeObject, { snapshot, engine }: World): void {
  const topology = createTopology(snapshot, { profile: engine.profile })
  const [route] = topology.effectiveListeners(gateway).flatMap(listener => topology.routesOn(listener).map(binding => binding.route.object))
  if (route !== undefined) evaluate(snapshot.with({ ...route }), [refOf(route)], engine)
}
