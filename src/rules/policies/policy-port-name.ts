import { servicePorts } from '../../topology/backends.ts'
import { defineRule } from '../rule.ts'
import { backendReads } from '../view/reads.ts'
import { listed, named } from '../view/words.ts'

/** A BackendTLSPolicy for a port that its Service does not have. */
export default defineRule({
  code: 'GWA-POL-005',
  name: 'policy-port-name',
  severity: 'error',
  gate: 'opt-in',
  kinds: ['BackendTLSPolicy'],
  reads: backendReads,
  since: '0.1.0',
  docs: {
    summary: 'The sectionName of a BackendTLSPolicy is not the name of a port of its Service.',
    why: 'The policy does not attach: connections to the port that was meant go out in plain text.',
    fix: 'Use the name of the port, not its number; a port without a name cannot be targeted alone.',
    spec: 'LocalPolicyTargetReferenceWithSectionName.sectionName in the Gateway API reference',
  },
  messages: {
    absent: ({ service, section, has }: { service: string; section: string; has: string }) =>
      `${service} has no port named ${section}, so this policy governs nothing there; its ports are ${has}`,
    number: ({ service, section, name }: { service: string; section: string; name: string }) =>
      `sectionName takes the name of a port, not its number: ${section} is ${name} in ${service}, and this policy governs nothing there`,
  },
  check(object, { topology, report }) {
    for (const { target, object: found } of topology.attachedTargets(object)) {
      const { sectionName, kind, group } = target
      if (sectionName === undefined || kind !== 'Service' || group !== '' || found.state !== 'found') continue
      const ports = servicePorts(found.object)
      if (ports.some(({ name }) => name === sectionName)) continue
      const at = [...target.at, 'sectionName']
      const condition = { type: 'Accepted', status: 'False', reason: 'TargetNotFound' } as const
      const numbered = ports.find(({ port }) => String(port) === sectionName)
      if (numbered !== undefined) {
        const name = numbered.name === '' ? 'a port without a name' : `the port named ${numbered.name}`
        report(
          'number',
          at,
          { service: named(target), section: sectionName, name },
          {
            condition,
            ...(numbered.name !== '' && {
              fix: [{ safe: false, description: `name the port: ${numbered.name}`, edits: [{ op: 'set', at, value: numbered.name }] }],
            }),
          },
        )
      } else {
        const has =
          ports.length === 0 ? 'none' : listed(ports.map(({ name, port }) => (name === '' ? `${port} (no name)` : `${name} (${port})`)))
        report('absent', at, { service: named(target), section: sectionName, has }, { condition })
      }
    }
  },
})
