import { defineRule } from '../rule.ts'
import { ownListeners } from '../view/listeners.ts'

/** Any namespace may claim any hostname. */
export default defineRule({
  code: 'GWA-LIS-014',
  name: 'open-to-every-namespace',
  severity: 'warning',
  gate: 'object',
  kinds: ['Gateway', 'ListenerSet'],
  reads: [],
  since: '0.1.0',
  recommended: false,
  docs: {
    summary: 'A listener takes routes of every namespace for any hostname, or for every name below a wildcard.',
    why: 'Whoever may create routes anywhere in the cluster can claim the hostname of another team.',
    fix: 'Select namespaces by label, or give each team a listener with its hostname.',
    spec: 'Gateway API security model, cross-namespace routing',
  },
  messages: {
    open: ({ name, hosts }: { name: string; hosts: string }) =>
      `listener ${name} is open to routes of every namespace for ${hosts}: any of them can take over the name of another`,
  },
  check(object, { topology, report }) {
    for (const { name, hostname, protocol, allowedNamespaces } of ownListeners(topology, object)) {
      if (allowedNamespaces.from !== 'All' || protocol === 'TCP' || protocol === 'UDP') continue
      if (hostname !== '' && !hostname.startsWith('*')) continue
      report('open', [...allowedNamespaces.at, 'from'], { name, hosts: hostname === '' ? 'any hostname' : hostname })
    }
  },
})
