import { gatewayGroup } from '../topology/model.ts'
import { DEFAULT_CLASS } from './annotations.ts'
import { defineDefault, specOf } from './default.ts'

/** The class that is marked as default, when exactly one is: of two, neither is the one that the author meant. */
export default defineDefault({
  name: 'gateway-class-name',
  kinds: ['Gateway'],
  reads: ['GatewayClass'],
  since: '0.1.0',
  admission: true,
  fix: true,
  docs: {
    summary: `A Gateway without gatewayClassName gets the GatewayClass with the annotation ${DEFAULT_CLASS}: "true".`,
    why: 'The field is required, and most clusters have one class that everybody means.',
    drift: 'Low: a single field of the spec.',
  },
  fill(gateway, { snapshot }) {
    const { gatewayClassName } = specOf(gateway)
    if (gatewayClassName !== undefined && gatewayClassName !== null && gatewayClassName !== '') return undefined
    const marked = snapshot.list(gatewayGroup, 'GatewayClass').filter(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true')
    const [only] = marked
    if (marked.length !== 1 || only?.metadata.name === undefined) return undefined
    return {
      edits: [{ op: 'set', at: ['spec', 'gatewayClassName'], value: only.metadata.name }],
      note: `spec.gatewayClassName is ${only.metadata.name}, the class that is marked as default`,
    }
  },
})
