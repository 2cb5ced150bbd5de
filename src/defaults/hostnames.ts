import { refOf } from '../inventory/index.ts'
import { DOMAIN } from './annotations.ts'
import { defineDefault, specOf } from './default.ts'
import { namespaceAnnotation } from './namespace.ts'

/** A hostname of its own for a route that has none: without one it answers for every host of its listeners. */
export default defineDefault({
  name: 'hostnames',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute'],
  reads: ['Namespace'],
  since: '0.1.0',
  admission: true,
  fix: true,
  docs: {
    summary: `A route without hostnames gets one from the annotation ${DOMAIN} of its namespace, in which {name} and {namespace} stand for the route's own.`,
    why: 'A route without hostnames takes every host of the listener, those of other teams included.',
    drift: 'The list is atomic: a later apply that gives hostnames replaces it, one that gives none leaves it.',
  },
  fill(route, context) {
    const { hostnames } = specOf(route)
    if (Array.isArray(hostnames) && hostnames.length > 0) return undefined
    const template = namespaceAnnotation(route, DOMAIN, context)
    const { name, namespace } = refOf(route)
    // With generateName the name is not known yet; the template may not need it.
    if (template === undefined || (name === '' && template.includes('{name}'))) return undefined
    const hostname = template.replaceAll('{name}', name.replaceAll('.', '-')).replaceAll('{namespace}', namespace)
    if (!hostnamePattern.test(hostname) || hostname.length > 253) return undefined
    return {
      edits: [{ op: 'set', at: ['spec', 'hostnames'], value: [hostname] }],
      note: `spec.hostnames is ${hostname}, by the domain of namespace ${namespace}`,
    }
  },
})

/** As the schema of Gateway API has it; a template that yields anything else would make the API server refuse the route. */
const hostnamePattern = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
