import type { Profile } from '../profile.ts'
import cilium from './cilium.ts'
import contour from './contour.ts'
import { defineProfile } from './define.ts'
import envoyGateway from './envoy-gateway.ts'
import glooGateway from './gloo-gateway.ts'
import higress from './higress.ts'
import istio from './istio.ts'
import kgateway from './kgateway.ts'
import nginxGatewayFabric from './nginx-gateway-fabric.ts'
import { others } from './others.ts'
import traefik from './traefik.ts'

/** The specification alone. */
export const conformant: Profile = defineProfile({ name: 'conformant', title: 'a conformant controller' })

/** Every controller that is known by name. */
export const profiles: readonly Profile[] = Object.freeze([
  conformant,
  cilium,
  contour,
  envoyGateway,
  glooGateway,
  higress,
  istio,
  kgateway,
  nginxGatewayFabric,
  traefik,
  ...others,
])

const byName = new Map(profiles.map(profile => [profile.name, profile]))
const byController = new Map(profiles.flatMap(profile => profile.controllerNames.map(name => [name, profile] as const)))

export function profileByName(name: string): Profile | undefined {
  return byName.get(name)
}

export function profileOfController(controllerName: string): Profile | undefined {
  return byController.get(controllerName)
}
