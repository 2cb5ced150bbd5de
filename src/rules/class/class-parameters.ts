import { fields, isFields, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { anyNamed } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Parameters of a class that do not exist. */
export default defineRule({
  code: 'GWA-CLS-003',
  name: 'class-parameters',
  severity: 'error',
  gate: 'never',
  kinds: ['GatewayClass'],
  reads: [anyNamed],
  since: '0.1.0',
  docs: {
    summary: 'The parametersRef of a GatewayClass names an object that does not exist.',
    why: 'The controller does not accept the class (InvalidParameters), and none of its Gateways is served.',
    fix: 'Create the object, or correct name and namespace.',
    spec: 'GatewayClassSpec.parametersRef in the Gateway API reference',
  },
  messages: {
    absent: ({ object }: { object: string }) =>
      `there is no ${object}: the controller does not accept this class, and none of its Gateways is served`,
  },
  check(gatewayClass, { snapshot, report }) {
    const value = fields(gatewayClass.spec).parametersRef
    if (!isFields(value)) return
    const ref = {
      group: text(value.group) ?? '',
      kind: text(value.kind) ?? '',
      namespace: text(value.namespace) ?? '',
      name: text(value.name) ?? '',
    }
    if (snapshot.lookup(ref).state !== 'absent') return
    report(
      'absent',
      ['spec', 'parametersRef', 'name'],
      { object: named(ref) },
      { condition: { type: 'Accepted', status: 'False', reason: 'InvalidParameters' } },
    )
  },
})
