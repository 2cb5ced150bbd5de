import { DEFAULT_INGRESS_CLASS } from './annotations.ts'
import { defineDefault, specOf } from './default.ts'
import { namespaceAnnotation } from './namespace.ts'

const LEGACY = 'kubernetes.io/ingress.class'

/** The Ingress class of the namespace; the one of the cluster is filled in by Kubernetes itself, before webhooks are asked. */
export default defineDefault({
  name: 'ingress-class-name',
  kinds: ['networking.k8s.io/Ingress'],
  reads: ['Namespace'],
  since: '0.1.0',
  admission: true,
  fix: true,
  docs: {
    summary: `An Ingress without a class gets the one that the annotation ${DEFAULT_INGRESS_CLASS} of its namespace names.`,
    why: 'Teams that share a cluster want different controllers, and Kubernetes knows one default for all of them.',
    drift: 'Low: a single field of the spec.',
  },
  fill(ingress, context) {
    if (specOf(ingress)['ingressClassName'] !== undefined || ingress.metadata.annotations?.[LEGACY] !== undefined) return undefined
    const name = namespaceAnnotation(ingress, DEFAULT_INGRESS_CLASS, context)
    if (name === undefined) return undefined
    return {
      edits: [{ op: 'set', at: ['spec', 'ingressClassName'], value: name }],
      note: `spec.ingressClassName is ${name}, the default of its namespace`,
    }
  },
})
