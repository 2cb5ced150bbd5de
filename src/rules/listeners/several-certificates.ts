import { defineRule } from '../rule.ts'
import { ownListeners } from '../view/listeners.ts'

/** More than one certificate for one listener: what becomes of the others is up to the implementation. */
export default defineRule({
  code: 'GWA-LIS-008',
  name: 'several-certificates',
  severity: 'info',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A listener names more than one certificate.',
    why: 'Support for several is implementation specific: a controller may use the first alone, and clients then see the wrong one.',
    fix: 'Use one listener per hostname, each with its certificate, where your controller does not document several.',
    spec: 'ListenerTLSConfig.certificateRefs in the Gateway API reference',
  },
  messages: {
    several: ({ name, count }: { name: string; count: number }) =>
      `listener ${name} has ${count} certificates: which one a client sees depends on the controller, and some use the first alone`,
  },
  check(object, { topology, report }) {
    for (const { name, tls } of ownListeners(topology, object)) {
      const refs = tls?.mode === 'Terminate' ? tls.certificateRefs : []
      if (refs.length > 1) report('several', refs[1]!.at, { name, count: refs.length })
    }
  },
})
