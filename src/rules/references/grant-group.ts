import { fields, items, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'

const ROUTING = /^(HTTP|GRPC|TLS|TCP|UDP)Route$|^Gateway$|^ListenerSet$/

/** A group that no reference has, so that the grant permits nothing. */
export default defineRule({
  code: 'GWA-REF-005',
  name: 'grant-group',
  severity: 'warning',
  gate: 'object',
  kinds: ['ReferenceGrant'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'A ReferenceGrant names a group that its kind does not have.',
    why: 'Groups are compared as text: the entry matches no reference, and what it was meant to permit stays refused.',
    fix: 'Write gateway.networking.k8s.io for routes and Gateways, and the empty string for Services, Secrets and ConfigMaps.',
    spec: 'ReferenceGrantFrom.group and ReferenceGrantTo.group in the Gateway API reference',
  },
  messages: {
    from: ({ group, kind }: { group: string; kind: string }) =>
      `no ${kind} is in group ${JSON.stringify(group)}: the entry permits nothing; write gateway.networking.k8s.io`,
    to: ({ group, kind }: { group: string; kind: string }) =>
      `no ${kind} is in group ${JSON.stringify(group)}: the entry permits nothing; write "" for the core group`,
    version: ({ group }: { group: string }) =>
      `${JSON.stringify(group)} is a version, not a group: the entry permits nothing; write the part before the slash of apiVersion, or "" where there is none`,
  },
  check(object, { report }) {
    const spec = fields(object.spec)
    for (const list of ['from', 'to'] as const) {
      for (const { value, at } of items(spec[list], ['spec', list])) {
        const [group, kind] = [text(value.group), text(value.kind)]
        if (group === undefined || kind === undefined) continue
        const place = [...at, 'group']
        if (/^v\d+((alpha|beta)\d+)?$/.test(group)) report('version', place, { group })
        else if (list === 'from' && ROUTING.test(kind) && group !== 'gateway.networking.k8s.io' && NEAR.has(group))
          report('from', place, { group, kind })
        else if (list === 'to' && CORE.has(kind) && (group === 'core' || group.startsWith('gateway.networking.')))
          report('to', place, { group, kind })
      }
    }
  },
})

/** Vendors have routes of these names in groups of their own; these groups have none. */
const NEAR = new Set(['', 'core', 'gateway.networking.x-k8s.io', 'networking.k8s.io', 'gateway.k8s.io'])
const CORE = new Set(['Service', 'Secret', 'ConfigMap'])
