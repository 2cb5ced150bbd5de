import { fields, items, text, whole } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'

/** A controller that says the installed definitions are not the ones it knows. */
export default defineRule({
  code: 'GWA-VER-014',
  name: 'class-refuses-bundle',
  severity: 'info',
  gate: 'never',
  kinds: ['GatewayClass'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'The controller of a GatewayClass reports that it does not support the installed Gateway API bundle.',
    why: 'Such a controller works as well as it can: new fields may do nothing, and what it reads wrongly it does not report.',
    fix: 'Install a bundle that the controller supports, or a release of the controller that supports the bundle.',
    spec: 'GatewayClass condition SupportedVersion',
  },
  messages: {
    unsupported: ({ controller, message }: { controller: string; message: string }) =>
      `${controller} does not support the installed Gateway API bundle${message === '' ? '' : ` (it says: ${message})`}: fields of this bundle may do nothing`,
  },
  check(object, { report }) {
    for (const { value: condition, at } of items(fields(object.status)['conditions'], ['status', 'conditions'])) {
      if (condition['type'] !== 'SupportedVersion' || condition['status'] !== 'False') continue
      const observed = whole(condition['observedGeneration'])
      const generation = whole(object.metadata.generation)
      if (observed !== undefined && generation !== undefined && observed < generation) continue
      const controller = text(fields(object.spec)['controllerName']) ?? 'the controller'
      report('unsupported', at, { controller, message: text(condition['message']) ?? '' })
    }
  },
})
