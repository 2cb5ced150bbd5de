import type { Finding, ObjectRef } from '../diagnostics/finding.ts'
import { refOf, type Snapshot } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import gatewaysLoseClass from '../rules/protection/gateways-lose-class.ts'
import listenersLoseCertificate from '../rules/protection/listeners-lose-certificate.ts'
import routesLoseBackend from '../rules/protection/routes-lose-backend.ts'
import routesLoseParent from '../rules/protection/routes-lose-parent.ts'
import type { RuleDefinition } from '../rules/rule.ts'
import { createTopology } from '../topology/index.ts'
import type { EffectiveListener, Topology } from '../topology/topology.ts'
import { dependentsOf } from './dependents.ts'
import { type Loss, lossFinding, nameOf } from './loss.ts'

export interface BreakageOptions {
  readonly profile: string
  /** How many dependent objects are compared at most; beyond it the answer is `partial`. */
  readonly budget?: number
}

export interface Breakage {
  readonly findings: readonly Finding[]
  readonly partial: boolean
}

const BUDGET = 2000
/**
 * What a change or deletion of `ref` breaks for other objects: everything that works in `before` and, because of this object alone, no longer
 * works in `after`. What is unknown on either side is no loss.
 */
export function breakage(before: Snapshot, after: Snapshot, ref: ObjectRef, options: BreakageOptions): Breakage {
  const [then, now] = [before, after].map(snapshot => createTopology(snapshot, { profile: options.profile })) as [Topology, Topology]
  const { routes, gateways } = dependentsOf(ref, then)
  const budget = options.budget ?? BUDGET
  const [theRoutes, theGateways] = [routes.slice(0, budget), gateways.slice(0, budget)]
  const findings: Finding[] = []
  const add = (rule: RuleDefinition, losses: readonly Loss[], what: string) => {
    if (losses.length > 0) findings.push(lossFinding(rule, ref, losses, `this breaks ${losses.length} live ${what}`))
  }
  const deleted = after.get(ref) === undefined
  add(
    routesLoseParent,
    theRoutes.flatMap(route => parentLosses(route, then, now)),
    'route',
  )
  add(
    routesLoseBackend,
    theRoutes.flatMap(route => backendLosses(route, then, now)),
    'route',
  )
  if (ref.kind === 'GatewayClass' && deleted) add(gatewaysLoseClass, theGateways.map(classLoss), 'Gateway')
  add(
    listenersLoseCertificate,
    theGateways.flatMap(gateway => certificateLosses(gateway, then, now)),
    'listener',
  )
  return { findings, partial: routes.length > budget || gateways.length > budget }
}

function parentLosses(route: KubeObject, then: Topology, now: Topology): Loss[] {
  const kept = new Map(now.bindingsOf(route).map(binding => [bindingKey(binding.parent.index, binding.listener), binding.verdict]))
  const lost = then.bindingsOf(route).filter(({ verdict, parent, listener }) => {
    return verdict === 'yes' && (kept.get(bindingKey(parent.index, listener)) ?? 'no') === 'no'
  })
  if (lost.length === 0) return []
  const left = [...kept.values()].some(verdict => verdict !== 'no')
  const names = [...new Set(lost.map(({ listener }) => `${listener.name} of ${nameOf(listener.owner)}`))].join(', ')
  return [
    {
      object: refOf(route),
      message: left ? `no longer served at listener ${names}` : `no longer served at all (it was at listener ${names})`,
    },
  ]
}

function bindingKey(parent: number | undefined, { owner, name }: EffectiveListener): string {
  return `${parent} ${owner.kind} ${owner.namespace}/${owner.name} ${name}`
}

function backendLosses(route: KubeObject, then: Topology, now: Topology): Loss[] {
  const after = now.backendsOf(route)
  return then.backendsOf(route).flatMap((backend, i) => {
    const loss = after[i]
    if (backend.resolved !== 'yes' || loss?.resolved !== 'no') return []
    return [
      {
        object: refOf(route),
        message: `requests to ${nameOf(backend.ref)} answered with 500${loss.detail === undefined ? '' : `: ${loss.detail}`}`,
      },
    ]
  })
}

function classLoss(gateway: KubeObject): Loss {
  return { object: refOf(gateway), message: 'left without a controller' }
}

function certificateLosses(gateway: KubeObject, then: Topology, now: Topology): Loss[] {
  const after = new Map(now.effectiveListeners(gateway).map(listener => [bindingKey(undefined, listener), listener]))
  return then.effectiveListeners(gateway).flatMap(listener => {
    const later = after.get(bindingKey(undefined, listener))
    if (later === undefined) return []
    return listener.certificates.flatMap((certificate, i) => {
      const problem = later.certificates[i]?.problem
      if (certificate.problem !== undefined || certificate.permitted !== 'yes' || problem === undefined) return []
      const message = `listener ${listener.name} loses its certificate: ${nameOf(certificate.ref)} ${problem.detail}`
      return [{ object: listener.owner, message }]
    })
  })
}
