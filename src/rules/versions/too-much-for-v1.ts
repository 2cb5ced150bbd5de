import { served } from '../../kinds/crd.ts'
import { siteBit } from '../../kinds/presence.ts'
import { fields } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'
import { CRD, placed } from './installed.ts'

/** Objects of alpha versions that v1 would refuse. */
export default defineRule({
  code: 'GWA-VER-006',
  name: 'too-much-for-v1',
  severity: 'warning',
  gate: 'never',
  kinds: ['TLSRoute', 'TCPRoute', 'UDPRoute'],
  reads: [CRD],
  since: '0.1.0',
  docs: {
    summary: 'The route is written in an alpha version and would not be valid in v1.',
    why: 'v1 of these routes allows one rule, and v1 of TLSRoute requires hostnames. Stored objects that break this are read as v1 all the same, but the next change to them is refused.',
    fix: 'Split the route, one for each rule, and give every TLSRoute its hostnames. Then write apiVersion v1.',
    spec: 'TLSRouteSpec, TCPRouteSpec and UDPRouteSpec in the Gateway API reference',
  },
  messages: {
    rules: ({ kind, count }: { kind: string; count: number }) =>
      `${kind} v1 allows one rule and this route has ${count}: make a route of each before the alpha versions are no longer served`,
    hostnames: ({ kind }: { kind: string }) =>
      `${kind} v1 requires hostnames and this route has none: name the hosts it answers for before the alpha versions are no longer served`,
  },
  check(object, context) {
    const found = placed(object, context)
    if (found === undefined || found.version === 'v1') return
    const { kind, bundle, channel } = found
    if (!kind.versions.some(v => v.name === 'v1' && served(v, siteBit(bundle, channel)))) return
    const spec = fields(object.spec)
    const { rules, hostnames } = spec
    if (Array.isArray(rules) && rules.length > 1) context.report('rules', ['spec', 'rules'], { kind: kind.kind, count: rules.length })
    if (kind.kind === 'TLSRoute' && (!Array.isArray(hostnames) || hostnames.length === 0)) {
      context.report('hostnames', hostnames === undefined ? ['spec'] : ['spec', 'hostnames'], { kind: kind.kind })
    }
  },
})
