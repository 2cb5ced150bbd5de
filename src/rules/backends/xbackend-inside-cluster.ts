import { fields, text } from '../../topology/reading/fields.ts'
import { defineRule } from '../rule.ts'

/** An external hostname that is a name inside the cluster: a way around Services and their grants. */
export default defineRule({
  code: 'GWA-BE-017',
  name: 'xbackend-inside-cluster',
  severity: 'warning',
  gate: 'object',
  kinds: ['XBackend'],
  reads: [],
  since: '0.1.0',
  docs: {
    summary: 'An XBackend of type ExternalHostname names something inside the cluster or the proxy itself.',
    why: 'The schema refuses names that end in .cluster.local only. Other spellings reach Services without a ReferenceGrant, or ports of the proxy itself.',
    fix: 'Refer to the Service, with a ReferenceGrant where it lives in another namespace.',
    spec: 'GEP-4894, ExternalHostname: not for destinations inside the cluster',
  },
  messages: {
    service: ({ hostname }: { hostname: string }) =>
      `${hostname} is the name of a Service inside the cluster: refer to the Service, so that ReferenceGrants are heeded`,
    local: ({ hostname }: { hostname: string }) => `${hostname} is the proxy itself: requests reach ports that nobody meant to open`,
  },
  check(object, { report }) {
    const hostname = text(fields(fields(object.spec).externalHostname).hostname)?.toLowerCase()
    const at = ['spec', 'externalHostname', 'hostname']
    if (hostname === undefined) return
    if (hostname === 'localhost' || hostname.endsWith('.localhost')) report('local', at, { hostname })
    else if (hostname.endsWith('.svc') || /\.svc\.[a-z0-9.-]+\.(local|internal)$/.test(hostname)) report('service', at, { hostname })
  },
})
