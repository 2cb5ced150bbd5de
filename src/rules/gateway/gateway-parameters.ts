import { defineRule } from '../rule.ts'
import { anyNamed } from '../view/reads.ts'
import { named } from '../view/words.ts'

/** Parameters of a Gateway that do not exist. */
export default defineRule({
  code: 'GWA-GW-003',
  name: 'gateway-parameters',
  severity: 'error',
  gate: 'never',
  kinds: ['Gateway'],
  reads: [anyNamed],
  since: '0.1.0',
  docs: {
    summary: 'infrastructure.parametersRef names an object that does not exist.',
    why: 'The controller does not accept the Gateway (InvalidParameters): it serves nothing.',
    fix: 'Create the object in the namespace of the Gateway, or correct the name.',
    spec: 'GatewayInfrastructure.parametersRef in the Gateway API reference; conformance test GatewayInvalidParametersRef',
  },
  messages: {
    absent: ({ object }: { object: string }) => `there is no ${object}: the controller does not accept this Gateway, and it serves nothing`,
  },
  check(object, { topology, snapshot, report }) {
    const ref = topology.gateway(object)?.parameters
    if (ref === undefined || snapshot.lookup(ref).state !== 'absent') return
    report(
      'absent',
      [...ref.at, 'name'],
      { object: named(ref) },
      { condition: { type: 'Accepted', status: 'False', reason: 'InvalidParameters' } },
    )
  },
})
