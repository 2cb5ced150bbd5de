import { defineProfile, features } from './define.ts'

/** Features as its conformance report lists them: 2.2.4, Gateway API 1.6.0. */
export default defineProfile({
  name: 'higress',
  title: 'Higress',
  controllerNames: ['higress.io/gateway-controller'],
  regexRank: 'below-prefix',
  regexMatch: 'full',
  hostFallThrough: 'not-found',
  attachmentOrder: ['section', 'hostname', 'allowed'],
  routeKinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'],
  backendKinds: ['networking.higress.io/Service'],
  features: features({
    supported: '',
    unsupported: '',
  }),
})
